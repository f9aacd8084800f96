"""jekyll-optional-front-matter: Markdown files without front matter are pages too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from liquidsite.model import Page, Site, StaticFile, Text
from liquidsite.plugin import Plugin
from liquidsite.plugins import generated
from liquidsite.source.entries import any_of
from liquidsite.source.reader import Reader

_NOT_PAGES = frozenset(
    [
        "README",
        "LICENSE",
        "LICENCE",
        "COPYING",
        "CODE_OF_CONDUCT",
        "CONTRIBUTING",
        "ISSUE_TEMPLATE",
        "PULL_REQUEST_TEMPLATE",
    ]
)


def add_pages(site: Site) -> Site:
    """Return a page for each Markdown file that is no page, except for those that repositories
    have.
    """
    settings = site.config.get("optional_front_matter")
    settings = settings if isinstance(settings, Mapping) else {}
    required = site.config.get("require_front_matter")
    if settings.get("enabled") is False or required:
        return site
    reader = generated.reader(site)
    chosen = [file for file in site.static_files if _is_chosen(site, file)]
    pages = tuple(page_of(file, reader) for file in chosen)
    site = replace(site, pages=(*site.pages, *pages))
    if settings.get("remove_originals") is not True:
        return site
    return without_files(site, chosen)


def page_of(file: StaticFile, reader: Reader) -> Page:
    """Return the page that `file` would be if it had front matter."""
    path = file.path.removeprefix("/")
    text = reader.text(file.file, path)
    page = Page(path, "", "", source=Text(text.content), line=text.line, file=file.file)
    return generated.placed(page, path, reader)


def without_files(site: Site, files: list[StaticFile]) -> Site:
    gone = {file.path for file in files}
    return replace(
        site, static_files=tuple(file for file in site.static_files if file.path not in gone)
    )


def _is_chosen(site: Site, file: StaticFile) -> bool:
    if not generated.is_markdown(site, file.ext):
        return False
    if file.basename.upper() not in _NOT_PAGES:
        return True
    include = site.config["include"]
    included = any_of(include if isinstance(include, list) else [])
    return bool(included.match(file.path.removeprefix("/")) or included.match(file.name))


plugin = Plugin("jekyll-optional-front-matter", generators=(add_pages,))
