"""Jekyll's configuration: defaults, `_config` files and flags, merged into a frozen `Config`.

Source of the keys, their defaults and the order of merging: Jekyll's documentation,
"Configuration Options" and "Default Configuration".
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from liquidsite.config import config_files, gemfile
from liquidsite.errors import (
    ConfigError,
    Notice,
    place_in,
)
from liquidsite.generation import JEKYLL_3, JEKYLL_4, Generation, of_version
from liquidsite.regular_file import is_absent
from liquidsite.ruby.from_python import from_python_mapping
from liquidsite.safe_mode import paths
from liquidsite.safe_mode.limits import Limits
from liquidsite.safe_mode.resource_monitor import watched

DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {
        "source": ".",
        "destination": "_site",
        "collections_dir": "",
        "cache_dir": ".jekyll-cache",
        "plugins_dir": "_plugins",
        "layouts_dir": "_layouts",
        "data_dir": "_data",
        "includes_dir": "_includes",
        "collections": {},
        "safe": False,
        "include": [".htaccess"],
        "exclude": [],
        "keep_files": [".git", ".svn"],
        "encoding": "utf-8",
        "markdown_ext": "markdown,mkdown,mkdn,mkd,md",
        "strict_front_matter": False,
        "show_drafts": None,
        "limit_posts": 0,
        "future": False,
        "unpublished": False,
        "whitelist": [],
        "plugins": [],
        "markdown": "kramdown",
        "highlighter": "rouge",
        "lsi": False,
        "excerpt_separator": "\n\n",
        "incremental": False,
        "detach": False,
        "port": "4000",
        "host": "127.0.0.1",
        "baseurl": None,
        "show_dir_listing": False,
        "permalink": "date",
        "paginate_path": "/page:num",
        "timezone": None,
        "quiet": False,
        "verbose": False,
        "defaults": [],
        "liquid": {"error_mode": "warn", "strict_filters": False, "strict_variables": False},
        "kramdown": {
            "auto_ids": True,
            "toc_levels": [1, 2, 3, 4, 5, 6],
            "entity_output": "as_char",
            "smart_quotes": "lsquo,rsquo,ldquo,rdquo",
            "input": "GFM",
            "hard_wrap": False,
            "guess_lang": True,
            "footnote_nr": 1,
            "show_warnings": False,
        },
    }
)

DEFAULT_EXCLUDES = (
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
)

_EXCLUDES_OF_JEKYLL_3 = tuple(
    name for name in DEFAULT_EXCLUDES if not name.startswith((".", "gemfiles"))
)
# The gem of GitHub Pages, and the setting `profile` that asks for the same.
GITHUB_PAGES = "github-pages"

PERMALINK_STYLES: Mapping[str, str] = MappingProxyType(
    {
        "none": "/:categories/:title:output_ext",
        "date": "/:categories/:year/:month/:day/:title:output_ext",
        "ordinal": "/:categories/:year/:y_day/:title:output_ext",
        "pretty": "/:categories/:year/:month/:day/:title/",
        "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    }
)

CONFIG_NAMES = config_files.NAMES


# Keys whose values must be of one kind, with its name in messages.
_KINDS: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (list, "an array", ("plugins", "include", "exclude")),
    (list | None, "an array", ("keep_files",)),
    (Mapping | None, "a hash", ("kramdown", "liquid")),
    (str | None, "a string", ("permalink", "markdown_ext", "encoding", "timezone")),
    (str | os.PathLike | None, "a path", ("source", "destination")),
    (bool | None, "true or false", ("allow_network",)),
    (int | float, "a number", ("network_cache_hours",)),
)
# Settings that are folders of the source, which flags and callers may name too.
_FOLDERS_IN_SOURCE = ("collections_dir", "layouts_dir", "data_dir", "includes_dir")
_NOT_A_MAPPING = "Error reading configuration. Using defaults (and options)."


# The path of a configuration file, or several in order.
ConfigFiles: TypeAlias = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]


@dataclass(frozen=True)
class Config(Mapping[str, Any]):
    """The configuration of one build: a read-only mapping with Jekyll's keys.

    `settings` is what templates see as `site.*`; `files` are the files it came from, in order.
    `limits` are set if the caller turned safe mode on. `read` is
    what each file says. `github_pages` is whether GitHub's settings are applied, `generation`
    which Jekyll the site is built as. `names_environment` is whether the environment was named, not
    taken for development. `edition` is the name of one of several builds of the site, the folder
    that it has below the site's destination; "" is for the one that is at its root.
    """

    settings: Mapping[str, Any]
    files: tuple[Path, ...] = ()
    environment: str = "development"
    names_environment: bool = False
    notices: tuple[Notice, ...] = field(default=(), compare=False)
    limits: Limits | None = None
    read: tuple[config_files.ConfigFile, ...] = field(default=(), compare=False, repr=False)
    github_pages: bool = False
    generation: Generation = JEKYLL_4
    edition: str = ""

    def __getitem__(self, key: str) -> Any:
        return self.settings[key]

    def get(self, key: str, default: Any = None) -> Any:
        return self.settings.get(key, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self.settings)

    def __len__(self) -> int:
        return len(self.settings)

    def __repr__(self) -> str:
        return f"<Config of {self.source}>"

    def __hash__(self) -> int:
        return hash((str(self.source), self.files, self.environment))

    @cached_property
    def source(self) -> Path:
        """Return the absolute source folder."""
        return absolute(self["source"])

    @cached_property
    def destination(self) -> Path:
        """Return the absolute destination folder."""
        return absolute(self["destination"])

    @cached_property
    def cache_dir(self) -> Path:
        """Return the folder of the cache: in the site, but outside for GitHub Pages.

        GitHub Pages forces safe mode, in which Jekyll keeps no cache in the site.
        """
        if self.github_pages:
            return outside_cache(self.source)
        return self.source / str(self["cache_dir"])

    @property
    def keeps_cache(self) -> bool:
        """Return whether a build may keep a cache."""
        safe = self.limits is not None or (self["safe"] and not self.github_pages)
        return not (safe or self.get("disable_disk_cache"))

    @property
    def workers(self) -> int | None:
        """Return how many processes the setting `workers` asks for; None when it asks for none.

        A site may have a value of its own under this name, such as a list of people.
        """
        wanted = self.get("workers")
        is_count = isinstance(wanted, int) and not isinstance(wanted, bool) and wanted > 0
        return wanted if is_count else None

    @cached_property
    def permalink_style(self) -> str:
        return str(self["permalink"])

    @cached_property
    def collections(self) -> dict[str, dict[str, Any]]:
        """Map each collection's label to its settings, `posts` included."""
        declared = self.get("collections") or {}
        return {str(label): dict(settings or {}) for label, settings in declared.items()}

    @cached_property
    def collections_folder(self) -> str:
        """Return the folder of all collections, relative to the source; "" for the source."""
        return str(self["collections_dir"] or "").strip("/")

    @cached_property
    def collections_prefix(self) -> str:
        """Return what the paths of documents lack: `collections_folder` with its slash."""
        return f"{self.collections_folder}/" if self.collections_folder else ""

    @property
    def prefers_sass_on_path(self) -> bool:
        """Return whether the command `sass`, if there is one, comes before the package's.

        Never in safe mode, which cannot limit its memory.
        """
        settings = self.get("sass")
        asked = isinstance(settings, Mapping) and settings.get("prefer_path") is True
        return asked and self.limits is None and not self["safe"]

    @cached_property
    def markdown_ext(self) -> frozenset[str]:
        """Return the extensions of Markdown files, with their dot."""
        return frozenset("." + ext for ext in str(self["markdown_ext"]).lower().split(","))


def outside_cache(source: Path) -> Path:
    """Return the folder of the site's cache in the user's cache folder."""
    import hashlib

    digest = hashlib.sha256(os.fsencode(source)).hexdigest()[:16]
    return _user_cache() / "sites" / f"{source.name}-{digest}"


def _user_cache() -> Path:
    """Return where programs keep what they can compute again, by the system's convention."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "liquidsite"


def absolute(path: str | os.PathLike[str]) -> Path:
    """Make `path` absolute from the working directory; `~` and `..` are resolved, links kept."""
    return Path(os.path.abspath(Path(path).expanduser()))  # noqa: PTH100 - resolve() follows links


def load(
    overrides: Mapping[str, Any] | None = None,
    *,
    config_files: ConfigFiles | None = None,
    environment: str | None = None,
    limits: Limits | None = None,
) -> Config:
    """Return the configuration of a site: `_config` files under `overrides` (flags), over the
    defaults.

    `config_files` names the files to read, in order; without it the source's `_config.yml`, `.yaml`
    or `.toml` is read if there is one. `limits` are for safe mode. Raises ConfigError, and
    TypeError for a value that templates cannot show.
    """
    given = from_python_mapping(overrides or {}, "config")
    flags = {key: value for key, value in given.items() if value is not None}
    limits = (limits or Limits()) if flags.get("safe") else None
    if "source" in flags:
        _check_folder(absolute(flags["source"]), "source")
    with watched(limits):
        return _load(flags, _named(config_files), environment, limits)


def _named(files: ConfigFiles | None) -> list[str]:
    if files is None:
        return []
    listed = [files] if isinstance(files, str | os.PathLike) else files
    return [os.fspath(file) for file in listed]


def _load(
    flags: Mapping[str, Any],
    named: list[str],
    environment: str | None,
    limits: Limits | None,
) -> Config:
    notices: list[Notice] = []
    if limits:
        paths.check_files(absolute(flags.get("source", DEFAULTS["source"])))
    files = _files(flags, named, notices)
    source = absolute(flags.get("source", DEFAULTS["source"]))
    keeps = not (limits or flags.get("disable_disk_cache"))
    known = config_files.kept(source / config_files.FOLDER) if keeps else {}
    values: dict[str, Any] = {}
    read = []
    for file in files:
        found = config_files.read(file, limits, known)
        if found.values is None:
            notices.append(Notice("Configuration file:", f"(INVALID) {file}"))
            notices.append(Notice("", "It must be a .yml, .yaml or .toml file of keys and values."))
            notices.append(Notice("WARNING:", _NOT_A_MAPPING))
            break
        _check(found.values, str(file), found.text)
        values = deep_merge(values, found.values)
        read.append(found)
    _check(flags)
    values = deep_merge(values, flags)
    generation = _generation(values, source)
    values = _complete(values, notices, generation)
    if limits:
        paths.check_settings(values, flags)
    _check_folders(values, flags)
    _check_written(values)
    environment = environment or os.environ.get("JEKYLL_ENV")
    return Config(
        values,
        tuple(files),
        environment or "development",
        names_environment=environment is not None,
        notices=tuple(notices),
        limits=limits,
        read=tuple(read),
        generation=generation,
    )


def _generation(values: Mapping[str, Any], source: Path) -> Generation:
    """Return which Jekyll `jekyll_version` asks for, or what GitHub Pages and the gems imply.

    Raises ConfigError.
    """
    version = values.get("jekyll_version")
    if version is not None:
        if (found := of_version(version)) is not None:
            return found
        raise ConfigError(f"jekyll_version should be 3.10 or 4, but was: {_shown(version)}.")
    if values.get("profile") == GITHUB_PAGES:
        return JEKYLL_3
    if any(gem == GITHUB_PAGES for gem, _ in gemfile.gems(source)):
        return JEKYLL_3
    locked = gemfile.lock(source).versions.get("jekyll")
    return (locked and of_version(locked)) or JEKYLL_4


def deep_merge(base: Mapping[Any, Any], over: Mapping[Any, Any]) -> dict[Any, Any]:
    """Merge `over` on top of `base` key by key; a nil in `over` keeps the value below.

    The order of keys is that of `base`, then the new ones: hashes keep it when printed.
    """
    merged = dict(base)
    for key, new in over.items():
        if key not in merged:
            merged[key] = new
            continue
        old = merged[key]
        if new is None:
            continue
        both = isinstance(old, Mapping) and isinstance(new, Mapping)
        merged[key] = deep_merge(old, new) if both else new
    return merged


def _check_folders(values: Mapping[str, Any], flags: Mapping[str, Any]) -> None:
    """Refuse folders that are not there: the source, and those that the caller names.

    A `_config.yml` may name folders that a site does not have, as with Jekyll. Raises ConfigError.
    """
    source = absolute(values["source"])
    _check_folder(source, "source")
    for key in _FOLDERS_IN_SOURCE:
        if key in flags and flags[key] != DEFAULTS[key]:
            _check_folder(source / str(flags[key]), key)
    if "theme_dir" in flags:
        _check_folder(absolute(flags["theme_dir"]), "theme_dir")
    if "plugins_dir" in flags and flags["plugins_dir"] != DEFAULTS["plugins_dir"]:
        for folder in plugin_folders(values):
            _check_folder(folder, "plugins_dir")


def _check_written(values: Mapping[str, Any]) -> None:
    """Refuse to write into a repository of Git: its files decide what Git runs."""
    source = absolute(values["source"])
    for folder in (absolute(values["destination"]), source / str(values["cache_dir"])):
        if paths.is_in_git(folder):
            raise ConfigError("No site is written into a .git folder.", path=str(folder))


def plugin_folders(settings: Mapping[str, Any]) -> list[Path]:
    """Return the folders of the site's own plugins: in the source, else those in `plugins_dir`.

    As with Jekyll, `plugins_dir` is relative to the working folder.
    """
    setting = settings["plugins_dir"]
    if setting == DEFAULTS["plugins_dir"]:
        return [absolute(settings["source"]) / str(setting)]
    named = setting if isinstance(setting, list) else [setting]
    return [absolute(part) for name in named for part in str(name).split(",")]


def _check_folder(folder: Path, key: str) -> None:
    try:
        with os.scandir(folder):
            return
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        message = f"The folder for '{key}' cannot be read: {reason}"
        raise ConfigError(message, path=str(folder)) from error


def _files(flags: Mapping[str, Any], named: list[str], notices: list[Notice]) -> list[Path]:
    if named:
        files = [absolute(name) for name in named if name]
        for file in files:
            if not _is_there(file):
                raise ConfigError(f"The configuration file '{file}' could not be found.")
    else:
        source = absolute(flags.get("source", DEFAULTS["source"]))
        files = [source / name for name in CONFIG_NAMES if _is_there(source / name)][:1]
    if not files:
        notices.append(Notice("Configuration file:", "none"))
    notices.extend(Notice("Configuration file:", str(file)) for file in files)
    return files


def _is_there(file: Path) -> bool:
    try:
        file.stat()
    except OSError as error:
        if is_absent(error):
            return False
        message = f"The configuration file cannot be read: {error.strerror}"
        raise ConfigError(message, path=str(file)) from error
    return True


def _check(values: Mapping[str, Any], path: str | None = None, text: str = "") -> None:
    """Refuse settings of a kind that nothing can be made of; `text` is that of the file."""
    for kind, name, keys in _KINDS:
        for key in keys:
            if key in values and not isinstance(values[key], kind):
                message = f"'{key}' should be set as {name}, but was: {_shown(values[key])}."
                raise ConfigError(message, path=path, line=_line_of(key, text))
    limit = values.get("limit_posts")
    if limit is not None and not (isinstance(limit, int) and limit >= 0):
        message = f"limit_posts must be a non-negative number, but was: {_shown(limit)}."
        raise ConfigError(message, path=path, line=_line_of("limit_posts", text))


def _shown(value: object) -> str:
    """Show `value` much as it is written in YAML and in Ruby."""
    import json

    return json.dumps(value, ensure_ascii=False, default=str)


def _line_of(key: str, text: str) -> int | None:
    import re

    found = re.search(rf"^[\"']?{key}[\"']?[ \t]*[:=]", text, re.MULTILINE)
    return place_in(text, found.start())[0] if found else None


def _complete(
    values: Mapping[str, Any], notices: list[Notice], generation: Generation
) -> dict[str, Any]:
    """Return the defaults below `values`, and what Jekyll adds: posts and the usual excludes."""
    if not generation.adds_default_excludes and values.get("exclude") is None:
        values = {**values, "exclude": list(_EXCLUDES_OF_JEKYLL_3)}
    complete = deep_merge(DEFAULTS, values)
    complete["collections"] = _collections(complete)
    complete["encoding"] = _encoding(str(complete["encoding"]), notices)
    complete.setdefault("serving", False)
    excludes = complete["exclude"]
    if excludes is not None and generation.adds_default_excludes:
        complete["exclude"] = list(dict.fromkeys([*excludes, *DEFAULT_EXCLUDES]))
    return complete


def _collections(values: Mapping[str, Any]) -> dict[str, Any]:
    declared = values.get("collections")
    if isinstance(declared, list):
        declared = {str(label): {} for label in declared}
    elif declared is None:
        declared = {}
    elif not isinstance(declared, Mapping):
        raise ConfigError("Your `collections` key must be a hash or an array.")
    for label, settings in declared.items():
        if not isinstance(settings, Mapping | None):
            raise ConfigError(
                f"The settings of the collection '{label}' should be a hash, "
                f"but were: {_shown(settings)}."
            )
    collections = deep_merge({"posts": {}}, declared)
    posts = dict(collections["posts"] or {})
    posts["output"] = True
    if values.get("permalink") and not posts.get("permalink"):
        style = str(values["permalink"])
        posts["permalink"] = PERMALINK_STYLES.get(style, style)
    collections["posts"] = posts
    return collections


def _encoding(name: str, notices: list[Notice]) -> str:
    """Return Python's name of an encoding; UTF-8 in place of what is no encoding of a site.

    Ruby opens text files only in encodings that contain ASCII: Jekyll cannot read a site in UTF-16.
    """
    plain = name.lower().removeprefix("bom|")
    try:
        is_text = _ASCII.decode(plain, "surrogateescape") == _ASCII.decode("ascii")
    except (LookupError, ValueError):
        is_text = False
    if not is_text:
        notices.append(Notice("Encoding:", f"No site can be in '{name}'. Files are read as UTF-8."))
        return "utf-8"
    return name if plain == name.lower() else plain


_ASCII = bytes(range(128))
