"""The flags that several verbs share, and the configuration that they result in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

import click

from liquidsite.builder.profile import TIMES
from liquidsite.cli.command import SITE, Flag
from liquidsite.config import Config, load

F = TypeVar("F", bound=Callable[..., Any])

# Flags that are no settings of the configuration.
_NOT_SETTINGS = ("config", "trace", "watch")

# The headings of `--help` that shared flags are listed under.
_site = partial(click.option, cls=Flag, group=SITE)
_content = partial(click.option, cls=Flag, group="What is built")
_run = partial(click.option, cls=Flag, group="How it runs")


def _use_color(ctx: click.Context, param: click.Parameter, value: bool | None) -> None:
    if value is not None:
        ctx.color = value


SITE_OPTIONS: tuple[Callable[[F], F], ...] = (
    _site("--config", metavar="FILE[,FILE...]", completes="file", help="Custom configuration file"),
    _site(
        "-s", "--source", metavar="DIR", completes="dir", help="Source directory (defaults to ./)"
    ),
    _site(
        "-d",
        "--destination",
        metavar="DIR",
        completes="dir",
        help="Destination (defaults to ./_site)",
    ),
    _content("--safe", is_flag=True, default=None, help="Do not run code that the site contains"),
    _site(
        "-p",
        "--plugins",
        "plugins_dir",
        metavar="DIR[,DIR...]",
        completes="dir",
        help="Plugins directory",
    ),
    _site("--layouts", "layouts_dir", metavar="DIR", completes="dir", help="Layouts directory"),
    _site("--theme-dir", metavar="DIR", completes="dir", help="Use the theme in this folder"),
    _site("--jekyll-version", metavar="VERSION", help="Build as Jekyll 3.10 or 4 does"),
    _run("--offline", is_flag=True, default=None, help="Do not download themes"),
    _run(
        "--color/--no-color",
        default=None,
        expose_value=False,
        callback=_use_color,
        help="Write colours, also where there is no terminal",
    ),
    _run("-t", "--trace", is_flag=True, help="Show the full backtrace of an error"),
)

BUILD_OPTIONS: tuple[Callable[[F], F], ...] = (
    *SITE_OPTIONS,
    _content("--future", is_flag=True, default=None, help="Publish posts with a future date"),
    _content("--limit_posts", type=int, metavar="N", help="Publish only the N newest posts"),
    _run("-w", "--watch/--no-watch", default=None, help="Watch for changes and rebuild"),
    _content("-b", "--baseurl", metavar="URL", help="Serve the site from this base URL"),
    _run("--force_polling", is_flag=True, default=None, help="Watch by polling"),
    _content("--lsi", is_flag=True, default=None, help="No effect; accepted because Jekyll has it"),
    _content("-D", "--drafts", "show_drafts", is_flag=True, default=None, help="Render drafts"),
    _content("--unpublished", is_flag=True, default=None, help="Render unpublished posts too"),
    _run("--disable-disk-cache", is_flag=True, default=None, help="Do not keep a cache on disk"),
    _run("-q", "--quiet", is_flag=True, default=None, help="Print only errors"),
    _run("-V", "--verbose", is_flag=True, default=None, help="Print everything"),
    _run("-I", "--incremental", is_flag=True, default=None, help="No effect; always on"),
    _content("--strict_front_matter", is_flag=True, default=None, help="Fail on bad front matter"),
    _content(
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
