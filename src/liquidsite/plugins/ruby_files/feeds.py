"""The entries of feeds: RSS and Atom, as the gem feedjira shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from xml.parsers import expat

from liquidsite import times

# Elements of an entry → what their text is: of several with one meaning the first counts.
_TEXTS = {
    "title": "title",
    "content:encoded": "content",
    "content": "content",
    "description": "summary",
    "summary": "summary",
    "link": "url",
    "feedburner:origLink": "original",
    "guid": "guid",
}
_PUBLISHED = frozenset((
    "pubDate", "pubdate", "issued", "dc:date", "dc:Date", "dcterms:created", "published", "created",
))  # fmt: skip
_UPDATED = frozenset(("dcterms:modified", "updated", "modified"))
_MARKED_UP = ("html", "xhtml", "xml")
_IS_FEED = re.compile(rb"<rss|<rdf|<feed[^>]+xmlns", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]*>")


class NoFeedError(Exception):
    """A text is no feed."""


@dataclass
class Entry:
    """An entry of a feed; None for what it does not have."""

    title: str | None = None
    url: str | None = None
    content: str | None = None
    summary: str | None = None
    published: datetime | None = None


@dataclass
class _Found:
    """What an entry has, while it is read."""

    texts: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    page: str | None = None
    published: list[datetime] = field(default_factory=list)
    updated: list[datetime] = field(default_factory=list)

    def entry(self) -> Entry:
        """Return the entry: published when its earliest date says."""
        texts = self.texts
        links = self.links[0] if self.links else None
        url = texts.get("original") or texts.get("url") or self.page or links or texts.get("guid")
        dates = [min(self.published)] if self.published else [max(self.updated, default=None)]
        return Entry(texts.get("title"), url, texts.get("content"), texts.get("summary"), dates[0])


def entries(content: bytes) -> list[Entry]:
    """Return the entries of a feed. Raises NoFeedError, for XML that is broken too."""
    if not _IS_FEED.search(content):
        raise NoFeedError("it is no feed")
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(content.lstrip(), True)
    except expat.ExpatError as error:
        raise NoFeedError(f"its XML is broken: {error}") from None
    except LookupError as error:
        raise NoFeedError(f"it cannot be read: {error}") from None
    return reader.entries


def _refuse_entity(*_: object) -> None:
    """Refuse entities of a feed's own, a few of which can be gigabytes of text."""
    raise NoFeedError("it declares entities")


class _Reader:
    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.found: _Found | None = None
        # The element whose text is read, how deep it is, its parts, and whether it is markup.
        self.name, self.depth, self.parts, self.is_markup = "", 0, [""], False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("item", "entry") and self.found is None:
            self.found = _Found()
        elif self.found is None:
            return
        elif self.name:
            self.depth += 1
        elif name in _TEXTS or name in _PUBLISHED or name in _UPDATED:
            self.name, self.depth, self.parts = name, 0, []
            self.is_markup = name == "title" and attributes.get("type") in _MARKED_UP
            if name == "link" and "href" in attributes:
                self._link(self.found, attributes)

    @staticmethod
    def _link(found: _Found, attributes: dict[str, str]) -> None:
        url = attributes["href"]
        found.links.append(url)
        if attributes.get("rel") == "alternate" and attributes.get("type") == "text/html":
            found.page = found.page or url

    def text(self, text: str) -> None:
        if self.name:
            self.parts.append(text)

    def end(self, name: str) -> None:
        if self.found is None:
            return
        if self.name:
            if self.depth:
                self.depth -= 1
                return
            self._take(self.found, "".join(self.parts))
            self.name = ""
        elif name in ("item", "entry"):
            self.entries.append(self.found.entry())
            self.found = None

    def _take(self, found: _Found, text: str) -> None:
        """Let the entry have the text of an element that has ended."""
        if self.name in _PUBLISHED:
            found.published += _moments(text)
        elif self.name in _UPDATED:
            found.updated += _moments(text)
        elif text and not (self.name == "guid" and "://" not in text):
            if self.is_markup:
                text = " ".join(unescape(_MARKUP.sub("", text)).split())
            found.texts.setdefault(_TEXTS[self.name], text)


def _moments(text: str) -> list[datetime]:
    try:
        return [times.parse(text.strip(), UTC, lambda: datetime.now(UTC)).astimezone(UTC)]
    except (ValueError, OverflowError):
        return []
