"""The flags that several verbs share, and the configuration that they result in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from liquidsite.builder.profile import TIMES
from liquidsite.config import Config, load

F = TypeVar("F", bound=Callable[..., Any])

# Flags that are no settings of the configuration.
_NOT_SETTINGS = ("config", "trace", "watch")


def _option(*names: str, **settings: Any) -> Callable[[F], F]:
    return click.option(*names, **settings)


SITE_OPTIONS: tuple[Callable[[F], F], ...] = (
    _option("--config", metavar="FILE[,FILE...]", help="Custom configuration file"),
    _option("-s", "--source", metavar="DIR", help="Source directory (defaults to ./)"),
    _option("-d", "--destination", metavar="DIR", help="Destination (defaults to ./_site)"),
    _option("--safe", is_flag=True, default=None, help="Do not run code that the site contains"),
    _option("-p", "--plugins", "plugins_dir", metavar="DIR[,DIR...]", help="Plugins directory"),
    _option("--layouts", "layouts_dir", metavar="DIR", help="Layouts directory"),
    _option("--theme-dir", metavar="DIR", help="Use the theme in this folder"),
    _option("--jekyll-version", metavar="VERSION", help="Build as Jekyll 3.10 or 4 does"),
    _option("--offline", is_flag=True, default=None, help="Do not download themes"),
    _option("-t", "--trace", is_flag=True, help="Show the full backtrace of an error"),
)

BUILD_OPTIONS: tuple[Callable[[F], F], ...] = (
    *SITE_OPTIONS,
    _option("--future", is_flag=True, default=None, help="Publish posts with a future date"),
    _option("--limit_posts", type=int, metavar="N", help="Publish only the N newest posts"),
    _option("-w", "--watch/--no-watch", default=None, help="Watch for changes and rebuild"),
    _option("-b", "--baseurl", metavar="URL", help="Serve the site from this base URL"),
    _option("--force_polling", is_flag=True, default=None, help="Watch by polling"),
    _option("--lsi", is_flag=True, default=None, help="No effect; accepted because Jekyll has it"),
    _option("-D", "--drafts", "show_drafts", is_flag=True, default=None, help="Render drafts"),
    _option("--unpublished", is_flag=True, default=None, help="Render unpublished posts too"),
    _option("--disable-disk-cache", is_flag=True, default=None, help="Do not keep a cache on disk"),
    _option("-q", "--quiet", is_flag=True, default=None, help="Print only errors"),
    _option("-V", "--verbose", is_flag=True, default=None, help="Print everything"),
    _option("-I", "--incremental", is_flag=True, default=None, help="No effect; always on"),
    _option("--strict_front_matter", is_flag=True, default=None, help="Fail on bad front matter"),
    _option(
        "--profile",
        is_flag=False,
        flag_value=TIMES,
        type=click.Choice(["github-pages", TIMES]),
        metavar="[github-pages]",
        help="Print how long each template took; with `github-pages`, build as GitHub Pages does",
    ),
)


def add(options: tuple[Callable[[F], F], ...]) -> Callable[[F], F]:
    """Return a decorator that adds all of `options` to a command."""

    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def configuration(flags: Mapping[str, Any]) -> Config:
    """Return the site's configuration with `flags` (parameter name → value) applied.

    Raises ConfigError.
    """
    settings = {key: value for key, value in flags.items() if key not in _NOT_SETTINGS}
    named = flags.get("config")
    files = [name.strip() for name in named.split(",")] if named else None
    return load(settings, config_files=files)
