"""Source maps of stylesheets, which are pages for Jekyll.

Source of the rules: jekyll-sass-converter 3. The page of the map takes the front matter of its
stylesheet, the permalink too, and comes into `site.pages` when the stylesheet is rendered.
"""

from __future__ import annotations

from dataclasses import replace

from liquidsite.convert.sass import SassSite
from liquidsite.model import SASS_EXTENSIONS, Page, Site
from liquidsite.source.pages import output_ext_of, page_url
from liquidsite.source.reader import Reader
from liquidsite.urls import strip_trailing_dots


def with_source_maps(site: Site) -> Site:
    """Return `site` with a page for the source map of each of its stylesheets."""
    sheets = [page for page in site.pages if page.ext.lower() in SASS_EXTENSIONS]
    if not sheets or not SassSite.of(site.config, None).with_source_map:
        return site
    reader = Reader.of(site.config, site.time, lambda ext: ext, lambda tag: False)
    return replace(site, source_maps=tuple(_source_map(sheet, reader) for sheet in sheets))


def _source_map(sheet: Page, reader: Reader) -> Page:
    basename = strip_trailing_dots(sheet.name.removesuffix(sheet.ext))
    path = f"{sheet.dir}{basename}.css.map".lstrip("/")
    permalink = sheet.front("permalink") or None
    output_ext = output_ext_of(permalink, ".map", reader)
    return Page(
        path=path,
        url=page_url(path, permalink, output_ext, reader.config.permalink_style),
        output_ext=output_ext,
        data=sheet.data,
        defaults=reader.defaults.all(path, "pages"),
        sheet=sheet,
    )
