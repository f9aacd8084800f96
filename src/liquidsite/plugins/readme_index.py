"""jekyll-readme-index: a folder without an index shows its README."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from liquidsite.model import Page, Site, StaticFile
from liquidsite.plugin import LOW, Plugin
from liquidsite.plugins import generated
from liquidsite.plugins.optional_front_matter import page_of, without_files
from liquidsite.source.reader import Reader

_INDEX = re.compile(r"(?:index\.(?:html?|xhtml|xml))?", re.IGNORECASE)


def add_indexes(site: Site) -> Site:
    """Make READMEs the index pages of their folders."""
    settings = site.config.get("readme_index")
    settings = settings if isinstance(settings, Mapping) else {}
    if settings.get("enabled") is False:
        return site
    reader = generated.reader(site)
    indexed = _indexed([*site.pages, *site.static_files])
    shown: list[StaticFile] = []
    pages = list(site.pages)
    for file in site.static_files:
        if _is_readme(site, file.path) and (folder := _folder(file.url)) not in indexed:
            pages.append(_at_folder(page_of(file, reader), file.url, reader))
            shown.append(file)
            indexed.add(folder)
    if settings.get("with_frontmatter") is True:
        for place, page in enumerate(pages):
            if _is_readme(site, f"/{page.path}") and (folder := _folder(page.url)) not in indexed:
                pages[place] = _at_folder(page, page.url, reader)
                indexed.add(folder)
    site = replace(site, pages=tuple(pages))
    return without_files(site, shown) if settings.get("remove_originals") is True else site


def _indexed(items: Iterable[Page | StaticFile]) -> set[str]:
    """Return the folders that have an index."""
    return {_folder(item.url) for item in items if _INDEX.fullmatch(item.url.rpartition("/")[2])}


def _folder(url: str) -> str:
    """Return the folder of a URL; in lower case, as Jekyll's search for an index is."""
    return posixpath.dirname(url).lower()


def _is_readme(site: Site, path: str) -> bool:
    stem, ext = posixpath.splitext(path)
    return stem.lower().endswith("/readme") and generated.is_markdown(site, ext)


def _at_folder(page: Page, url: str, reader: Reader) -> Page:
    data = {**page.data, "permalink": f"{posixpath.dirname(url)}/"}
    return generated.placed(replace(page, data=data), page.path, reader)


plugin = Plugin("jekyll-readme-index", generators=(add_indexes,), priority=LOW)
