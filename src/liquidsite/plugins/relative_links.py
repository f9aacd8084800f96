"""jekyll-relative-links: links in Markdown to files of the source become links to their pages.

Version 0.8 also resolves what layouts and includes add, `<a href="page.md">`, when a page has been
rendered, and has the filter `rellinks` for HTML.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import unquote_plus

from liquidsite.drops import SiteDrop
from liquidsite.model import Document, Renderable, Site, Text
from liquidsite.plugin import LOWEST, Context, Plugin, needs_context
from liquidsite.plugins import generated
from liquidsite.plugins.markdown_links import Link, replace_links
from liquidsite.plugins.site_urls import SiteUrls
from liquidsite.ruby.values import is_truthy, to_s
from liquidsite.source.entries import any_of
from liquidsite.source.reader import Reader

# Addressable's idea of an absolute URL: it has a scheme.
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*:")


# A link in HTML to a Markdown file, and what ends or begins a tag around it.
_IN_HTML = re.compile(r'(?P<end>>)|(?P<start><a)\s|(?<=\s)href="(?P<link>[^"]+)"')
_FILTERED = re.compile(r'<a href="([^"]+)"')


def resolve_links(site: Site) -> Site:
    """Return the pages, and with the option `collections` the documents, with links resolved."""
    return _resolved(site, images_in_texts=False)


def resolve_more_links(site: Site) -> Site:
    """Do as version 0.8: a link around an image counts, not the image in it."""
    return _resolved(site, images_in_texts=True)


def _resolved(site: Site, *, images_in_texts: bool) -> Site:
    settings = _settings(site.config.get("relative_links"))
    if settings.get("enabled") is False:
        return site
    links = _Links(site, settings, images_in_texts)
    site = replace(site, pages=tuple(links.resolved(page) for page in site.pages))
    if settings.get("collections") is not True:
        return site
    reader = generated.reader(site)
    documents = [links.in_document(doc, reader) for doc in site.documents]
    return generated.with_notices(generated.with_documents(site, documents), reader)


def _settings(settings: object) -> Mapping[str, Any]:
    return settings if isinstance(settings, Mapping) else {}


@dataclass
class _Links:
    """What links can lead to, and how they are written then."""

    site: Site
    settings: Mapping[str, Any]
    images_in_texts: bool

    def __post_init__(self) -> None:
        self.urls = SiteUrls(self.site.config)
        self.excluded = _excluded(self.settings)

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
        text = item.source.text()
        if ("](" not in text and "]: " not in text) or not self._concerns(item):
            return item
        folder = posixpath.dirname(item.path)
        content = replace_links(
            text, lambda link: self._written(link, folder), images_in_texts=self.images_in_texts
        )
        return item if content == text else replace(item, source=Text(content))

    def in_document(self, doc: Document, reader: Reader) -> Document:
        """Return `doc` with the links in its text resolved, and with the excerpt of that text.

        Before version 0.8 that excerpt takes the place of one in the front matter, too.
        """
        if not doc.written or not self._concerns(doc):
            return doc
        content = self.resolved(doc).source.text()
        loses_excerpt = not self.images_in_texts and is_truthy(doc.data.get("excerpt"))
        if content == doc.source.text() and not loses_excerpt:
            return doc
        return generated.with_content(doc, content, reader, needs_excerpt=loses_excerpt)

    def _concerns(self, item: Renderable) -> bool:
        return generated.is_markdown(self.site, item.ext) and not self.excluded.match(item.path)

    def _written(self, link: Link, folder: str) -> str | None:
        """Return the new address of `link` in a file of `folder`; None leaves the link alone."""
        if link.path.startswith("#") or _ABSOLUTE.match(link.path):
            return None
        url = self.targets.get(_source_path(link.path, folder))
        return None if url is None else self.urls.relative(url)


def _source_path(link: str, folder: str) -> str:
    """Return the path below the source that `link` leads to from a file of `folder`."""
    base = "" if link.startswith("/") else folder
    return unquote_plus(posixpath.normpath(posixpath.join(base, link.removeprefix("/"))))


def resolve_html_links(html: str, item: Renderable, site: SiteDrop) -> str | None:
    """Return `html` with its links to Markdown files resolved, without `baseurl`, as the gem does.

    A page that is not Markdown keeps its links, and so does a document without the option
    `collections`. None when nothing changes.
    """
    if ".md" not in html or not _is_concerned(item, site):
        return None
    folder = posixpath.dirname(item.path)
    out: list[str] = []
    at, tag_start = 0, -1
    for match in _IN_HTML.finditer(html):
        if match.start() < at or match["end"]:
            tag_start = -1
        elif match["start"]:
            tag_start = match.start() if tag_start < 0 else tag_start
        elif tag_start >= 0 and (close := html.find(">", match.end())) >= 0:
            path, fragment = _markdown_path(match["link"])
            url = site.link(_source_path(path, folder)) if path else None
            if url is not None:
                before = html[tag_start + 2 : match.start()].strip()
                after = html[match.end() : close].strip()
                href = f'href="/{url.removeprefix("/")}{fragment}"'
                attributes = " ".join(part for part in (before, href, after) if part)
                out += (html[at:tag_start], f"<a {attributes}>")
                at = close + 1
    return "".join(out) + html[at:] if out else None


def _is_concerned(item: Renderable, site: SiteDrop) -> bool:
    settings = _settings(site["relative_links"])
    extensions = to_s(site["markdown_ext"]).lower().split(",")
    if settings.get("enabled") is False or item.ext.lower().removeprefix(".") not in extensions:
        return False
    if isinstance(item, Document) and settings.get("collections") is not True:
        return False
    return not _excluded(settings).match(item.path)


def _excluded(settings: Mapping[str, Any]) -> re.Pattern[str]:
    return any_of([str(pattern) for pattern in settings.get("exclude") or []])


def _markdown_path(link: str) -> tuple[str, str]:
    """Split `page.md#part` before the `#`; the path of another link is empty."""
    end = len(link) if link.endswith(".md") else link.rfind(".md#") + 3
    path = link[:end]
    return ("", "") if end <= 3 or _ABSOLUTE.match(path) else (path, link[end:])


@needs_context
def rellinks(context: Context, html: object) -> object:
    """Resolve the links to Markdown files in HTML, `{{ page.note | markdownify | rellinks }}`."""
    if not isinstance(html, str):
        return html
    folder = posixpath.dirname(to_s(context.page.get("path")))

    def resolved(match: re.Match[str]) -> str:
        path, fragment = _markdown_path(match[1])
        url = context.link(_source_path(path, folder)) if path else None
        if url is None:
            return match[0]
        return f'<a href="{context.filter("relative_url", url)}{fragment.rstrip("#")}"'

    return _FILTERED.sub(resolved, html)


plugin = Plugin("jekyll-relative-links", generators=(resolve_links,), priority=LOWEST)
_NEWER = replace(
    plugin,
    generators=(resolve_more_links,),
    filters={"rellinks": rellinks},
    hooks={
        ("pages", "post_render"): resolve_html_links,
        ("documents", "post_render"): resolve_html_links,
    },
    fingerprint="0.8",
)


def plugin_of(version: tuple[int, ...]) -> Plugin:
    """Return the plugin as that version of the gem works."""
    return _NEWER if version >= (0, 8) else plugin
