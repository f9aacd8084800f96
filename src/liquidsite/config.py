"""Jekyll's configuration: defaults, `_config` files and flags, merged into a frozen `Config`.

Source of the keys, their defaults and the order of merging: Jekyll's documentation,
"Configuration Options" and "Default Configuration".
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from liquidsite.errors import ConfigError, Notice

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

PERMALINK_STYLES: Mapping[str, str] = MappingProxyType(
    {
        "none": "/:categories/:title:output_ext",
        "date": "/:categories/:year/:month/:day/:title:output_ext",
        "ordinal": "/:categories/:year/:y_day/:title:output_ext",
        "pretty": "/:categories/:year/:month/:day/:title/",
        "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    }
)

CONFIG_NAMES = ("_config.yml", "_config.yaml", "_config.toml")


@dataclass(frozen=True)
class Config(Mapping[str, Any]):
    """The configuration of one build: a read-only mapping with Jekyll's keys.

    `settings` is what templates see as `site.*`; `files` are the files it came from, in order.
    """

    settings: Mapping[str, Any]
    files: tuple[Path, ...] = ()
    environment: str = "development"
    notices: tuple[Notice, ...] = field(default=(), compare=False)

    def __getitem__(self, key: str) -> Any:
        return self.settings[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.settings)

    def __len__(self) -> int:
        return len(self.settings)

    @cached_property
    def source(self) -> Path:
        """The absolute source folder."""
        return absolute(self["source"])

    @cached_property
    def destination(self) -> Path:
        """The absolute destination folder."""
        return absolute(self["destination"])

    @cached_property
    def cache_dir(self) -> Path:
        return self.source / str(self["cache_dir"])

    @cached_property
    def permalink_style(self) -> str:
        return str(self["permalink"])

    @cached_property
    def collections(self) -> dict[str, dict[str, Any]]:
        """Collection label → its settings, `posts` among them."""
        declared = self.get("collections") or {}
        return {str(label): dict(settings or {}) for label, settings in declared.items()}

    @cached_property
    def markdown_ext(self) -> frozenset[str]:
        """The extensions of Markdown files, with their dot."""
        return frozenset("." + ext for ext in str(self["markdown_ext"]).lower().split(","))


def absolute(path: str | os.PathLike[str]) -> Path:
    """`path` made absolute from the working directory, `~` and `..` resolved, links kept."""
    return Path(os.path.abspath(Path(path).expanduser()))  # noqa: PTH100 - resolve() follows links


def load(
    overrides: Mapping[str, Any] | None = None,
    *,
    config_files: list[str] | None = None,
    environment: str | None = None,
) -> Config:
    """The configuration of a site: `_config` files under `overrides` (flags), over the defaults.

    `config_files` names the files to read, in order; without it the source's `_config.yml`,
    `.yaml` or `.toml` is read if there is one. Raises ConfigError.
    """
    flags = {key: value for key, value in (overrides or {}).items() if value is not None}
    notices: list[Notice] = []
    files = _files(flags, config_files, notices)
    values: dict[str, Any] = {}
    for file in files:
        values = deep_merge(values, _read(file))
    _check_lists(values)
    values = _complete(deep_merge(values, flags))
    return Config(
        MappingProxyType(values),
        tuple(files),
        environment or os.environ.get("JEKYLL_ENV", "development"),
        tuple(notices),
    )


def deep_merge(base: Mapping[Any, Any], over: Mapping[Any, Any]) -> dict[Any, Any]:
    """`over` on top of `base`, mappings merged key by key; a nil in `over` keeps what was there.

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


def _files(flags: Mapping[str, Any], named: list[str] | None, notices: list[Notice]) -> list[Path]:
    if named:
        files = [absolute(name) for name in named if name]
        for file in files:
            if not file.is_file():
                raise ConfigError(f"The configuration file '{file}' could not be found.")
    else:
        source = absolute(flags.get("source", DEFAULTS["source"]))
        files = [source / name for name in CONFIG_NAMES if (source / name).is_file()][:1]
    if not files:
        notices.append(Notice("Configuration file:", "none"))
    notices.extend(Notice("Configuration file:", str(file)) for file in files)
    return files


def _read(file: Path) -> Mapping[str, Any]:
    extension = file.suffix.lower()
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", path=str(file)) from error
    if extension == ".toml":
        return _read_toml(raw, file)
    if extension in (".yml", ".yaml"):
        return _read_yaml(raw, file)
    raise ConfigError(
        f"No parser for '{file.name}' is available. Use a .y(a)ml or .toml file instead."
    )


def _read_toml(raw: bytes, file: Path) -> Mapping[str, Any]:
    import tomllib

    try:
        return tomllib.loads(raw.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"is not TOML: {error}", path=str(file)) from error


def _read_yaml(raw: bytes, file: Path) -> Mapping[str, Any]:
    from liquidsite import psych

    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"is not UTF-8: {error}", path=str(file)) from error
    values = psych.load(text, str(file))
    if values is None or values is False:
        return {}
    if not isinstance(values, Mapping):
        raise ConfigError("Configuration file: (INVALID), not a mapping of keys", path=str(file))
    return {str(key): value for key, value in values.items()}


def _check_lists(values: Mapping[str, Any]) -> None:
    for key in ("plugins", "include", "exclude"):
        if key in values and not isinstance(values[key], list):
            raise ConfigError(f"'{key}' should be set as an array, but was: {values[key]!r}.")


def _complete(values: Mapping[str, Any]) -> dict[str, Any]:
    """Defaults below `values`, then what Jekyll always adds: posts and the usual excludes."""
    complete = deep_merge(DEFAULTS, values)
    complete["collections"] = _collections(complete)
    excludes = complete["exclude"]
    if excludes is not None:
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
    collections = deep_merge({"posts": {}}, declared)
    posts = dict(collections["posts"] or {})
    posts["output"] = True
    if values.get("permalink") and not posts.get("permalink"):
        style = str(values["permalink"])
        posts["permalink"] = PERMALINK_STYLES.get(style, style)
    collections["posts"] = posts
    return collections
