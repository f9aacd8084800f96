"""Drops of pages, documents and static files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, ClassVar, TypeAlias

from liquidsite.config import deep_merge
from liquidsite.drop import Drop, HashDrop
from liquidsite.drops.recording import Methods, RecordingDrop
from liquidsite.drops.view import Dependency, View
from liquidsite.model import Document, Page, Renderable, StaticFile, WithItems
from liquidsite.ruby.values import inspect

Attributes: TypeAlias = Mapping[str, Callable[[Any], object]]


class ItemDrop(RecordingDrop):
    """The base of the drops of single files: named attributes over front matter."""

    ATTRIBUTES: ClassVar[Attributes] = {}
    # Attributes that the view records itself, as they depend on the page that reads them.
    TEXTS: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, item: Any, view: View, key: str | None = None) -> None:
        self.item = item
        self.view = view
        self.key: str = item.key if key is None else key

    @property
    def is_source_map(self) -> bool:
        """Return whether it is a source map, which the pages before its stylesheet do not see."""
        return False

    @cached_property
    def data(self) -> Mapping[str, Any]:
        data: Mapping[str, Any] = self.item.data
        return data

    def dependency(self, key: str) -> Dependency | None:
        return None if key in self.TEXTS else ("item", self.key, key)

    def dependency_of_names(self) -> Dependency | None:
        return "keys", self.key

    def peek(self, key: str) -> object:
        attribute = self.ATTRIBUTES.get(key)
        return shown(self.data.get(key), self.view) if attribute is None else attribute(self)

    def has(self, key: object) -> bool:
        return key in self.ATTRIBUTES or key in self.data

    def names(self) -> list[str]:
        return [*self.ATTRIBUTES, *(key for key in self.data if key not in self.ATTRIBUTES)]

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)


class DocumentDrop(ItemDrop):
    """A post, draft or member of another collection."""

    item: Document
    TEXTS = frozenset(["content", "output", "excerpt"])

    def __str__(self) -> str:
        """Return the document's page, or its text before it is rendered."""
        return self.view.text(self.item, "output") or self.view.text(self.item, "content") or ""

    def compare(self, other: Drop) -> int | None:
        if not isinstance(other, DocumentDrop):
            return None
        self.record("date")
        other.record("date")
        return self.item.compare(other.item)

    def order_key(self) -> tuple[Any, ...] | None:
        self.record("date")
        return None if self.item.date is None else (self.item.date, self.item.file)

    def dependency(self, key: str) -> Dependency | None:
        if key in self.TEXTS and (key != "excerpt" or self.item.excerpt is not None):
            return None
        return "item", self.key, key  # an excerpt that is front matter is no text

    def inspect_member(self) -> str:
        return f"#<Jekyll::Document {self.item.path} collection={self.item.collection}>"

    def excerpt(self) -> str | None:
        if self.item.excerpt is None:
            own = self.data.get("excerpt")
            return "" if own is None else str(own)
        return self.view.text(self.item, "excerpt")

    def neighbour(self, step: int) -> Drop | None:
        """Return the document `step` places further in its collection."""
        docs = self.view.site.collections[self.item.collection].docs
        place = self.view.site.places[self.item.key] + step
        return self.view.drop(docs[place]) if 0 <= place < len(docs) else None

    # The order of the keys, here and below, follows the numbers that Ruby gives to names as it
    # reads Jekyll's files: it is that of the reference's versions.
    ATTRIBUTES: ClassVar[Attributes] = {
        "name": lambda drop: drop.data.get("name") or drop.item.name,
        "id": lambda drop: drop.item.id,
        "collection": lambda drop: drop.item.collection,
        "next": lambda drop: drop.neighbour(1),
        "tags": lambda drop: drop.data.get("tags"),
        "previous": lambda drop: drop.neighbour(-1),
        "content": lambda drop: drop.view.text(drop.item, "content"),
        "output": lambda drop: drop.view.text(drop.item, "output"),
        "relative_path": lambda drop: drop.item.path,
        "excerpt": excerpt,
        "path": lambda drop: drop.item.path,
        "url": lambda drop: drop.item.url,
        "categories": lambda drop: drop.data.get("categories"),
        "date": lambda drop: drop.item.date or drop.view.site.time,
        "title": lambda drop: drop.data.get("title"),
    }

    def hash_for_json(self, depth: int) -> dict[str, object]:
        """Return all attributes; from depth 2 on, neighbours without their texts and neighbours."""
        found = self.to_hash()
        if depth >= 2:
            for name in ("previous", "next"):
                neighbour = found[name]
                if isinstance(neighbour, DocumentDrop):
                    found[name] = neighbour.collapsed()
        return found

    def collapsed(self) -> dict[str, object]:
        """Return all attributes but texts and neighbours."""
        return {key: self[key] for key in self.keys() if key not in _NOT_COLLAPSED}


_NOT_COLLAPSED = frozenset(["content", "output", "excerpt", "next", "previous"])


def _date_if_known(drop: DocumentDrop) -> object:
    """Return the date as Jekyll 3 has it: a document without one gets it once that is asked for.

    Which happens when a document has been in its first layout, and in some plugins before, unless
    future documents are published too.
    """
    item, view = drop.item, drop.view
    site = view.site
    if item.date is not None:
        return item.date
    if site.config["future"] or not site.collections[item.collection].output:
        return None
    if site.asks_for_dates or _was_in_layout(item, view):
        return site.time
    return None


def _was_in_layout(item: Document, view: View) -> bool:
    """Return whether `item` was in a layout before what is rendered now asks."""
    if item.front("layout") not in view.site.layouts:
        return False
    viewer = view.viewer()
    if not isinstance(viewer, Document):
        return True
    if viewer.key == item.key:
        return view.is_in_outer_layout
    return view.site.order_of(item) < view.site.order_of(viewer)


class DocumentDrop3(DocumentDrop):
    """A document of Jekyll 3: it has no `name`."""

    ATTRIBUTES: ClassVar[Attributes] = {
        **{key: value for key, value in DocumentDrop.ATTRIBUTES.items() if key != "name"},
        "date": _date_if_known,
    }


class ExcerptDrop(DocumentDrop):
    """The value of `page` while an excerpt is rendered: its document, without an excerpt."""

    def __str__(self) -> str:
        return self.item.excerpt or ""

    ATTRIBUTES: ClassVar[Attributes] = {
        **DocumentDrop.ATTRIBUTES,
        "relative_path": lambda drop: f"{drop.item.path}/#excerpt",
        "path": lambda drop: f"{drop.item.path}/#excerpt",
        "id": lambda drop: f"{drop.item.id}#excerpt",
        "excerpt": lambda drop: None,
        "layout": lambda drop: drop.item.data.get("layout"),
        "content": lambda drop: drop.item.excerpt,
        "output": lambda drop: None,
    }


class PageDrop(ItemDrop, HashDrop):
    """A page: for Jekyll a hash of its front matter over the defaults, and its attributes."""

    item: Page
    METHODS: ClassVar[Methods] = {}  # a hash has an entry of that name, or none
    TEXTS = frozenset(["content", "excerpt"])

    @property
    def is_source_map(self) -> bool:
        return self.item.sheet is not None

    @cached_property
    def data(self) -> Mapping[str, Any]:
        return deep_merge(self.item.defaults, self.item.data)

    def names(self) -> list[str]:
        names = dict.fromkeys([*self.data, *self.ATTRIBUTES])
        # In Jekyll 3 pages have no excerpts.
        if not self.view.site.config.generation.has_render_with_liquid:
            names = {name: None for name in names if name != "excerpt" or name in self.data}
        return list(names)

    def peek(self, key: str) -> object:
        value = super().peek(key)
        # Merging keeps the front matter's value where the page has none of its own (an excerpt).
        return self.data.get(key) if value is None else value

    def __str__(self) -> str:
        return inspect(self.to_hash())

    def inspect_member(self) -> str:
        kind = "Page" if self.item.file else "PageWithoutAFile"
        return f"#<Jekyll::{kind} @relative_path={inspect(self.item.path)}>"

    def dependency(self, key: str) -> Dependency | None:
        if key == "excerpt" and (self.data.get(key) or self.item.excerpt is None):
            return "item", self.key, key  # it is front matter, not a text
        return super().dependency(key)

    def excerpt(self) -> str | None:
        own = self.data.get("excerpt")
        if own or self.item.excerpt is None:
            return str(own) if own else None
        return self.view.text(self.item, "excerpt")

    ATTRIBUTES: ClassVar[Attributes] = {
        "content": lambda drop: drop.view.text(drop.item, "content"),
        "dir": lambda drop: drop.item.dir,
        "excerpt": excerpt,
        "name": lambda drop: drop.item.name,
        "path": lambda drop: drop.data.get("path", drop.item.path),
        "url": lambda drop: drop.item.url,
    }


class RenderedPageDrop(PageDrop):
    """The value of `page` while a page is rendered: a copy from before, with the text as read.

    Elsewhere, as in `site.pages`, the page shows its converted text to its own layouts.
    """

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PageDrop) and other.key == self.key

    __hash__ = PageDrop.__hash__

    def dependency(self, key: str) -> Dependency | None:
        return ("text", self.key) if key == "content" else super().dependency(key)

    ATTRIBUTES: ClassVar[Attributes] = {
        **PageDrop.ATTRIBUTES,
        "content": lambda drop: drop.item.source.text(),
    }


class DataPageDrop(ItemDrop):
    """A page that shows its data alone, as the archives of jekyll-archives: a drop, and no hash."""

    item: Page

    def __str__(self) -> str:
        return "Jekyll::Archives::PageDrop"

    def hash_for_json(self, depth: int) -> dict[str, object]:
        """Return the data, in which a list of documents is a list of their texts."""
        return {
            key: [str(item) if isinstance(item, Drop) else item for item in value]
            if isinstance(value, list)
            else value
            for key, value in self.to_hash().items()
        }


class StaticFileDrop(ItemDrop):
    """A static file."""

    item: StaticFile

    def __init__(self, item: StaticFile, view: View) -> None:
        super().__init__(item, view, item.path)

    def __str__(self) -> str:
        return "Jekyll::Drops::StaticFileDrop"

    def inspect_member(self) -> str:
        return f"#<Jekyll::StaticFile @relative_path={inspect(self.item.path)}>"

    ATTRIBUTES: ClassVar[Attributes] = {
        "name": lambda drop: drop.item.name,
        "basename": lambda drop: drop.item.basename,
        "extname": lambda drop: drop.item.ext,
        "path": lambda drop: drop.item.path,
        "collection": lambda drop: drop.item.collection,
        "modified_time": lambda drop: drop.item.modified,
    }


def drop_of(item: Renderable, view: View) -> ItemDrop:
    """Return the drop that templates see of a page or document."""
    if isinstance(item, Page):
        return DataPageDrop(item, view) if item.shows_data_alone else PageDrop(item, view)
    has_name = view.site.config.generation.documents_have_names
    return DocumentDrop(item, view) if has_name else DocumentDrop3(item, view)


def shown(value: object, view: View) -> object:
    """Return `value` as templates see it: pages, documents and static files become drops.

    Those are in a tuple or in `WithItems`, whatever the generator put them in.
    """
    if type(value) is tuple:
        return [_shown(item, view) for item in value]
    return _shown(value.value, view) if type(value) is WithItems else value


def _shown(value: object, view: View) -> object:
    if isinstance(value, StaticFile):
        return StaticFileDrop(value, view)
    if isinstance(value, Page | Document):
        return view.drop(value)
    if isinstance(value, list):
        return [_shown(item, view) for item in value]
    if isinstance(value, dict):
        return {key: _shown(item, view) for key, item in value.items()}
    return value
