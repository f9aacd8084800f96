"""A site that stays open: rendered in memory, read again as its files change.

session ── refresh ──► read ─► generate ─► renderer ── render, pages
   ▲                                          │
   └────────── memos of what is valid ◄───────┘
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from liquidsite.config import CONFIG_NAMES, Config, plugin_folders
from liquidsite.errors import Notice, ReadError
from liquidsite.model import Document, Page, Renderable, Text
from liquidsite.plugin import Plugin
from liquidsite.ruby.from_python import from_python_mapping
from liquidsite.safe_mode.resource_monitor import watched

if TYPE_CHECKING:
    from liquidsite import model
    from liquidsite.builder.render import Renderer
    from liquidsite.builder.result import BuildResult
    from liquidsite.convert.sass.compiler import Compiler
    from liquidsite.incremental.live import LiveEditions
    from liquidsite.incremental.memory_store import MemoryStore
    from liquidsite.liquid.source import Source
    from liquidsite.site import Site
    from liquidsite.source.overrides import Override
    from liquidsite.source.watched import WatchedFiles

# `site.time` has whole seconds.
_TICK = timedelta(seconds=1)
_GEMFILES = ("Gemfile", "Gemfile.lock")


@dataclass(frozen=True)
class RenderedPage:
    """A page as it would be written.

    html      its text; for a stylesheet or a feed, that
    url       from the site's root, without `baseurl`
    path      of its source, relative to the site's; of a generated page the path that it has
    warnings  of rendering it
    """

    html: str
    url: str
    path: str
    warnings: tuple[Notice, ...] = ()
    key: str = field(default="", repr=False)
    _traces: tuple[tuple[bytes, bytes], ...] = field(default=(), repr=False, compare=False)

    @property
    def dependencies(self) -> tuple[str, ...]:
        """Return what it depends on, in words: `the setting baseurl`."""
        from liquidsite.incremental.dependencies import describe
        from liquidsite.incremental.invalidation import dependencies_of

        found = {read for trace in self._traces for read in dependencies_of(*trace)}
        return tuple(dict.fromkeys(describe(read) for read in sorted(found)))

    def __str__(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"<RenderedPage {self.url} of {self.path}: {len(self.html):,} characters>"

    def _repr_html_(self) -> str:
        """Show the page in a notebook, apart from the styles of the notebook itself."""
        from html import escape

        style = "width:100%;height:30em;border:1px solid #ccc"
        return f'<iframe srcdoc="{escape(self.html)}" style="{style}"></iframe>'


# A path in the source, a URL with its slash in front, or the page itself.
Target: TypeAlias = "str | os.PathLike[str] | Renderable | RenderedPage"


class _Paths:
    """Finds the pages and documents of a site by what callers call them."""

    def __init__(self, site: model.Site) -> None:
        self._source = site.config.source
        self._prefix = site.config.collections_prefix
        self._by_key = {item.key: item for item in site.renderables}
        self._by_path: dict[str, Renderable] = {}
        self._by_url: dict[str, Renderable] = {}
        for item in site.renderables:
            self._by_path.setdefault(self.path(item), item)
            self._by_url.setdefault(item.url, item)

    def find(self, target: Target) -> Renderable | None:
        """Return the page or document; None when the site has none."""
        if isinstance(target, Page | Document | RenderedPage):
            return self._by_key.get(target.key)
        if isinstance(target, str) and target in self._by_url:
            return self._by_url[target]
        return self._by_path.get(self.path(target))

    def path(self, target: Target) -> str:
        """Return the path in the source. Raises ReadError for one that leads out of it."""
        if isinstance(target, Page | RenderedPage):
            return target.path
        if isinstance(target, Document):
            return self._prefix + target.path
        full = os.path.normpath(self._source / os.fspath(target))
        path = os.path.relpath(full, self._source).replace(os.sep, "/")
        if path.startswith("../") or path in (".", ".."):
            raise ReadError("the path leads out of the source", path=os.fspath(target))
        return path


@dataclass
class _State:
    """The site as it was read last: `read` before the generators of plugins, and its renderer."""

    plugin: Plugin
    store: MemoryStore
    read: model.Site
    renderer: Renderer
    _paths: _Paths | None = None

    @property
    def paths(self) -> _Paths:
        if self._paths is None:
            self._paths = _Paths(self.renderer.site)
        return self._paths

    def settled(self) -> MemoryStore:
        """Return the store, once it has what was rendered so far as its state."""
        renderer = self.renderer
        if renderer.store is self.store:
            self.store.commit(renderer.site, {}, renderer.evaluator.sources)
        return self.store


class Session:
    """A site that is kept open. Made by `Site.open()`; to be closed, or used in a `with` block.

    Only `build` writes. Each page is rendered once, and again only when something that it depends
    on has changed. Threads may share a session: they take turns.
    """

    def __init__(
        self,
        load: Callable[[], Config],
        plugins: Iterable[Plugin] = (),
        site: Site | None = None,
    ) -> None:
        """Open a site. `load` reads its configuration; `site` is what it gave just now, if known.

        Raises ConfigError.
        """
        self._load = load
        self._plugins = tuple(plugins)
        self._lock = threading.RLock()
        self._site = site
        self._config = site.config if site else load()
        self._live: LiveEditions = {}
        self._warnings: tuple[Notice, ...] = ()
        self._state: _State | None = None
        self._files: WatchedFiles | None = None
        self._templates: dict[Source, bytes] = {}
        self._compiler: Compiler | None = None
        self._is_closed = False

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Session of {self._config.source}>"

    @property
    def config(self) -> Config:
        """Return the configuration as it was read last."""
        return self._config

    @property
    def site(self) -> model.Site:
        """Return the site as it was read last, with its pages, documents and data.

        Raises LiquidsiteError.
        """
        with self._turn():
            return self._opened().renderer.site

    def close(self) -> None:
        """End the Sass process, and forget the site. A closed session cannot render."""
        with self._lock:
            if self._compiler is not None:
                self._compiler.close()
            self._close_live()
            self._compiler = self._state = self._files = None
            self._is_closed = True

    def render(
        self,
        target: Target,
        *,
        page: Mapping[str, Any] | None = None,
        data: Mapping[str, Any] | None = None,
        content: str | None = None,
        now: datetime | None = None,
    ) -> RenderedPage:
        """Return a page as it would be written.

        `target` is its path in the source (`about.md`), its URL (`/about/`, with the slash in
        front) or the page itself. What follows counts for this call alone, for all that the page
        shows: `page` replaces values of its front matter, `content` its text, `data` files of
        `site.data`, `now` (aware) the time. With `page` or `content` the path need not exist: it
        says which kind of page it is, and which defaults it has. Raises ReadError when the site
        has no such page, TypeError for a value that templates cannot show, TemplateError,
        ConversionError.
        """
        with self._turn():
            state = self._opened()
            if page is None and data is None and content is None and now is None:
                item = state.paths.find(target)
                if item is None:
                    raise _missing(state.paths.path(target))
                return _rendered(state.renderer, state.paths.path(item), item)
            return self._changed(state, target, page, data, content, now)

    def pages(self) -> Iterator[RenderedPage]:
        """Yield every page and document that a build would write, rendered, in Jekyll's order."""
        for item in self.site.renderables:
            if item.written:
                with self._turn():
                    state = self._opened()
                    found = state.paths.find(item)
                    page = found and _rendered(state.renderer, state.paths.path(found), found)
                if page:
                    yield page
        with self._turn():  # what was rendered is taken in now, not by the next `refresh`
            self._opened().settled()

    def refresh(self) -> tuple[str, ...]:
        """Read again what has changed on the disk, and return the paths of those files.

        They are relative to the source, with `/`. Raises LiquidsiteError: then the session goes
        on with the site as it was, and the next call tries again.
        """
        with self._turn():
            if self._state is None or self._files is None:
                self._opened()
                return ()
            changed = self._files.changed()
            if changed:
                try:
                    self._read_again(self._state, changed)
                except BaseException:
                    self._files.restore(changed)
                    raise
            return tuple(sorted(_shown(path, self.config.source) for path in changed))

    def build(
        self, changed: frozenset[str] = frozenset(), *, in_steps: bool = False
    ) -> BuildResult:
        """Build the site into its destination, as `Site.build` does, with what is in memory.

        `changed` are the absolute paths of files that are known to have changed since the last
        build; the configuration and plugins are loaded again only when they are among them.
        With `in_steps` the result is there sooner: show it, then call `finish`, then `check`. The
        build then looks at no other file when all of `changed` are pages or documents.
        Raises LiquidsiteError; then the destination is as it was.
        """
        with self._turn():
            result = self._build(changed, trusts=in_steps)
            if not in_steps:
                self.finish()
            return result

    def finish(self) -> None:
        """Write to the cache what the last build found, and look at the destination's folders."""
        with self._lock:
            for edition in self._live.values():
                edition.finish()

    def check(self) -> BuildResult | None:
        """Build again, from all files, if the last build looked only at those that had changed.

        Return the result if anything else had changed, too: that is rare, when nobody saw it.
        None is for a site that was up to date. Raises LiquidsiteError.
        """
        with self._lock:
            unchecked = [edition for edition in self._live.values() if edition.is_unchecked]
            if not unchecked:
                return None
            with self._turn():
                before, moment = self._warnings, unchecked[0].moment
                result = self._build(frozenset(), now=moment)
                self.finish()
            is_same = not (result.written or result.removed) and result.warnings == before
            return None if is_same else result

    def _build(
        self, changed: frozenset[str], now: datetime | None = None, *, trusts: bool = False
    ) -> BuildResult:
        from liquidsite.builder import pipeline
        from liquidsite.incremental.live import live

        if any(is_setting(path, self.config) for path in changed):
            self._reloaded()
        site = self._loaded()
        plugin = site.plugin
        if not self._live:
            self._live = live(pipeline.editions_of(site.config, plugin), plugin) or {}
        trusts = trusts and not any(event == "post_write" for _, event in plugin.hooks)
        for edition in self._live.values():
            edition.begin(changed, trusts=trusts)
        sass = self._sass()
        result = pipeline.build(site.config, plugin, now, self._live, compiler=sass)
        self._warnings = result.warnings
        return result

    def _close_live(self) -> None:
        for edition in self._live.values():
            edition.close()
        self._live = {}

    def _loaded(self) -> Site:
        """Return the site with its plugins, loaded when that was not done. Raises ThemeError."""
        return self._site or self._reloaded()

    def _reloaded(self) -> Site:
        """Load the configuration and the plugins again. Raises LiquidsiteError."""
        from liquidsite.site import Site

        self._close_live()
        self._site = None
        site = Site.of(self._load(), self._plugins)
        self._config = site.config
        _ = site.plugin  # errors of plugins come here
        self._site = site
        return site

    def _sass(self) -> Compiler:
        """Return the Sass process of the session, which starts with the first stylesheet."""
        from liquidsite.convert.sass.compiler import Compiler

        if self._compiler is None:
            limits = self.config.limits
            self._compiler = Compiler(
                seconds=limits.stylesheet_seconds if limits else None,
                on_path=self.config.prefers_sass_on_path,
            )
        return self._compiler

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Let one thread at a time use the session, within the site's limits."""
        from liquidsite.plugins import unknown

        with self._lock:
            if self._is_closed:
                raise RuntimeError("The session is closed.")
            with watched(self.config.limits), unknown.named(self.config):
                yield

    def _opened(self) -> _State:
        """Return the state of the site, read when that was not done; its time is the clock's."""
        if self._state is None:
            self._state = self._open(self._loaded())
        site = self._state.renderer.site
        moment = datetime.now(site.zone)
        if moment - site.now >= _TICK:
            self._set_clock(self._state, moment)
        assert self._state is not None
        return self._state

    def _set_clock(self, state: _State, moment: datetime) -> None:
        """Go on with the same site at another moment."""
        from liquidsite.source import site_time

        time = site_time(self.config, moment)
        site = replace(state.renderer.site, now=moment, time=time)
        store = state.settled()
        store.begin()
        read = replace(state.read, now=moment, time=time)
        renderer = self._renderer(site, state.plugin, store)
        self._state = _State(state.plugin, store, read, renderer)

    def _open(self, site: Site) -> _State:
        from liquidsite.builder import pipeline
        from liquidsite.incremental.memory_store import MemoryStore
        from liquidsite.source.watched import WatchedFiles
        from liquidsite.themes.resolve import find_theme

        config, plugin = site.config, site.plugin
        self._templates = {}
        store = MemoryStore()
        files = WatchedFiles(config, find_theme(config))  # before they are read
        read = pipeline.read(config, plugin, queries=store.queries)
        renderer = self._renderer(pipeline.generate(read, plugin), plugin, store)
        self._files = files
        return _State(plugin, store, read, renderer)

    def _renderer(self, site: model.Site, plugin: Plugin, store: MemoryStore) -> Renderer:
        from liquidsite.builder.renderers import make_renderer

        templates, sass = self._templates, self._sass()
        renderer = make_renderer(site, plugin, store, templates=templates, compiler=sass)
        renderer.store.check(renderer.evaluator.fingerprint)
        return renderer

    def _read_again(self, state: _State, changed: frozenset[str]) -> None:
        from liquidsite.builder import pipeline

        if any(is_setting(path, self.config) for path in changed):
            self._state = self._open(self._reloaded())
            return
        store = state.settled()
        store.begin(frozenset(changed))
        plugin, queries = state.plugin, store.queries
        read = None
        if not (state.read.notices or pipeline.has_reading_hooks(plugin)):
            read = pipeline.read_again(state.read, plugin, queries, changed)
        if read is None:
            read = pipeline.read(self.config, plugin, queries=queries)
        site = pipeline.generate(read, state.plugin)
        self._state = _State(state.plugin, store, read, self._renderer(site, state.plugin, store))

    def _changed(
        self,
        state: _State,
        target: Target,
        page: Mapping[str, Any] | None,
        data: Mapping[str, Any] | None,
        content: str | None,
        now: datetime | None,
    ) -> RenderedPage:
        from liquidsite.builder import pipeline
        from liquidsite.source.overrides import Override

        store = state.settled().fork()
        site, plugin = state.read, state.plugin
        data = None if data is None else from_python_mapping(data, "data", site.zone)
        page = None if page is None else from_python_mapping(page, "page", site.zone)
        if now is not None:
            store.begin(frozenset())
            site = pipeline.read(self.config, plugin, now, store.queries)
        if data is not None:
            site = replace(site, data={**site.data, **data})
        known = state.paths.find(target)
        path = state.paths.path(known or target)
        wanted: Target = path if known is None else known
        if page is None and content is None:
            site = pipeline.generate(site, plugin)
        else:
            override = Override(page or {}, content, is_new=known is None)
            if known is not None and known.file is None:
                site = _with_generated(pipeline.generate(site, plugin), known, override)
            else:
                site = pipeline.generate(self._with(site, path, override), plugin)
            wanted = path  # its URL may be another one now
        item = _Paths(site).find(wanted)
        if item is None:
            raise _missing(path)
        return _rendered(self._renderer(site, plugin, store), path, item)

    def _with(self, site: model.Site, path: str, override: Override) -> model.Site:
        """Return the site, before its generators, with the page as `override` gives it."""
        from liquidsite.builder import pipeline
        from liquidsite.source.replaced import with_override

        assert self._state is not None
        reader = pipeline.reader(site, self._state.plugin)
        if override.is_new and os.path.lexists(reader.full(path)):  # not published
            override = replace(override, is_new=False)
        return with_override(site, reader, path, override)


def _with_generated(site: model.Site, known: Renderable, override: Override) -> model.Site:
    """Return the site with a page that a generator made changed."""

    def changed(page: Page) -> Page:
        if page.key != known.key:
            return page
        source = page.source if override.content is None else Text(override.content)
        return replace(page, data={**page.data, **override.page}, source=source)

    return replace(site, pages=tuple(map(changed, site.pages)))


def _rendered(renderer: Renderer, path: str, item: Renderable) -> RenderedPage:
    if renderer.cross_page_state:  # its counters go on from the pages before it
        for other in renderer.site.renderables:
            if other is item:
                break
            renderer.finish(other)
    text = renderer.text(item, "output").text
    stages = ("content", "output")
    notices = [notice for stage in stages for notice in renderer.stage(item, stage).notices]
    traces = [renderer.store.packed(stage, item.key) for stage in stages]
    return RenderedPage(
        text,
        item.url,
        path,
        tuple(dict.fromkeys(notices)),
        item.key,
        tuple(trace for trace in traces if trace is not None),
    )


def _missing(path: str) -> ReadError:
    return ReadError("no page or document of the site has this path", path=path)


def _shown(path: str, source: Path) -> str:
    """Return `path` relative to the source; one outside of it as it is."""
    inside = path.startswith(f"{source}{os.sep}")
    return os.path.relpath(path, source).replace(os.sep, "/") if inside else path


def is_setting(path: str, config: Config) -> bool:
    """Return whether `path` is a configuration file or plugin code: the site is loaded anew."""
    folder, name = os.path.split(path)
    if name in (*CONFIG_NAMES, *_GEMFILES) and folder == str(config.source):
        return True
    if any(path == str(file) for file in config.files):
        return True
    plugins = map(str, plugin_folders(config))
    return any(path == own or path.startswith(own + os.sep) for own in plugins)
