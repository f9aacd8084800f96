"""The site as renders see it: drops made once, reads noted, texts in Jekyll's render order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from liquidsite.drop import Drop
from liquidsite.drops import (
    ItemDrop,
    JekyllDrop,
    SiteDrop,
    StaticFileDrop,
    ThemeDrop,
    drop_of,
    shown,
)
from liquidsite.errors import Notice
from liquidsite.incremental.trace import Dependency
from liquidsite.model import Page, Renderable, Site
from liquidsite.plugin import Converted

# Of fewer members each is a fact of its own.
_MANY = 20

# An item and a stage of it (`content`, `output`, `excerpt`, `source map`) → the text of that stage.
StageText = Callable[[Renderable, str], str]


@dataclass
class SiteView:
    """The view of one build; `stage` computes the texts that are asked for."""

    site: Site
    stage: StageText
    _current: Renderable | None = None
    facts: set[Dependency] = field(default_factory=set)
    notices: list[Notice] = field(default_factory=list)
    _drops: dict[str, ItemDrop] = field(default_factory=dict)
    _own_content: str | None = None
    _was_asked: bool = False

    def __post_init__(self) -> None:
        self.site_drop = SiteDrop(self)
        self.jekyll_drop = JekyllDrop(self)
        theme = self.site.theme
        self.theme_drop = ThemeDrop(theme, self) if theme else None

    @cached_property
    def items(self) -> Mapping[str, Renderable]:
        """Key → page or document."""
        return {item.key: item for item in self.site.renderables}

    @property
    def current(self) -> Renderable | None:
        """The page at hand. Who asks for it gets an answer that is not for other pages."""
        self._was_asked = True
        return self._current

    def noting(self, render: Callable[[], None]) -> frozenset[Dependency] | None:
        """Run `render`: what it noted; None when it asked for the page, or had things to tell."""
        facts, asked, told = self.facts, self._was_asked, len(self.notices)
        self.facts, self._was_asked = set(), False
        try:
            render()
            is_open = not self._was_asked and len(self.notices) == told
            return frozenset(self.facts) if is_open else None
        finally:
            facts |= self.facts
            self.facts, self._was_asked = facts, asked or self._was_asked

    def record(self, fact: Dependency) -> None:
        self.facts.add(fact)

    def record_conversion(self, converted: Converted) -> None:
        """Record what a stylesheet was made from, and where that was looked for."""
        for file in converted.loaded:
            self.record(("file", file))
        for folder in converted.searched:
            self.record(("names", folder))
        if converted.searched:
            self.record(("load paths",))

    def condensed(self, facts: set[Dependency]) -> set[Dependency]:
        """The same facts: where an attribute of all members of a list was read, the column is one.

        A loop over a thousand posts notes a thousand titles.
        """
        names = [fact[1] for fact in facts if fact[0] == "list"]
        lists = [self.site_drop.listed(name) for name in names if name in self.site_drop.listable]
        lists = [found for found in lists if len(found) >= _MANY]
        if not lists or len(facts) < _MANY:
            return facts
        read: defaultdict[str, set[str]] = defaultdict(set)
        for fact in facts:
            if fact[0] == "item":
                read[fact[2]].add(fact[1])
        columns = [
            (found, attribute)
            for found in lists
            for attribute, keys in read.items()
            if len(keys) >= len(found) and found.keys <= keys
        ]
        gone = {("item", key, attribute) for found, attribute in columns for key in found.keys}
        return (facts - gone) | {("column", found.name, attribute) for found, attribute in columns}

    def drop(self, item: Renderable) -> Drop:
        return self.item_drop(item)

    def item_drop(self, item: Renderable) -> ItemDrop:
        drop = self._drops.get(item.key)
        if drop is None:
            drop = self._drops[item.key] = drop_of(item, self)
        return drop

    def pager(self, item: Renderable) -> dict[str, object] | None:
        """What templates see as `paginator` while `item` renders."""
        if item.pager is None:
            return None
        return {name: shown(value, self) for name, value in item.pager.items()}

    def drop_named(self, key: str) -> ItemDrop | None:
        """The drop of the page, document or static file with this key, if there is one."""
        item = self.items.get(key)
        return self.item_drop(item) if item is not None else self._other_drops.get(key)

    @cached_property
    def _other_drops(self) -> Mapping[str, ItemDrop]:
        """Those of what is not rendered: static files and source maps."""
        drops = {file.path: StaticFileDrop(file, self) for file in self.site.static_files}
        return drops | {page.key: self.item_drop(page) for page in self.site.source_maps}

    def text(self, item: Renderable, stage: str) -> str | None:
        """A text of `item` as the page at hand sees it, noted.

        What comes earlier in the render order shows what became of it, what comes later its
        source. To its own layouts an item shows its converted text.
        """
        viewer = self.current
        if viewer is None:
            return item.content if stage == "content" else None
        if item.key == viewer.key and stage != "excerpt":
            self.record(("text", item.key))
            own = item.content if self._own_content is None else self._own_content
            return own if stage == "content" else None
        if isinstance(item, Page) and item.sheet is not None:
            self.record(("seen", item.sheet.key, "content", viewer.key))
            return self.stage(item.sheet, "source map")
        self.record(("seen", item.key, stage, viewer.key))
        if stage == "excerpt" or self.is_earlier(item.key, viewer.key):
            return self.stage(item, stage)
        return item.content if stage == "content" else None

    def is_earlier(self, key: str, viewer: str) -> bool:
        """Whether the item `key` is rendered before `viewer` is."""
        order = self.site.render_order
        return order.get(key, -1) < order.get(viewer, len(order))

    def show_own_content(self, content: str) -> None:
        """From here on the item at hand shows `content` as its text."""
        self._own_content = content

    @contextmanager
    def rendering(self, item: Renderable) -> Iterator[set[Dependency]]:
        """While it lasts, `item` is the page at hand and reads are noted for it alone."""
        outer = self._current, self.facts, self.notices, self._own_content
        facts: set[Dependency] = set()
        self._current, self.facts, self.notices, self._own_content = item, facts, [], None
        try:
            yield facts
        finally:
            self._current, self.facts, self.notices, self._own_content = outer
