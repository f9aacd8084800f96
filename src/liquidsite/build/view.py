"""The site as renders see it: drops made once, reads noted, texts in Jekyll's render order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from liquidsite.build.trace import Fact, Recorder
from liquidsite.liquid.drop import Drop
from liquidsite.liquid.drops import ItemDrop, JekyllDrop, SiteDrop, ThemeDrop, drop_of
from liquidsite.model import Renderable, Site


@dataclass(frozen=True, slots=True)
class Rendered:
    """One rendered page: `content` after conversion, `output` with its layouts, what it read."""

    content: str
    output: str
    recorder: Recorder


@dataclass
class SiteView:
    """The view of one build. `render` and `render_excerpt` compute what is asked for."""

    site: Site
    render: Callable[[Renderable], Rendered]
    render_excerpt: Callable[[Renderable], str]
    current: Renderable | None = None
    recorder: Recorder = field(default_factory=Recorder)
    _drops: dict[str, ItemDrop] = field(default_factory=dict)
    _excerpts: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.site_drop = SiteDrop(self)
        self.jekyll_drop = JekyllDrop(self)
        theme = self.site.theme
        self.theme_drop = ThemeDrop(theme, self) if theme else None

    def note(self, fact: Fact) -> None:
        self.recorder.facts.add(fact)

    def drop(self, item: Renderable) -> Drop:
        return self.item_drop(item)

    def item_drop(self, item: Renderable) -> ItemDrop:
        drop = self._drops.get(item.key)
        if drop is None:
            drop = self._drops[item.key] = drop_of(item, self)
        return drop

    def content(self, item: Renderable) -> str:
        # While its own layouts render, a document shows its converted text; a page, which
        # Jekyll copies into a hash before it renders, shows its source.
        if self.current is not None and item.key == self.current.key:
            return self._own_content if self._own_content is not None else item.content
        return self.render(item).content if self._is_earlier(item) else item.content

    def output(self, item: Renderable) -> str | None:
        return self.render(item).output if self._is_earlier(item) else None

    def excerpt(self, item: Renderable) -> str:
        if item.key not in self._excerpts:
            self._excerpts[item.key] = self.render_excerpt(item)
        return self._excerpts[item.key]

    def _is_earlier(self, item: Renderable) -> bool:
        if self.current is None:
            return False
        order = self.site.render_order
        return order.get(item.key, -1) < order.get(self.current.key, len(order))

    _own_content: str | None = None

    def show_own_content(self, content: str) -> None:
        """From here on the document at hand shows `content` as its text."""
        self._own_content = content

    @contextmanager
    def rendering(self, item: Renderable) -> Iterator[Recorder]:
        """While it lasts, `item` is the page at hand and reads are noted for it alone."""
        outer = self.current, self.recorder, self._own_content
        self.current, self.recorder, self._own_content = item, Recorder(), None
        try:
            yield self.recorder
        finally:
            self.current, self.recorder, self._own_content = outer
