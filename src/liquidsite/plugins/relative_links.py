"""jekyll-relative-links: links in Markdown to files of the source become links to their pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import unquote_plus

from liquidsite.model import Document, Renderable, Site, Text
from liquidsite.plugin import LOWEST, Plugin
from liquidsite.plugins import generated
from liquidsite.plugins.markdown_links import Link, replace_links
from liquidsite.plugins.site_urls import SiteUrls
from liquidsite.source.entries import any_of
from liquidsite.source.reader import Reader

# Addressable's idea of an absolute URL: it has a scheme.
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*:")


def resolve_links(site: Site) -> Site:
    """Return the pages, and with the option `collections` the documents, with links resolved."""
    settings = site.config.get("relative_links")
    settings = settings if isinstance(settings, Mapping) else {}
    if settings.get("enabled") is False:
        return site
    links = _Links(site, settings)
    site = replace(site, pages=tuple(links.resolved(page) for page in site.pages))
    if settings.get("collections") is not True:
        return site
    reader = generated.reader(site)
    documents = [
        _with_text(doc, links.resolved(doc).source.text(), reader) if doc.written else doc
        for doc in site.documents
    ]
    return generated.with_notices(generated.with_documents(site, documents), reader)


def _with_text(doc: Document, content: str, reader: Reader) -> Document:
    return doc if content == doc.source.text() else generated.with_content(doc, content, reader)


@dataclass
class _Links:
    """What links can lead to, and how they are written then."""

    site: Site
    settings: Mapping[str, Any]

    def __post_init__(self) -> None:
        self.urls = SiteUrls(self.site.config)
        excluded = self.settings.get("exclude") or []
        self.excluded = any_of([str(pattern) for pattern in excluded])

    @cached_property
    def targets(self) -> Mapping[str, str]:
        """Map each path to its URL; of one path the first counts."""
        found: dict[str, str] = {}
        site = self.site
        pages = [(page.path, page.url) for page in site.pages]
        files = [(file.path.removeprefix("/"), file.url) for file in site.static_files]
        documents = [(doc.path, doc.url) for doc in site.documents if doc.written]
        for path, url in (*pages, *files, *documents):
            found.setdefault(path, url)
        return found

    def resolved(self, item: Any) -> Any:
        """Return `item` with the links in its text resolved."""
        if not self._concerns(item):
            return item
        folder = posixpath.dirname(item.path)
        text = item.source.text()
        content = replace_links(text, lambda link: self._written(link, folder))
        return item if content == text else replace(item, source=Text(content))

    def _concerns(self, item: Renderable) -> bool:
        text = item.source.text()
        if "](" not in text and "]: " not in text:
            return False
        return generated.is_markdown(self.site, item.ext) and not self.excluded.match(item.path)

    def _written(self, link: Link, folder: str) -> str | None:
        """Return the new address of `link` in a file of `folder`; None leaves the link alone."""
        if link.path.startswith("#") or _ABSOLUTE.match(link.path):
            return None
        base = "" if link.path.startswith("/") else folder
        path = posixpath.normpath(posixpath.join(base, link.path.removeprefix("/")))
        url = self.targets.get(unquote_plus(path))
        return None if url is None else self.urls.relative(url)


plugin = Plugin("jekyll-relative-links", generators=(resolve_links,), priority=LOWEST)
