"""The theme that a site names: where it is, and what it brings to the configuration.

Source of what a theme's folders mean: Jekyll's documentation, "Themes".
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from liquidsite.config import DEFAULTS, Config, absolute, deep_merge
from liquidsite.config.config_files import text_of
from liquidsite.errors import Notice, ThemeError
from liquidsite.model import Theme
from liquidsite.regular_file import read_if_there
from liquidsite.safe_mode.limits import Limits
from liquidsite.safe_mode.paths import is_hard_link, is_inside
from liquidsite.themes.gemfile import jekyll_plugins
from liquidsite.themes.gems import Gem, find_gem, specification_of

GROUP = "liquidsite.themes"

_PLAIN_NAME = re.compile(r"\w[\w.-]*", re.ASCII)


def find_theme(config: Config) -> Theme | None:
    """The theme of the site, from the first place that has it; None when it names none.

    These are: the folder that `theme_dir` gives, the archive of a `remote_theme`, `_themes/NAME`
    in the site, an installed Python package with an entry point NAME, a gem. Raises ThemeError.
    """
    if (remote := _remote(config)) is not None:
        return remote
    name = config.get("theme")
    if not isinstance(name, str):
        return None
    name = name.lower().strip()
    if config.limits and not _PLAIN_NAME.fullmatch(name):
        raise ThemeError(f"'{name}' is no name of a theme")
    folder = _given(config) or _own(name, config) or _packaged(name)
    if folder is not None:
        return _of_folder(name, _confined(folder, config))
    gem = find_gem(name, config.source)
    if gem is not None:
        return _of_gem(gem)
    raise ThemeError(
        f"The {name} theme could not be found. Put it into the folder _themes/{name}, install a "
        f"Python package that has it (entry point '{GROUP}'), or install its gem."
    )


def gems_of(theme: Theme | None) -> list[str]:
    """The gems that a theme depends on, Jekyll itself aside."""
    needed = theme.dependencies if theme is not None else ()
    return [gem.partition(" ")[0] for gem in needed if not gem.startswith("jekyll ")]


def configured(config: Config) -> Config:
    """`config` over what the theme's `_config.yml` says of keys that are not Jekyll's own.

    Raises ThemeError, ConfigError.
    """
    if config.get("ignore_theme_config") is True:
        return config
    theme = find_theme(config)
    file = Path(theme.root, "_config.yml") if theme else None
    if file is None or not file.is_file() or file.is_symlink():
        return config
    notice = Notice("Theme Config file:", str(file))
    return replace(
        config,
        settings=deep_merge(_settings(file, config.limits), config.settings),
        notices=(*config.notices, notice),
    )


def _settings(file: Path, limits: Limits | None) -> dict[str, Any]:
    from liquidsite.ruby import safe_yaml

    values = safe_yaml.load(text_of(file, limits), str(file), limits=limits)
    if not isinstance(values, Mapping):
        return {}
    return {str(key): value for key, value in values.items() if key not in DEFAULTS}


def _given(config: Config) -> Path | None:
    """The folder that the setting `theme_dir` gives. Raises ThemeError when it is none."""
    setting = config.get("theme_dir")
    if not setting:
        return None
    folder = absolute(str(setting))
    if not folder.is_dir():
        raise ThemeError("the theme's folder does not exist", path=str(folder))
    return folder


def _remote(config: Config) -> Theme | None:
    """The `remote_theme`, where the site has the plugin for it."""
    setting = config.get("remote_theme")
    if not isinstance(setting, str):
        return None
    from liquidsite.themes.repository import PLUGIN, RemoteTheme, fetch

    named = [*_listed(config.get("plugins")), *_listed(config.get("gems"))]
    if PLUGIN not in [*named, *jekyll_plugins(config.source)]:
        return None
    folder = _given(config)
    name = RemoteTheme.parse(setting).name.lower()
    if folder is None:
        name, folder = fetch(config, setting)
    return _of_folder(name, _confined(folder, config))


def _confined(folder: Path, config: Config) -> Path:
    """`folder`, unless it is one of the source and a link leads out of that. Raises ThemeError."""
    if config.limits and folder.is_relative_to(config.source):
        for path in (folder, folder / "_config.yml", *folder.glob("*.gemspec")):
            if not is_inside(path, config.source) or is_hard_link(path, config.source):
                raise ThemeError("the theme leads out of the source", path=str(folder))
    return folder


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _own(name: str, config: Config) -> Path | None:
    folder = config.source / "_themes" / name
    return folder if folder.parent.name == "_themes" and folder.is_dir() else None


def _packaged(name: str) -> Path | None:
    """The theme of a Python package: its entry point gives the package, or the folder."""
    from importlib.metadata import entry_points

    for point in entry_points(group=GROUP, name=name):
        value = point.load()
        file = getattr(value, "__file__", None)
        return Path(file).parent if file else Path(value)
    return None


def _of_folder(name: str, folder: Path) -> Theme:
    """The theme in a folder, with what a gemspec there, or the one of its gem, says of it."""
    files = sorted(folder.glob("*.gemspec"))
    specification = read_if_there(files[0], str(files[0])) if files else None
    return _of_gem(Gem(name, "", folder, specification or specification_of(folder)))


def _of_gem(gem: Gem) -> Theme:
    metadata = gem.values("metadata")
    descriptions = gem.values("description") or gem.values("summary")
    return Theme(
        name=gem.name,
        root=os.path.realpath(gem.folder),
        version=gem.version,
        authors=", ".join(gem.values("authors") or gem.values("author")),
        description=descriptions[0] if descriptions else "",
        metadata=dict(zip(metadata[::2], metadata[1::2], strict=False)),
        dependencies=tuple(_dependency(*parts) for parts in gem.dependencies() if parts),
    )


def _dependency(name: str, *versions: str) -> str:
    """A dependency as RubyGems prints it."""
    return f"{name} ({', '.join(sorted(versions, reverse=True)) or '>= 0'})"
