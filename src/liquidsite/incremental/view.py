"""The site as renders see it: each drop made once, texts in Jekyll's render order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
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
from liquidsite.incremental.trace import Dependency
from liquidsite.incremental.tracker import Tracker
from liquidsite.model import Page, Renderable, Site

# The attributes of fewer members stay dependencies of their own.
_MANY = 20

# An item and a stage of it (`content`, `output`, `excerpt`, `source map`) → the text of that stage.
StageText = Callable[[Renderable, str], str]


@dataclass(eq=False, repr=False)
class SiteView:
    """The view of one build: `stage` computes the texts that it shows, `tracker` records reads."""

    site: Site
    stage: StageText
    tracker: Tracker = field(default_factory=Tracker)
    _drops: dict[str, ItemDrop] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.record = self.tracker.record  # called for every read of a template
        self.site_drop = SiteDrop(self)
        self.jekyll_drop = JekyllDrop(self)
        theme = self.site.theme
        self.theme_drop = ThemeDrop(theme, self) if theme else None

    @cached_property
    def items(self) -> Mapping[str, Renderable]:
        """Key → page or document."""
        return {item.key: item for item in self.site.renderables}

    def viewer(self) -> Renderable | None:
        """Return the item that is rendered, and record that the result is for that item alone."""
        return self.tracker.viewer()

    @property
    def is_in_outer_layout(self) -> bool:
        """Return whether the item that is rendered has been in its first layout."""
        return self.tracker.reads.is_in_outer_layout

    def condensed(self, dependencies: set[Dependency]) -> set[Dependency]:
        """Return the same dependencies with columns in the place of single attributes.

        A loop over a thousand posts records a thousand titles: the trace has one column of them.
        """
        names = [read[1] for read in dependencies if read[0] == "list"]
        lists = [self.site_drop.listed(name) for name in names if name in self.site_drop.listable]
        lists = [found for found in lists if len(found) >= _MANY]
        if not lists or len(dependencies) < _MANY:
            return dependencies
        keys_by_attribute: defaultdict[str, set[str]] = defaultdict(set)
        for read in dependencies:
            if read[0] == "item":
                keys_by_attribute[read[2]].add(read[1])
        columns = [
            (found, attribute)
            for found in lists
            for attribute, keys in keys_by_attribute.items()
            if len(keys) >= len(found) and found.keys <= keys
        ]
        single = {("item", key, attribute) for found, attribute in columns for key in found.keys}
        return (dependencies - single) | {
            ("column", found.name, attribute) for found, attribute in columns
        }

    def link(self, path: str) -> str | None:
        """Return the URL of what is written from `path`, and record the read; None without any."""
        self.record(("link", path))
        return self.links.get(path)

    @cached_property
    def links(self) -> dict[str, str]:
        """Map the path of everything that is written to its URL; of one path the first counts.

        A static file has a slash in front, which a link may leave out; a page has none.
        """
        links: dict[str, str] = {}
        for item in self.site.outputs():
            links.setdefault(item.path, item.url)
            links.setdefault(item.path.removeprefix("/"), item.url)
        return links

    def drop(self, item: Renderable) -> Drop:
        return self.item_drop(item)

    def item_drop(self, item: Renderable) -> ItemDrop:
        drop = self._drops.get(item.key)
        if drop is None:
            # A generator may have put an item into data, and another have replaced it since.
            own = self.items.get(item.key, item)
            drop = self._drops[item.key] = drop_of(own, self)
        return drop

    def pager(self, item: Renderable) -> dict[str, object] | None:
        """Return what templates see as `paginator` while `item` renders."""
        if item.pager is None:
            return None
        return {name: shown(value, self) for name, value in item.pager.items()}

    def drop_named(self, key: str) -> ItemDrop | None:
        """Return the drop of the page, document or static file with this key; None without one."""
        item = self.items.get(key)
        return self.item_drop(item) if item is not None else self._other_drops.get(key)

    @cached_property
    def _other_drops(self) -> Mapping[str, ItemDrop]:
        """Key → drop of what is not rendered: static files and source maps."""
        drops = {file.path: StaticFileDrop(file, self) for file in self.site.static_files}
        return drops | {page.key: self.item_drop(page) for page in self.site.source_maps}

    def text(self, item: Renderable, stage: str) -> str | None:
        """Return a text of `item` as the item that is rendered sees it, and record the read.

        Of an item that comes earlier in the render order it sees the rendered text, of one that
        comes later the source. To its own layouts an item shows its converted text.
        """
        viewer = self.viewer()
        if viewer is None:
            return item.source.seen() if stage == "content" else None
        if item.key == viewer.key and stage != "excerpt":
            self.record(("text", item.key))
            shown = self.tracker.reads.own_content
            own = item.source.text() if shown is None else shown
            return own if stage == "content" else None
        if isinstance(item, Page) and item.sheet is not None:
            self.record(("seen", item.sheet.key, "content", viewer.key))
            return self.stage(item.sheet, "source map")
        self.record(("seen", item.key, stage, viewer.key))
        if stage == "excerpt" or self.is_earlier(item.key, viewer.key):
            return self.stage(item, stage)
        return item.source.seen() if stage == "content" else None

    def is_earlier(self, key: str, viewer: str) -> bool:
        """Return whether the item `key` is rendered before `viewer` is."""
        order = self.site.render_order
        return order.get(key, -1) < order.get(viewer, len(order))
