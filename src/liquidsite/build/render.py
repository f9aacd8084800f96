"""One page: `content = convert(liquid(source))`, `output = layouts(content)`.

Source of the order of steps: Jekyll's documentation, "Rendering Process".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from liquidsite.build.host import SiteHost
from liquidsite.build.trace import Recorder
from liquidsite.build.view import Rendered, SiteView
from liquidsite.config import deep_merge
from liquidsite.convert import Converters
from liquidsite.errors import Notice
from liquidsite.liquid import Environment
from liquidsite.liquid.drops import DocumentDrop, ExcerptDrop, ItemDrop
from liquidsite.liquid.host import Source
from liquidsite.model import Document, Layout, Renderable, Site, holds_liquid

Payload = dict[str, Any]


@dataclass
class Renderer:
    """Renders the pages of one site, each once. Pure: nothing is written."""

    site: Site
    environment: Environment
    converters: Converters
    warn: Callable[[Notice], None]

    def __post_init__(self) -> None:
        self.view = SiteView(self.site, self.render, self.render_excerpt)
        self.host = SiteHost(self.view, self.converters.named)
        self._rendered: dict[str, Rendered] = {}

    def render(self, item: Renderable) -> Rendered:
        """The page, its layouts applied. Raises TemplateError, ConversionError."""
        rendered = self._rendered.get(item.key)
        if rendered is None:
            with self.view.rendering(item) as recorder:
                rendered = self._render(item, recorder)
            self._rendered[item.key] = rendered
        return rendered

    def _render(self, item: Renderable, recorder: Recorder) -> Rendered:
        payload = self._payload(item, self.view.item_drop(item))
        content = self._content(item, item.content, item.has_liquid, payload)
        if isinstance(item, Document):
            self.view.show_own_content(content)
        output = content
        if item.placed_in_layout:
            output = self._in_layouts(item, content, payload)
        return Rendered(content, output, recorder)

    def render_excerpt(self, item: Renderable) -> str:
        """The excerpt of `item`, rendered as its document is but without layouts."""
        text = item.excerpt or ""
        drop = self.view.item_drop(item)
        if isinstance(drop, DocumentDrop):
            drop = ExcerptDrop(item, self.view)
        with self.view.rendering(item):
            liquid = item.front("render_with_liquid") is not False and holds_liquid(text)
            return self._content(item, text, liquid, self._payload(item, drop))

    def _payload(self, item: Renderable, drop: ItemDrop) -> Payload:
        layout = self._layout(item.front("layout"))
        return {
            "site": self.view.site_drop,
            "page": drop,
            "layout": dict(layout.data) if layout else None,
            "content": None,
            "paginator": item.pager,
            "jekyll": self.view.jekyll_drop,
            "theme": self.view.theme_drop,
            "highlighter_prefix": "\n",
            "highlighter_suffix": "\n",
        }

    def _content(self, item: Renderable, text: str, liquid: bool, payload: Payload) -> str:
        if liquid:
            text = self._liquid(Source(text, item.path, item.line), payload)
        for converter in self.converters.for_ext(item.ext):
            text = converter.convert(text)
        return text

    def _liquid(self, source: Source, payload: Mapping[str, Any]) -> str:
        return self.environment.parse(source).render(payload, self.host)

    def _in_layouts(self, item: Renderable, content: str, payload: Payload) -> str:
        name = item.front("layout")
        layout = self._layout(name)
        if layout is None:
            if name is not None:
                self.warn(_missing(name, item.path))
            return content
        used: set[str] = set()
        data: Mapping[str, Any] = {}
        while layout is not None and layout.name not in used:
            used.add(layout.name)
            data = deep_merge(layout.data, data)
            payload |= {"layout": data, "content": content}
            source = Source(layout.content, layout.path, layout.line)
            content = self._liquid(source, payload) if holds_liquid(layout.content) else source.text
            layout = self._layout(layout.data.get("layout"))
        if layout is not None:
            self.warn(_cycle(layout.name, item.path))
        return content

    def _layout(self, name: object) -> Layout | None:
        if name is None:
            return None
        shown = str(name).lower() if isinstance(name, bool) else str(name)
        self.view.note(("layout", shown))
        return self.site.layouts.get(shown)


def _missing(name: object, path: str) -> Notice:
    shown = str(name).lower() if isinstance(name, bool) else name
    return Notice("Build Warning:", f"Layout '{shown}' requested in {path} does not exist.")


def _cycle(name: str, path: str) -> Notice:
    return Notice("Build Warning:", f"Layout '{name}' of {path} leads back to itself.")
