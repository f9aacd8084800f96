"""One page: `content = convert(liquid(source))`, `output = layouts(content)`.

Source of the order of steps: Jekyll's documentation, "Rendering Process".
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from liquidsite.builder.hooks import Hooks
from liquidsite.builder.host import SiteHost
from liquidsite.builder.profile import Profile
from liquidsite.config import deep_merge
from liquidsite.convert import Converted, Converters
from liquidsite.drops import DocumentDrop, ExcerptDrop, ItemDrop, RenderedPageDrop
from liquidsite.errors import Frame, LimitError, Notice, TemplateError
from liquidsite.incremental.dependencies import State
from liquidsite.incremental.evaluator import Computed, Evaluator, Memo, Store
from liquidsite.incremental.items import Items
from liquidsite.incremental.view import SiteView
from liquidsite.liquid.source import Source
from liquidsite.model import Layout, Page, Renderable, Site, holds_liquid
from liquidsite.output.destination import Staged, Staging
from liquidsite.output.scratch import ScratchFile
from liquidsite.ruby.values import to_s

if TYPE_CHECKING:
    from liquidsite.liquid.environment import Environment
    from liquidsite.liquid.registers import Registers

Payload = dict[str, Any]


class Progress(Protocol):
    """What a build calls with the count of pages done, of all, and what is done with them."""

    def __call__(self, done: int, total: int, stage: Literal["read", "render"]) -> None: ...


V = TypeVar("V")


@dataclass(eq=False, repr=False)
class Renderer:
    """Renders the pages of one site, each stage once. Pure: nothing is written.

    `cross_page_state` says that a page may leave counters and cycles for the next one, `workers`
    how many processes render.
    """

    site: Site
    make_environment: Callable[[], Environment]
    converters: Converters
    store: Store
    hooks: Hooks
    profile: Profile = field(default_factory=Profile)
    cross_page_state: bool = False
    staging: Staging | None = None
    progress: Progress | None = None
    workers: int = 1

    def __post_init__(self) -> None:
        self.view = SiteView(self.site, self._seen)
        self.host = SiteHost(self.view, self.converters.filtered)
        items = self.store.queries.items or Items()
        self.state = State(
            self.view,
            self.host,
            lambda item, stage: self.stage(item, stage).digest,
            items,
            self.store.before,
        )
        self.evaluator = Evaluator(self.view, self.store, self.state.fingerprint)
        self.finished: dict[str, Staged] = {}
        self._unread: dict[str, Staged] = {}
        self._counters: Payload = {}
        self._written = 0
        self._kept: dict[str, Registers] = {}
        self._compute = {
            "content": self._content,
            "output": self._output,
            "excerpt": self._excerpt,
        }

    @cached_property
    def environment(self) -> Environment:
        """Return the Liquid environment, made when the first template is rendered."""
        return self.make_environment()

    def stage(self, item: Renderable, stage: str) -> Memo:
        """Return `content`, `output` or `excerpt` of `item`.

        Raises TemplateError, ConversionError.
        """
        return self.evaluator.get(stage, item, self._compute[stage])

    def text(self, item: Renderable, stage: str) -> Converted:
        """Return the text of that stage."""
        if stage == "output" and (made := self._unread.pop(item.key, None)) is not None:
            self.settle(item, self.stage(item, stage), made)
        return self.evaluator.text(stage, item, self._compute[stage])

    def _seen(self, item: Renderable, stage: str) -> str:
        """Return what other pages see of a stage; `source map` is a part of the content."""
        if stage == "source map":
            return self.text(item, "content").source_map or ""
        return self.text(item, stage).text

    def finish_unchanged(self) -> None:
        """Finish the pages that no edit reached, whose files are as the last build left them."""
        if self.staging is None or self.site.config.limits:
            return
        maps = self.site.source_map_of
        for item in self.site.renderables:
            digest = self.store.unchanged("output", item.key)
            if digest and item.written and item.key not in maps:
                stamp = self.staging.unchanged(item.destination, digest)
                if stamp is not None:
                    self.finished[item.key] = self._unread[item.key] = Staged(None, stamp)

    def finish(self, item: Renderable) -> Memo:
        """Render `item`; where it is to be written, its text waits for that on the disk."""
        try:
            memo = self.stage(item, "output")
            if self.staging is not None and item.written and item.key not in self.finished:
                self._count_written(item)
                made = self.staging.text(
                    item.destination, lambda: self.text(item, "output").text, memo.digest
                )
                self.settle(item, memo, made)
        except LimitError as error:
            error.path = error.path or item.path  # time is up wherever it is
            raise
        return memo

    def _count_written(self, item: Renderable) -> None:
        if limits := self.site.config.limits:
            self._written += len(self.text(item, "output").text)
            if self._written > limits.written:
                message = f"The pages have more than {limits.written} characters."
                raise LimitError(message, path=item.path)

    def tell_progress(self, done: int) -> None:
        if self.progress is not None:
            self.progress(done, len(self.site.renderables), "render")

    def settle(self, item: Renderable, memo: Memo, made: Staged) -> None:
        """Store that the output of `item` is `made`, so that it need not stay in memory."""
        self.finished[item.key] = made
        stage = self.staging
        if stage is not None and stage.gives_back and not memo.has_map:
            path = item.destination
            self.evaluator.release("output", item.key, lambda: Converted(stage.read(path, made)))

    @cached_property
    def _scratch(self) -> ScratchFile:
        assert self.staging is not None
        return self.staging.scratch_file()

    def let_go(self, computed: Computed) -> None:
        """Keep the text of a stage out of memory: another page may show it. Raises OSError."""
        if self.staging is not None and computed.result.text:
            read, rest = self._scratch.add(computed.result.text), computed.result.with_text("")
            load = lambda: rest.with_text(read())  # noqa: E731
            self.evaluator.release(computed.stage, computed.key, load)

    @contextmanager
    def finishing(self) -> Iterator[dict[str, Staged]]:
        """Collect, in a worker, the pages that are finished inside the block."""
        outer, self.finished = self.finished, {}
        try:
            yield self.finished
        finally:
            self.finished = outer

    def _content(self, item: Renderable) -> Converted:
        self.view.record(("text", item.key))
        payload = self._payload(item, self._page_drop(item))
        payload = self._hooked("pre_render", payload, item)
        converted = self._converted(item, item.source.text(), payload)
        return converted.with_text(self._hooked("post_convert", converted.text, item))

    def _excerpt(self, item: Renderable) -> Converted:
        """Return the excerpt, rendered as its document is but without layouts."""
        self.view.record(("text", item.key))
        drop = self.view.item_drop(item)
        if isinstance(drop, DocumentDrop):
            drop = ExcerptDrop(item, self.view)
        return self._converted(item, item.excerpt or "", self._payload(item, drop))

    def _output(self, item: Renderable) -> Converted:
        content = self.text(item, "content")
        self.view.record(("own", item.key))
        try:
            output = self._placed(item, content)
        except TemplateError as error:
            error.stack = (Frame(item.path), *error.stack)  # it is the layouts' page
            raise
        return output.with_text(self._hooked("post_render", output.text, item))

    def _placed(self, item: Renderable, content: Converted) -> Converted:
        self.view.record(("item", item.key, "layout"))
        if not item.placed_in_layout:
            return content._replace(notices=())
        self.view.tracker.show_own_content(content.text)
        payload = self._payload(item, self._page_drop(item))
        return self._in_layouts(item, content, self._hooked("pre_render", payload, item))

    def _hooked(self, event: str, value: V, item: Renderable) -> V:
        return self.hooks.on_item(event, value, item, self.view)

    def _page_drop(self, item: Renderable) -> ItemDrop:
        """Return what `page` is to templates."""
        if isinstance(item, Page) and not item.shows_data_alone:
            return RenderedPageDrop(item, self.view)
        return self.view.item_drop(item)

    def _payload(self, item: Renderable, drop: ItemDrop) -> Payload:
        layout = self._layout(self._front(item, "layout"), "layout data")
        self.view.record(("pager", item.key))
        around_code = self.converters.around_code(item.ext)
        return {
            "site": self.view.site_drop,
            "page": drop,
            "layout": dict(layout.data) if layout else None,
            "content": None,
            "paginator": self.view.pager(item),
            "jekyll": self.view.jekyll_drop,
            **self._theme(),
            "highlighter_prefix": around_code,
            "highlighter_suffix": around_code,
        }

    def _theme(self) -> Payload:
        has_it = self.site.config.generation.has_theme_variable
        return {"theme": self.view.theme_drop} if has_it else {}

    def _front(self, item: Renderable, name: str) -> Any:
        self.view.record(("item", item.key, name))
        return item.front(name)

    def _converted(self, item: Renderable, text: str, payload: Payload) -> Converted:
        generation = self.site.config.generation
        if holds_liquid(text) and item.takes_liquid(obeys=generation.has_render_with_liquid):
            self.view.record(("item", item.key, "render_with_liquid"))
            text = self._liquid(Source(text, item.path, item.line), payload)
        with self.profile.kind("convert"):
            converted = self.converters.convert(
                text, item.path, item.ext, item.line, is_page=isinstance(item, Page)
            )
        self.view.tracker.record_conversion(converted)
        return converted

    def _liquid(self, source: Source, payload: Payload, registers: Registers | None = None) -> str:
        # Counters are left in the payload, under names that it had not before, and `count`.
        enumerated = _enumerated(payload)
        variables = {**enumerated, **self._counters, **payload}
        began = time.perf_counter()
        template = self.environment.parse(source)
        for error in template.warnings:
            self.view.tracker.warn(_liquid_warning(error))
        text = template.render_with(variables, self.host, registers)
        self.profile.rendered(source.path, text, time.perf_counter() - began)
        if len(variables) > len(payload) + len(enumerated) or variables["count"] != len(payload):
            own = enumerated.keys() - {"count"} | payload.keys()
            self._counters = {k: v for k, v in variables.items() if k not in own}
        return text

    def _in_layouts(self, item: Renderable, content: Converted, payload: Payload) -> Converted:
        name = self._front(item, "layout")
        layout = self._layout(name)
        if layout is None:
            missing = () if name is None else (self._missing(name, item.path),)
            return content._replace(notices=missing)
        text = content.text
        notices: tuple[Notice, ...] = ()
        used: set[str] = set()
        data: Mapping[str, Any] = {}
        while layout is not None and layout.name not in used:
            used.add(layout.name)
            data = deep_merge(layout.data, data)
            payload |= {"layout": data, "content": text}
            source = _source(layout)
            if holds_liquid(layout.content):
                text = self._liquid(source, payload, self._registers(layout))
            else:
                text = layout.content
            self.view.tracker.enter_outer_layout()
            path, name = layout.path, layout.data.get("layout")
            layout = self._layout(name)
            if layout is None and name not in (None, "", "none"):
                notices = (self._missing(name, path),)
        if layout is not None:
            notices = (_cycle(layout.name, item.path),)
        return Converted(text, content.source_map, content.loaded, notices, content.searched)

    def _registers(self, layout: Layout) -> Registers | None:
        """Return where the layout's cycles continue, in a site that is rendered in order."""
        if not self.cross_page_state:
            return None
        from liquidsite.liquid.registers import Registers

        return self._kept.setdefault(layout.name, Registers())

    def _layout(self, name: object, read: str = "layout") -> Layout | None:
        """Return the layout of that name, or only its front matter."""
        if name is None:
            return None
        shown = to_s(name)
        self.view.record((read, shown))
        return self.site.layouts.get(shown)

    def _missing(self, name: object, path: str) -> Notice:
        from difflib import get_close_matches

        message = f"Layout '{to_s(name)}' requested in {path} does not exist."
        for near in get_close_matches(to_s(name), self.site.layouts, 1):
            message += f" The nearest is '{near}'."
        return Notice("Build Warning:", message, ("layout", to_s(name)))


def _enumerated(payload: Payload) -> Payload:
    """Add the methods of Ruby's Enumerable to the variables, as these are a drop in Jekyll."""
    pairs = [[key, payload[key]] for key in sorted(payload)]
    return {
        "count": len(payload),
        "first": ["page", payload["page"]],
        "min": pairs[0],
        "max": pairs[-1],
        "sort": pairs,
    }


def _liquid_warning(error: TemplateError) -> Notice:
    return Notice("Liquid Warning:", f"{error.message} in {error.where}")


def _cycle(name: str, path: str) -> Notice:
    return Notice("Build Warning:", f"Layout '{name}' of {path} leads back to itself.")


def _source(layout: Layout) -> Source:
    return Source(layout.content, layout.path, layout.line)
