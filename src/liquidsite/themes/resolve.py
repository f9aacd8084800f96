"""The theme that a site names: where it is, and what it brings to the configuration.

Source of what a theme's folders mean: Jekyll's documentation, "Themes".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from liquidsite.config import DEFAULTS, Config, deep_merge, gemfile
from liquidsite.config.config_files import text_of
from liquidsite.config.gemfile import jekyll_plugins
from liquidsite.errors import Notice
from liquidsite.model import Theme
from liquidsite.safe_mode.limits import Limits

# The gem whose plugin fetches a `remote_theme`.
REMOTE_PLUGIN = "jekyll-remote-theme"
# The theme of GitHub Pages for sites that name none.
PRIMER = "jekyll-theme-primer"

_PLAIN_NAME = re.compile(r"\w[\w.-]*", re.ASCII)


def find_theme(config: Config) -> Theme | None:
    """Return the theme of the site; None when it names none. Raises ThemeError."""
    if not (isinstance(config.get("theme"), str) or is_remote(config)):
        return None
    from liquidsite.themes.search import search

    return search(config)


def gems_of(theme: Theme | None) -> list[str]:
    """Return the gems that a theme depends on, Jekyll itself aside."""
    needed = theme.dependencies if theme is not None else ()
    return [gem.partition(" ")[0] for gem in needed if not gem.startswith("jekyll ")]


def configured(config: Config) -> Config:
    """Return `config` over the settings of the theme's `_config.yml` that are not Jekyll's own.

    That of a remote theme is not read: jekyll-remote-theme comes after the configuration. Jekyll 3
    has no theme settings.
    Raises ThemeError, ConfigError.
    """
    if config.get("ignore_theme_config") is True:
        return config
    theme = find_theme(config)
    config = _with_version_noticed(config, theme)
    if is_remote(config) or not config.generation.reads_theme_data:
        return config
    file = Path(theme.root, "_config.yml") if theme else None
    if file is None or not file.is_file() or file.is_symlink():
        return config
    notice = Notice("Theme Config file:", str(file))
    return replace(
        config,
        settings=deep_merge(_settings(file, config.limits), config.settings),
        notices=(*config.notices, notice),
    )


def _with_version_noticed(config: Config, theme: Theme | None) -> Config:
    """Add a warning to `config` where the theme's version is not the one of Gemfile.lock."""
    locked = gemfile.lock(config.source).versions.get(theme.name) if theme else None
    if theme is None or not theme.version or locked in (None, theme.version):
        return config
    message = f"{theme.name} {theme.version} is used, since {locked} of Gemfile.lock is not there"
    return replace(config, notices=(*config.notices, Notice("Theme:", message)))


def _settings(file: Path, limits: Limits | None) -> dict[str, Any]:
    from liquidsite.ruby import safe_yaml

    values = safe_yaml.load(text_of(file, limits), str(file), limits=limits)
    if not isinstance(values, Mapping):
        return {}
    return {str(key): value for key, value in values.items() if key not in DEFAULTS}


def is_remote(config: Config) -> bool:
    """Return whether the site has a `remote_theme`, and the plugin for it."""
    if not isinstance(config.get("remote_theme"), str):
        return False
    named = [*_listed(config.get("plugins")), *_listed(config.get("gems"))]
    return REMOTE_PLUGIN in [*named, *jekyll_plugins(config.source)]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
