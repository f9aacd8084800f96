"""What generators make pages with: Jekyll's rules for URLs, defaults and excerpts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from liquidsite import urls
from liquidsite.model import Document, Page, PluginTemplate, Site, Text
from liquidsite.source import excerpts
from liquidsite.source.pages import output_ext_of, page_url
from liquidsite.source.reader import Reader


def reader(site: Site) -> Reader:
    """Return a reader by the rules that `site` was read by.

    What it warns of, `with_notices` adds.
    """

    def output_ext(ext: str) -> str:
        return ".html" if is_markdown(site, ext) else ext

    return Reader.of(site.config, site.time, output_ext, _is_block)


def _is_block(tag: str) -> bool:
    from liquidsite.liquid.tags import is_block  # most builds do without

    return is_block(tag)


def page(reader: Reader, path: str, content: str, data: Mapping[str, Any]) -> Page:
    """Return a page that has no file, with the front matter defaults of `path`."""
    return placed(Page(path, "", "", data=data, source=Text(content)), path, reader)


def templated(reader: Reader, path: str, template: str, data: Mapping[str, Any]) -> Page:
    """Return a page as `page` does, made of a template of the plugin's own."""
    return replace(page(reader, path, template, data), source=PluginTemplate(template))


def placed(page: Page, path: str, reader: Reader) -> Page:
    """Return `page` with the defaults and the URL that a file at `path` would have."""
    defaults = reader.defaults.all(path, "pages")
    permalink = page.data.get("permalink", defaults.get("permalink"))
    output_ext = output_ext_of(permalink, urls.extname(path), reader)
    url = page_url(path, permalink, output_ext, reader.config.permalink_style)
    return replace(page, path=path, url=url, output_ext=output_ext, defaults=defaults)


def is_markdown(site: Site, ext: str) -> bool:
    return ext.lower() in site.config.markdown_ext


def source_has(site: Site, path: str) -> bool:
    """Return whether the source folder has the file `path`, with a leading slash or without."""
    return os.path.exists(f"{site.config.source}/{path.lstrip('/')}")  # noqa: PTH110


def with_content(
    doc: Document, content: str, reader: Reader, *, needs_excerpt: bool = False
) -> Document:
    """Return `doc` with another text, and the excerpt of that text where it has a generated one,
    or where it needs one.
    """
    changed = replace(doc, source=Text(content))
    if doc.excerpt is None and not needs_excerpt:
        return changed
    separator = doc.data.get("excerpt_separator") or reader.config["excerpt_separator"]
    own = excerpts.extract(content, str(separator), doc.path, reader)
    return replace(changed, excerpt=own)


def with_documents(site: Site, documents: Iterable[Document]) -> Site:
    """Replace the documents of `site` by these, which are the same ones in the same order."""
    remaining = iter(documents)
    collections = {
        name: replace(collection, docs=tuple(next(remaining) for _ in collection.docs))
        for name, collection in site.collections.items()
    }
    return replace(site, collections=collections)


def with_notices(site: Site, reader: Reader) -> Site:
    """Add the warnings of `reader` to `site`."""
    return replace(site, notices=(*site.notices, *reader.notices))
