"""Checking a site: what will differ from Jekyll, what is missing, and what is broken anyway.

    from liquidsite import Site
    from liquidsite.migrate.doctor import examine

    for finding in examine(Site.load("my-site")):
        print(finding.severity, finding.where, finding.message, finding.fix)

Nothing is written into the site. It is built into a temporary folder, and its pages are checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from liquidsite import folder_tree
from liquidsite.config import Config
from liquidsite.errors import LiquidsiteError, ThemeError
from liquidsite.migrate.checks import findings as jekylls
from liquidsite.migrate.checks import missing_url
from liquidsite.migrate.doctor.dates import dates
from liquidsite.migrate.doctor.finding import ERROR, HINT, SEVERITIES, WARNING, Finding
from liquidsite.migrate.doctor.links import grouped, links
from liquidsite.migrate.doctor.plugins import (
    gems,
    missing_page_makers,
    remote_theme,
    ruby_plugins,
)
from liquidsite.migrate.doctor.settings import place_of, settings
from liquidsite.migrate.doctor.sources import Sources
from liquidsite.migrate.doctor.templates import templates
from liquidsite.migrate.doctor.warnings import (
    build_warnings,
    config_warnings,
    joined,
    unclosed,
)
from liquidsite.site import Site

__all__ = ["ERROR", "HINT", "SEVERITIES", "WARNING", "Finding", "examine", "failure", "opened"]


def examine(site: Site) -> list[Finding]:
    """Return all findings about `site`: those of Jekyll's doctor first, then ours.

    If the site cannot be read or built, one finding says so; checks that need no build still run.
    """
    return list(_examine(site))


def opened(config: Config) -> tuple[Site, list[Finding]]:
    """Return the site; if its theme cannot be found, the site without it and a finding."""
    try:
        return Site.of(config), []
    except ThemeError as error:
        key = "theme" if config.get("theme") else "remote_theme"
        fix = "Put the theme into `_themes`, or pass its folder with `--theme-dir`."
        finding = Finding("theme", ERROR, error.message, *place_of(key, config), fix)
        settings = {**config.settings, "theme": None, "remote_theme": None}
        return Site.of(replace(config, settings=settings)), [finding]


def _examine(site: Site) -> Iterator[Finding]:
    config = site.config
    try:
        model = site.model
    except LiquidsiteError as error:
        yield from ruby_plugins(config)
        yield from gems(config, None)
        yield from settings(config)
        yield failure(error)
        return
    harmless = missing_url(config)
    for notice in joined(jekylls(model)):
        severity = WARNING if notice in harmless else ERROR
        yield Finding("jekyll", severity, f"{notice.topic} {notice.message}")
    yield from ruby_plugins(config)
    yield from gems(config, model)
    yield from remote_theme(config)
    yield from settings(config)
    sources = Sources(model)
    stops = list(templates(sources, site.plugin))
    yield from stops
    yield from dates(sources)
    yield from unclosed(sources)
    yield from build_warnings(config_warnings(config), sources)
    yield from _built(
        site, sources, is_explained=any(finding.severity == ERROR for finding in stops)
    )


def _built(site: Site, sources: Sources, *, is_explained: bool) -> Iterator[Finding]:
    """Yield the warnings of a build, and findings about the finished pages.

    `is_explained` is whether an error was already reported that explains a failing build.
    """
    settings = {**site.config.settings, "disable_disk_cache": True}
    quiet = Site(replace(site.config, settings=settings), site.plugins)
    with folder_tree.temporary() as folder:
        try:
            result = quiet.build(folder)
        except LiquidsiteError as error:
            yield from build_warnings(error.notices, sources)
            if not is_explained:
                yield failure(error)
            text = "links and ids were not checked, because the site does not build"
            yield Finding("build", HINT, text)
            return
        yield from build_warnings(result.warnings, sources)
        makers = missing_page_makers(site.config, sources.site)
        yield from grouped(links(Path(folder), sources), makers)


def failure(error: LiquidsiteError) -> Finding:
    """Return the finding about an error that ends a build, or the reading of the site."""
    fix = "Fix this first; later problems cannot be checked until then."
    return Finding("build", ERROR, error.message, error.path, error.line, fix)
