"""al-folio's external-posts.rb: posts of other sites among those of this one.

The Ruby file fetches the feeds and pages that `external_sources` names, in each build. Here they
are fetched only where the site allows it, and an answer is good for a day; without it the site has
its own posts only, and a warning names the sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cmp_to_key, partial
from html.parser import HTMLParser
from typing import Any

from liquidsite import network, times
from liquidsite.errors import Notice
from liquidsite.model import Document, Site
from liquidsite.plugin import HIGH, Plugin
from liquidsite.plugins import generated
from liquidsite.plugins.ruby_files import feeds
from liquidsite.ruby.values import to_s
from liquidsite.source import documents
from liquidsite.source.reader import Reader

_TOPIC = "External posts:"
_BODY = re.compile(r"<body\b[^>]*>(.*?)(?:</body\s*>|\Z)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Version:
    """What the versions of the Ruby file differ in.

    names_by_source  whether a title without Latin letters gives way to the source and the address
    reads_paragraphs  whether a post of a page has the text of its paragraphs, not its whole body
    has_content  whether the text is the post's own content too, not only `feed_content`
    strips_titles  whether the title of a page loses spaces around it
    has_labels   whether a source gives its posts `categories` and `tags`
    """

    names_by_source: bool = False
    reads_paragraphs: bool = False
    has_content: bool = False
    strips_titles: bool = False
    has_labels: bool = False


@dataclass(frozen=True)
class _Post:
    title: str
    url: str
    content: str | None
    summary: str | None
    published: datetime | None


def add_posts(site: Site, version: Version) -> Site:
    """Return the site with the posts of other sites; with warnings for those that fail."""
    sources = site.config.get("external_sources")
    named = (
        [one for one in sources if isinstance(one, Mapping)] if isinstance(sources, list) else []
    )
    if not named or "posts" not in site.collections:
        return site
    if reason := network.refusal(site.config):
        names = ", ".join(to_s(source.get("name")) for source in named)
        return _warned(site, f"not fetched: {names}; {reason}.")
    reader = generated.reader(site)
    collection = site.collections["posts"]
    docs = {doc.path: doc for doc in collection.docs}
    for source in named:
        for post in _posts(site, source, version, reader):
            doc = _document(site, source, post, version, reader)
            if doc.path in docs:
                _warn(reader, f"{post.url}: there is a post with the same title already.")
            docs.setdefault(doc.path, doc)
    in_order = sorted(docs.values(), key=cmp_to_key(Document.compare))
    posts = replace(collection, docs=tuple(in_order))
    changed = replace(site, collections={**site.collections, "posts": posts})
    return generated.with_notices(changed, reader)


def _warned(site: Site, message: str) -> Site:
    return replace(site, notices=(*site.notices, Notice(_TOPIC, message)))


def _warn(reader: Reader, message: str) -> None:
    reader.warn(Notice(_TOPIC, message))


def _posts(
    site: Site, source: Mapping[str, Any], version: Version, reader: Reader
) -> Iterator[_Post]:
    """Yield the posts of a feed, or else those whose addresses the source lists."""
    if source.get("rss_url"):
        yield from _of_feed(site, to_s(source["rss_url"]), reader)
        return
    listed = source.get("posts")
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, Mapping):
            post = _of_page(site, entry, version, reader)
            if post is not None:
                yield post


def _of_feed(site: Site, url: str, reader: Reader) -> Iterator[_Post]:
    answer = network.fetch(site.config, url, site.now)
    reason = answer.error
    try:
        found = [] if reason else feeds.entries(answer.content)
    except feeds.NoFeedError as error:
        found, reason = [], str(error)
    if reason:
        _warn(reader, f"{url}: {reason}. Its posts are missing.")
    for entry in found:
        if entry.title is None or entry.url is None:
            _warn(reader, f"{url}: an entry without a title or an address is left out.")
            continue
        yield _Post(entry.title, entry.url, entry.content, entry.summary, entry.published)


def _of_page(
    site: Site, entry: Mapping[str, Any], version: Version, reader: Reader
) -> _Post | None:
    """Return the post that a page is; None, with a warning, if there is none."""
    url = to_s(entry.get("url"))
    answer = network.fetch(site.config, url, site.now)
    if answer.error:
        _warn(reader, f"{url}: {answer.error}. The post is missing.")
        return None
    try:
        published = _date(entry.get("published_date"), site)
    except ValueError:
        shown = to_s(entry.get("published_date"))
        _warn(reader, f"{url}: '{shown}' is no `published_date`. The post is missing.")
        return None
    text = answer.text
    page = _Page()
    page.feed(text)
    page.close()
    title = "".join(page.title)
    if version.reads_paragraphs:
        content: str | None = "".join(page.paragraphs)
        summary = page.metas.get("description", page.metas.get("og:description"))
    else:
        body = _BODY.search(text)
        content, summary = body[1] if body else "", page.metas.get("description", "")
    return _Post(
        title.strip() if version.strips_titles else title, url, content, summary, published
    )


def _date(value: object, site: Site) -> datetime:
    """Return when a post was published. Raises ValueError."""
    if isinstance(value, str | date):
        return times.parse(value, site.zone, lambda: site.now).astimezone(UTC)
    raise ValueError


def _document(
    site: Site, source: Mapping[str, Any], post: _Post, version: Version, reader: Reader
) -> Document:
    data: dict[str, Any] = {
        "external_source": source.get("name"),
        "title": post.title,
        "feed_content": post.content,
        "description": post.summary,
        "date": post.published or site.time,
        "redirect": post.url,
    }
    for name in ("categories", "tags") if version.has_labels else ():
        if isinstance(source.get(name), list) and source[name]:
            data[name] = source[name]
    path = f"_posts/{_slug(post, to_s(source.get('name')), version)}.md"
    content = (post.content or "") if version.has_content else ""
    return documents.made(reader, site.collections["posts"], path, data, content)


def _slug(post: _Post, source: str, version: Version) -> str:
    slug = _slugified(post.title)
    if version.names_by_source and not re.search(r"\w", post.title, re.ASCII):
        return f"{_slugified(source)}-{post.url.rstrip('/').rpartition('/')[2]}"
    return slug


def _slugified(text: str) -> str:
    return re.sub(r"[^\w-]", "", text.lower().strip().replace(" ", "-"), flags=re.ASCII)


class _Page(HTMLParser):
    """Finds the title, the descriptions and the text of the paragraphs of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.title: list[str] = []
        self.metas: dict[str, str] = {}
        self.paragraphs: list[str] = []
        self._in_title = self._had_title = self._in_paragraph = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title" and not self._had_title:
            self._in_title = self._had_title = True
        elif tag == "p":
            self._in_paragraph = True
        elif tag == "meta":
            own = dict(attrs)
            if (name := own.get("name") or own.get("property")) is not None:
                self.metas.setdefault(name, own.get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag in ("p", "div", "body"):
            self._in_paragraph = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        elif self._in_paragraph:
            self.paragraphs.append(data)


def _plugin(version: Version) -> Plugin:
    return Plugin(
        "external-posts.rb", generators=(partial(add_posts, version=version),), priority=HIGH
    )


plugin = _plugin(Version(True, True, True, True, False))
with_labels = _plugin(Version(True, True, True, True, True))
with_bodies = _plugin(Version(True, False, False, True, False))
of_plain_titles = _plugin(Version())
