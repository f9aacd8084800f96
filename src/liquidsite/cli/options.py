"""The flags that several verbs share, and the configuration that they stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from liquidsite.builder.profile import TIMES
from liquidsite.config import Config, load

F = TypeVar("F", bound=Callable[..., Any])

# Flags that are settings of the configuration under another name or none at all.
_NOT_SETTINGS = ("config", "trace", "watch")


def _option(*names: str, **settings: Any) -> Callable[[F], F]:
    return click.option(*names, **settings)


SITE_OPTIONS: tuple[Callable[[F], F], ...] = (
    _option("--config", metavar="FILE[,FILE...]", help="Custom configuration file"),
    _option("-s", "--source", metavar="DIR", help="Source directory (defaults to ./)"),
    _option("-d", "--destination", metavar="DIR", help="Destination (defaults to ./_site)"),
    _option("--safe", is_flag=True, default=None, help="Run nothing that the site brings along"),
    _option("-p", "--plugins", "plugins_dir", metavar="DIR[,DIR...]", help="Plugins directory"),
    _option("--layouts", "layouts_dir", metavar="DIR", help="Layouts directory"),
    _option("--theme-dir", metavar="DIR", help="Folder of the theme, instead of fetching it"),
    _option("--jekyll-version", metavar="VERSION", help="Build as this Jekyll does: 3.10 or 4"),
    _option("--offline", is_flag=True, default=None, help="Fetch no theme from the network"),
    _option("-t", "--trace", is_flag=True, help="Show the full backtrace of an error"),
)

BUILD_OPTIONS: tuple[Callable[[F], F], ...] = (
    *SITE_OPTIONS,
    _option("--future", is_flag=True, default=None, help="Publish posts with a future date"),
    _option("--limit_posts", type=int, metavar="N", help="Publish the N newest posts only"),
    _option("-w", "--watch/--no-watch", default=None, help="Watch for changes and rebuild"),
    _option("-b", "--baseurl", metavar="URL", help="Serve the site from this base URL"),
    _option("--force_polling", is_flag=True, default=None, help="Watch by polling"),
    _option("--lsi", is_flag=True, default=None, help="Accepted for Jekyll's sake"),
    _option("-D", "--drafts", "show_drafts", is_flag=True, default=None, help="Render drafts"),
    _option("--unpublished", is_flag=True, default=None, help="Render unpublished posts too"),
    _option("--disable-disk-cache", is_flag=True, default=None, help="Keep no cache on disk"),
    _option("-q", "--quiet", is_flag=True, default=None, help="Print errors only"),
    _option("-V", "--verbose", is_flag=True, default=None, help="Print everything"),
    _option("-I", "--incremental", is_flag=True, default=None, help="Always on here"),
    _option("--strict_front_matter", is_flag=True, default=None, help="Fail on bad front matter"),
    _option(
        "--profile",
        is_flag=False,
        flag_value=TIMES,
        type=click.Choice(["github-pages", TIMES]),
        metavar="[github-pages]",
        help="Print what took the time; or build as GitHub Pages does",
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
    """Return the configuration that `flags` (by parameter name) and the site's files make."""
    settings = {key: value for key, value in flags.items() if key not in _NOT_SETTINGS}
    named = flags.get("config")
    files = [name.strip() for name in named.split(",")] if named else None
    return load(settings, config_files=files)
