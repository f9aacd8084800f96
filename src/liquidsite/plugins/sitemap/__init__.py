"""jekyll-sitemap: `sitemap.xml`, and a `robots.txt` that names it.

Source of the elements: the sitemaps.org protocol.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from liquidsite.model import Site
from liquidsite.plugin import LOWEST, Plugin
from liquidsite.plugins import generated

_LISTED = (".htm", ".html", ".xhtml", ".pdf")
_TEMPLATE = Path(__file__).with_name("sitemap.xml.liquid")


def add_sitemap(site: Site) -> Site:
    """Return the two pages, where the site has none of its own."""
    urls = {page.url for page in site.pages} | {file.url for file in site.static_files}
    files = tuple(file for file in site.static_files if file.ext in _LISTED)
    sitemap = {"layout": None, "static_files": files, "xsl": "/sitemap.xsl" in urls}
    robots = 'Sitemap: {{ "sitemap.xml" | absolute_url }}\n'
    reader = generated.reader(site)
    wanted = (
        generated.templated(reader, "sitemap.xml", _TEMPLATE.read_text("utf-8"), sitemap),
        generated.page(reader, "robots.txt", robots, {"layout": None}),
    )
    pages = [page for page in wanted if f"/{page.path}" not in urls]
    return replace(site, pages=(*site.pages, *pages))


plugin = Plugin("jekyll-sitemap", generators=(add_sitemap,), priority=LOWEST)
