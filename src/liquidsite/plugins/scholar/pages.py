"""`.bib` files with front matter: each is a page, its text Markdown between the references."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from liquidsite.convert import Converters
from liquidsite.errors import Notice
from liquidsite.model import Page, Site, Text
from liquidsite.plugins.scholar import bibtex
from liquidsite.plugins.scholar.bibtex import Entry
from liquidsite.plugins.scholar.details import Outside
from liquidsite.plugins.scholar.settings import Options, Settings
from liquidsite.plugins.scholar.work import TOPIC, Work
from liquidsite.source.pages import page_url

_EXTENSIONS = (".bib", ".bibtex")


def convert_pages(site: Site) -> Site:
    """Return the site with its `.bib` pages as HTML."""
    if not any(page.ext.lower() in _EXTENSIONS for page in site.pages):
        return site
    outside = Outside(site)
    work = Work(outside, Options(), Settings.of(site.config.get("scholar")))
    converters = Converters.of(site.config)
    pages: list[Page] = []
    for page in site.pages:
        if page.ext.lower() in _EXTENSIONS:
            text = "\n".join(_written(page, work, outside))
            html = converters.named("markdown", text)
            style = site.config.permalink_style
            url = page_url(page.path, page.front("permalink"), ".html", style)
            data = {**page.data, "render_with_liquid": False}
            page = replace(page, source=Text(html), data=data, url=url, output_ext=".html")
        pages.append(page)
    notices = tuple(dict.fromkeys((*site.notices, *outside.notices)))
    return replace(site, pages=tuple(pages), notices=notices)


def _written(page: Page, work: Work, outside: Outside) -> Iterator[str]:
    """Yield the texts and the references of a page, in order."""
    options = bibtex.Options(filters=tuple(work.filters))
    pieces, problems = bibtex.parse_page(page.source.text(), options)
    for problem in problems:
        place = f"{page.path}, line {page.line + problem.line - 1}"
        outside.notices.append(Notice(TOPIC, f"{place}: {problem.message}"))
    for piece in pieces:
        yield work.plain_reference(piece) if isinstance(piece, Entry) else piece
