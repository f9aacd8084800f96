"""The whole build on one screen.

config ─► read ─► generate ─► render ─► write
"""

from __future__ import annotations

import time
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from liquidsite.builder.cross_page_state import counts
from liquidsite.builder.hooks import Hooks
from liquidsite.builder.jekyll_metadata import mark
from liquidsite.builder.profile import TIMES, Profile
from liquidsite.builder.render import Progress, Renderer
from liquidsite.builder.result import BuildResult
from liquidsite.builder.workers import load_for_many, render_in_parallel
from liquidsite.config import Config
from liquidsite.convert import Converters
from liquidsite.errors import LimitError, LiquidsiteError
from liquidsite.incremental.evaluator import Store
from liquidsite.incremental.items import Queries
from liquidsite.incremental.store import CollectingStore, NoStore, keep_settings, open_store
from liquidsite.liquid.host import Source
from liquidsite.model import Renderable, Site, StaticFile
from liquidsite.output.conflicts import check_folders, conflicts
from liquidsite.output.destination import Output, check_destination, staging, write
from liquidsite.plugin import Plugin
from liquidsite.safe_mode import paths
from liquidsite.source import read_site
from liquidsite.source.source_maps import with_source_maps
from liquidsite.themes.resolve import find_theme

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from liquidsite.incremental.live import Live
    from liquidsite.liquid.environment import Environment


def build(
    config: Config,
    plugin: Plugin,
    now: datetime | None = None,
    live: Live | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Read, generate, render and write the site. Raises LiquidsiteError; then nothing changed.

    `live` is what a process keeps that builds the same site again and again; `executor` is
    where to render what has to be, instead of on this machine's cores; `progress` is told how many
    pages are done, of how many.
    """
    began = time.perf_counter()
    check_destination(config)
    if config.limits:
        paths.check_written(config.destination, config.source)
    hooks, profile = Hooks(plugin.hooks), Profile()
    store: Store = live.cache if live else open_store(config, plugin)
    with profile.kind("read"):
        site = read(config, plugin, now, store.queries)
    with profile.kind("generate"):
        site = generate(site, plugin)
    pages = renderer(site, plugin, store, profile, live.templates if live else None)
    pages.store.check(pages.evaluator.fingerprint)
    pages.progress = progress
    with _telling(pages), staging(config, pages.store.outputs) as pages.staging:
        if executor is not None and not pages.cross_page_state:
            from liquidsite.builder.remote import render_on

            render_on(executor, pages, plugin, remote_renderer)
        outputs = list(render(pages))
        with profile.kind("write"):
            check_folders(site)
            done = write(
                pages.staging,
                config,
                outputs,
                clean=not live or live.moves(outputs),
                obsolete=lambda paths: hooks.run("clean", "on_obsolete", paths),
            )
    pages.store.commit(site, done.stamps, pages.evaluator.sources)
    if store.keeps:
        keep_settings(config)
    if live:
        live.end()
    mark(config)
    result = BuildResult(
        written=tuple(done.written),
        reused=tuple(done.unchanged),
        removed=tuple(done.removed),
        rendered=pages.evaluator.rendered(),
        warnings=(*site.notices, *pages.evaluator.notices(), *conflicts(site)),
        seconds=time.perf_counter() - began,
        pages=pages.evaluator.seconds_by_page(),
        profile=profile,
    )
    hooks.written(site, done.written, pages.view)
    return hooks.run("site", "post_write", result)


@contextmanager
def _telling(renderer: Renderer) -> Iterator[None]:
    """An error of the block also tells what there was to tell before it."""
    try:
        yield
    except LiquidsiteError as error:
        before = (*renderer.site.notices, *renderer.evaluator.notices(), *error.notices)
        error.notices = tuple(dict.fromkeys(before))
        raise


def read(
    config: Config, plugin: Plugin, now: datetime | None = None, queries: Queries | None = None
) -> Site:
    """Disk → an immutable Site; `queries` have what earlier builds read."""
    hooks = Hooks(plugin.hooks)
    config = hooks.run("site", "after_init", config)
    converters = Converters.of(config, plugin.converters)
    site = read_site(
        config,
        output_ext=converters.output_ext,
        is_block=lambda name: _is_block(name, plugin),
        now=now,
        theme=find_theme(config),
        queries=queries,
        meanwhile=lambda: load_for_many(config),
    )
    return hooks.run("site", "post_read", hooks.initialized(site))


def _is_block(name: str, plugin: Plugin) -> bool:
    from liquidsite.builder.engine import tags_of
    from liquidsite.liquid.tags import is_block

    return is_block(name, tags_of(plugin))


def generate(site: Site, plugin: Plugin) -> Site:
    """Each generator in turn: Site → Site."""
    site = replace(site, notices=(*site.notices, *plugin.notices))
    for generator in plugin.generators:
        site = generator(site)
    site = Hooks(plugin.hooks).run("site", "pre_render", site).with_unique_keys()
    if (limits := site.config.limits) and len(site.renderables) > limits.pages:
        raise LimitError(f"The site has more than {limits.pages} pages.")
    return with_source_maps(site)


def renderer(
    site: Site,
    plugin: Plugin,
    store: Store,
    profile: Profile | None = None,
    templates: MutableMapping[Source, bytes] | None = None,
) -> Renderer:
    """What renders the pages of `site`; `store` has what earlier builds found.

    A site whose pages leave something for the next one has no use for it.
    """

    def environment() -> Environment:
        from liquidsite.builder.engine import environment_of

        return environment_of(site.config, plugin, templates)

    converters = Converters.of(
        site.config,
        plugin.converters,
        theme_sass=site.theme.sass if site.theme else None,
        # What is wrong with their settings comes up with the first page, and is told with it.
        warn=lambda notice: pages.view.tracker.warn(notice),
    )
    hooks = Hooks(plugin.hooks)
    in_order = counts(site)
    kept = NoStore() if in_order else store
    pages = Renderer(
        site,
        environment,
        converters,
        kept,
        hooks,
        profile or Profile(),
        cross_page_state=in_order,
    )
    return pages


def remote_renderer(site: Site, plugin: Plugin, keeps: bool) -> Renderer:
    """What renders pages in a worker that was sent the site."""
    return renderer(site, plugin, CollectingStore() if keeps else NoStore())


def render(renderer: Renderer) -> Iterator[Output]:
    """Every page in Jekyll's render order, then everything that is written, in its order."""
    site = renderer.site
    if not (renderer.cross_page_state or site.config.get("profile") == TIMES):
        render_in_parallel(renderer)
    for done, item in enumerate(site.renderables, 1):
        renderer.finish(item)
        renderer.tell_progress(done)
    renderer.hooks.run("site", "post_render", site)
    for output in site.outputs():
        if isinstance(output, StaticFile):
            yield Output(output.destination, file=output)
        else:
            yield from _page(renderer, output)


def _page(renderer: Renderer, item: Renderable) -> Iterator[Output]:
    """The finished page, and the source map that comes with a stylesheet."""
    memo, stage = renderer.finish(item), renderer.staging
    assert stage is not None
    yield Output(item.destination, renderer.finished[item.key])
    if memo.has_map:
        path = renderer.site.source_map_of[item.key].destination
        digest = memo.digest and f"map of {memo.digest}"
        text = lambda: renderer.text(item, "output").source_map or ""  # noqa: E731
        yield Output(path, stage.text(path, text, digest))
