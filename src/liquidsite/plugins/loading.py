"""Which plugins a site has: by the gems that it names, from its `_plugins`, from packages."""

from __future__ import annotations

import importlib.util
import os
import re
import sys

# Where hashlib has it from; hashlib itself loads OpenSSL.
from _blake2 import blake2b
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from liquidsite import regular_file
from liquidsite.config import Config, plugin_folders
from liquidsite.config.gemfile import jekyll_plugins, lock, required
from liquidsite.errors import Notice, PluginError
from liquidsite.plugin import Plugin
from liquidsite.plugins import BUILT_IN, BUNDLED, Version, bundled

GROUP = "liquidsite.plugins"
GUIDE = "`liquidsite docs python-plugins`"


# Those of the gems on GitHub Pages that are not the reference's, as far as it shows.
GITHUB_PAGES_VERSIONS: Mapping[str, Version] = {"jekyll-octicons": (14, 2, 0)}


def load(config: Config, theme_gems: Iterable[str] = ()) -> list[Plugin]:
    """Return every plugin of the site, in Jekyll's order. Raises PluginError.

    `theme_gems` are the dependencies of its theme. A gem that is not bundled becomes a plugin that
    does nothing and has a notice.
    """
    names = [name for name in wanted(config, theme_gems) if not is_theme(name, config)]
    own, required = ([], []) if config["safe"] else _from_folders(config)
    names = list(dict.fromkeys([*required, *names]))
    # In safe mode the caller gives those of packages itself.
    known = {} if config.limits else _installed(names)
    return [*own, *_named(names, known, asked_versions(config))]


def wanted(config: Config, theme_gems: Iterable[str] = ()) -> list[str]:
    """Return the names of the gems that the site has plugins from, each once.

    Those of the Gemfile's group `jekyll_plugins`, then the theme's, then the configuration's; in
    safe mode of the latter two only what the `whitelist` lets through.
    """
    configured = [*theme_gems, *_strings(config.get("plugins")), *_strings(config.get("gems"))]
    if config["safe"]:
        allowed = frozenset(_strings(config["whitelist"]))
        configured = [name for name in configured if name in allowed]
    names = [*jekyll_plugins(config.source), *configured]
    # A plugin may be named as Ruby requires it: `jekyll/scholar` is the gem jekyll-scholar.
    return list(dict.fromkeys(name.replace("/", "-") for name in names))


def asked_versions(config: Config) -> Mapping[str, Version]:
    """Return gem → version, as numbers, as far as the site asks for one.

    That of Gemfile.lock, else the least that the Gemfile allows; GitHub Pages has its own.
    """
    if config.github_pages:
        return GITHUB_PAGES_VERSIONS
    asked = [(gem, _least(texts)) for gem, texts in required(config.source).items()]
    asked += lock(config.source).versions.items()
    return {gem: numbers for gem, text in asked if (numbers := _numbers(text))}


def _least(requirements: list[str]) -> str:
    return next((text.lstrip("~>=! ") for text in requirements if text[0] in "~>=0123456789"), "")


def _numbers(version: str) -> Version:
    """Return the numbers that a version begins with: `2.9.0.pre` is (2, 9, 0)."""
    parts = takewhile(str.isdecimal, version.split("."))
    return tuple(map(int, parts))


def _named(
    names: Iterable[str], known: dict[str, Plugin], versions: Mapping[str, Version]
) -> Iterator[Plugin]:
    for name in names:
        if name in BUNDLED:
            yield from bundled([name], versions)
        elif name in known:
            yield known[name]
        elif name not in BUILT_IN:
            yield Plugin(name, notices=(_unknown(name),))


def is_theme(name: str, config: Config) -> bool:
    """Return whether the gem `name` is a theme, which is no plugin."""
    return name == config.get("theme") or name.startswith("jekyll-theme-") or name == "minima"


def _unknown(name: str) -> Notice:
    return Notice(
        "Plugin:",
        f"liquidsite does not have the gem '{name}'. The build continues without its tags, filters "
        f"and pages. How to replace it: {GUIDE}",
        ("plugin", name),
    )


def _installed(names: Iterable[str]) -> dict[str, Plugin]:
    """Return the plugins of installed packages that the site names.

    Entry points are read for those.
    """
    missing = {name for name in names if name not in BUNDLED and name not in BUILT_IN}
    if not missing:
        return {}
    from importlib.metadata import entry_points

    found = (point for point in entry_points(group=GROUP) if point.name in missing)
    return {point.name: _checked(point.load(), point.value) for point in found}


def _from_folders(config: Config) -> tuple[list[Plugin], list[str]]:
    """Return the plugins of the site's own files, and the gems that those require."""
    own: list[Plugin] = []
    required: list[str] = []
    for folder in plugin_folders(config):
        for file in _files(folder, config):
            if file.suffix == ".py" and not file.name.startswith("_"):
                own.append(_from_file(file, config))
            elif file.suffix == ".rb" and not file.with_suffix(".py").is_file():
                from liquidsite.plugins import ruby_files

                text = _text(file, config)
                gems = ruby_files.required_gems(text)
                required += gems
                own += [] if gems else [_of_ruby(file, text, config)]
    return own, required


def _files(folder: Path, config: Config) -> list[Path]:
    try:
        return sorted(Path(file) for file in regular_file.files_below(folder))
    except OSError as error:
        shown = _shown(Path(str(error.filename)), config)
        raise PluginError(f"The folder cannot be read: {error.strerror}", path=shown) from error


def _of_ruby(file: Path, text: str, config: Config) -> Plugin:
    """Return what does the same as a Ruby file that is known; else a plugin that only warns."""
    from liquidsite.plugins import ruby_files

    known = ruby_files.equivalent(file.name, text)
    return known or Plugin(file.name, notices=(_ruby(file, text, config),))


def _ruby(file: Path, text: str, config: Config) -> Notice:
    from liquidsite.plugins import ruby_files

    path = _shown(file, config)
    if import_ := ruby_files.similar(file.name, text):
        message = f"{path} is an edited copy of a Ruby file that liquidsite knows, and is not run. "
        message += f"To have what the original does, put `{import_}` into "
        message += f"{path.removesuffix('.rb')}.py. To write your own: {GUIDE}"
    else:
        message = f"{path} is written in Ruby, which is not run here. "
        message += f"How to write it in Python: {GUIDE}"
    return Notice("Plugin:", message, ("Ruby file", path))


def _text(file: Path, config: Config) -> str:
    shown = _shown(file, config)
    try:
        return regular_file.read_text(file)
    except OSError as error:
        raise PluginError(f"The plugin cannot be read: {error.strerror}", path=shown) from error


def _from_file(file: Path, config: Config) -> Plugin:
    """Return the `plugin` of a Python file. Raises PluginError, with the line.

    Always of its text: Python takes a file for unchanged within the second, and its own kept code
    has no place in a site.
    """
    shown = _shown(file, config)
    try:
        code = regular_file.read(file)
    except OSError as error:
        raise PluginError(f"The plugin cannot be read: {error.strerror}", path=shown) from error
    digest = blake2b(code, digest_size=12).hexdigest()
    # Classes look their module up by its name, so it needs one of its own.
    name = f"liquidsite_plugin_{re.sub(r'[^a-zA-Z0-9]', '_', str(file))}"
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    try:
        exec(compile(code, file, "exec"), module.__dict__)
    except PluginError as error:
        error.path, error.line = shown, _line(error, file)
        raise
    except Exception as error:
        message = f"{type(error).__name__}: {error}"
        raise PluginError(message, path=shown, line=_line(error, file)) from error
    return replace(_checked(getattr(module, "plugin", None), shown), fingerprint=digest)


def _checked(value: object, path: str) -> Plugin:
    if not isinstance(value, Plugin):
        raise PluginError("should define `plugin = Plugin(…)`, but does not", path=path)
    return value


def _line(error: BaseException, file: Path) -> int | None:
    if isinstance(error, SyntaxError):
        return error.lineno
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == str(file)), None)


def _shown(file: Path, config: Config) -> str:
    return os.path.relpath(file, config.source).replace(os.sep, "/")


def _strings(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(item) for item in values if item is not None]
