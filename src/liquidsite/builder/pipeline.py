"""The whole build on one screen.

config ─► read ─► generate ─► render ─► write
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from liquidsite import parallel
from liquidsite.builder.generated import generated
from liquidsite.builder.hooks import Hooks
from liquidsite.builder.jekyll_metadata import mark
from liquidsite.builder.profile import TIMES, Profile
from liquidsite.builder.render import Progress, Renderer
from liquidsite.builder.renderers import make_remote_renderer, make_renderer
from liquidsite.builder.result import BuildResult, Validity, joined, notices_by_page
from liquidsite.builder.workers import load_for_many, render_in_parallel
from liquidsite.config import Config
from liquidsite.convert import Converters
from liquidsite.errors import LimitError, LiquidsiteError
from liquidsite.incremental.items import Queries
from liquidsite.incremental.store import keep_settings, open_store
from liquidsite.model import Renderable, Site, StaticFile
from liquidsite.output.conflicts import check_folders, conflicts
from liquidsite.output.destination import Output, Written, check_destination, staging, write
from liquidsite.plugin import Plugin
from liquidsite.safe_mode import paths
from liquidsite.source import read_site, site_time
from liquidsite.source.reader import Reader
from liquidsite.source.replaced import reread
from liquidsite.source.source_maps import with_source_maps
from liquidsite.themes.resolve import find_theme

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from liquidsite.convert.sass.compiler import Compiler
    from liquidsite.incremental.live import Live, LiveEditions


def build(
    config: Config,
    plugin: Plugin,
    now: datetime | None = None,
    live: LiveEditions | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    compiler: Compiler | None = None,
) -> BuildResult:
    """Read, generate, render and write the site. Raises LiquidsiteError; then nothing changed.

    `live` is what a process keeps that builds the same site again and again; `executor` renders
    pages in the place of this machine's cores; `progress` is called after each
    document that was read and each page that was rendered; `compiler` is a running Dart Sass.

    A site with several editions is written when all of them are rendered, one after another.
    """
    began, profile = time.perf_counter(), Profile()
    with ExitStack() as stack:
        rendered = []
        for edition in editions_of(config, plugin):
            check(edition)
            own = live[edition.edition] if live else None
            store = own.cache if own else stack.enter_context(closing(open_store(edition, plugin)))
            with profile.kind("read"):
                found = (
                    own
                    and own.before
                    and read_again(own.before, plugin, store.queries, own.changed, now)
                )
                source = found or read_source(edition, plugin, now, store.queries, progress)
                site = after_reading(source, plugin)
            with profile.kind("generate"):
                site = generate(site, plugin)
            templates = own.templates if own else None
            renderer = make_renderer(site, plugin, store, profile, templates, progress, compiler)
            undo = stack.enter_context(ExitStack())  # it ends here after an error only
            undo.enter_context(reporting_all(renderer))
            trusts = found is not None
            if own:
                own.meet(source, trusts=trusts, renders_all=renderer.cross_page_state)
            renderer.staging = undo.enter_context(
                staging(edition, renderer.store.outputs, trusts=trusts)
            )
            outputs = [*render(renderer, plugin, executor)]
            rendered.append(_Rendered(edition, own, store.keeps, renderer, outputs, undo))
        results = []
        folders = [one.config.edition for one in rendered if one.config.edition]
        for edition, own, keeps, renderer, outputs, undo in rendered:
            with undo, profile.kind("write"):
                others = () if edition.edition else folders
                written = write_all(renderer, edition, outputs, own, others)
            commit(renderer, edition, written, own, keeps=keeps)
            results.append(result_of(renderer, written, time.perf_counter() - began))
            renderer.hooks.written(renderer.site, written.written, renderer.view)
        return renderer.hooks.run("site", "post_write", joined(results))


class _Rendered(NamedTuple):
    """An edition of the site that is rendered, not yet written.

    live   what the process keeps of it
    keeps  whether its store keeps what a build found
    undo   what takes its staged outputs back
    """

    config: Config
    live: Live | None
    keeps: bool
    renderer: Renderer
    outputs: list[Output]
    undo: ExitStack


def editions_of(config: Config, plugin: Plugin) -> Sequence[Config]:
    """Return the configurations with which the site is built, most often one."""
    return plugin.editions(config) if plugin.editions else (config,)


def check(config: Config) -> None:
    """Check, before anything is made, that the destination may be written. Raises WriteError."""
    check_destination(config)
    if config.limits:
        paths.check_written(config.destination, config.source)


@contextmanager
def reporting_all(renderer: Renderer) -> Iterator[None]:
    """Give an error of the block the warnings that came before it."""
    try:
        yield
    except LiquidsiteError as error:
        before = (*renderer.site.notices, *renderer.evaluator.notices(), *error.notices)
        error.notices = tuple(dict.fromkeys(before))
        raise


def read(
    config: Config,
    plugin: Plugin,
    now: datetime | None = None,
    queries: Queries | None = None,
    progress: Progress | None = None,
) -> Site:
    """Return the site on disk as a value; `queries` have what earlier builds read."""
    return after_reading(read_source(config, plugin, now, queries, progress), plugin)


def read_source(
    config: Config,
    plugin: Plugin,
    now: datetime | None = None,
    queries: Queries | None = None,
    progress: Progress | None = None,
) -> Site:
    """Return the site on disk as a value, before the hooks that may change it."""
    config = Hooks(plugin.hooks).run("site", "after_init", config)
    converters = Converters.of(config, plugin.converters)
    return read_site(
        config,
        output_ext=converters.output_ext,
        is_block=lambda name: _is_block(name, plugin),
        now=now,
        theme=find_theme(config),
        queries=queries,
        parsers=plugin.parsers,
        meanwhile=lambda: load_for_many(config),
        progress=partial(progress, stage="read") if progress else None,
    )


def after_reading(site: Site, plugin: Plugin) -> Site:
    """Return the site after the hooks that follow reading."""
    hooks = Hooks(plugin.hooks)
    return hooks.run("site", "post_read", hooks.initialized(site))


def read_again(
    site: Site,
    plugin: Plugin,
    queries: Queries,
    changed: frozenset[str],
    now: datetime | None = None,
) -> Site | None:
    """Return `site`, as `read_source` gave it, after a change in the files `changed` (absolute).

    No other file is looked at. None is for a change that takes reading the whole site: of anything
    but the text and front matter of pages and documents. Raises LiquidsiteError.
    """
    now = (now or datetime.now(site.zone)).astimezone(site.zone)
    time, parts = site_time(site.config, now), site.parts.renewed(queries.parsed_files)
    site = replace(site, now=now, time=time, parts=parts)
    found = reread(site, reader(site, plugin, queries), changed)
    if found is not None:
        queries.keep_rest()
    return found


def has_reading_hooks(plugin: Plugin) -> bool:
    """Return whether a hook may change what reading gives."""
    return any(event in ("after_init", "post_read", "post_init") for _, event in plugin.hooks)


def reader(site: Site, plugin: Plugin, queries: Queries | None = None) -> Reader:
    """Return a reader of more files of `site`, by the rules and at the time that it was read."""
    converters = Converters.of(site.config, plugin.converters)
    is_block = lambda name: _is_block(name, plugin)  # noqa: E731
    return Reader.of(site.config, site.time, converters.output_ext, is_block, queries)


def _is_block(name: str, plugin: Plugin) -> bool:
    from liquidsite.builder.engine import tags_of
    from liquidsite.liquid.tags import is_block

    return is_block(name, tags_of(plugin))


def generate(site: Site, plugin: Plugin) -> Site:
    """Return the site after each generator in turn."""
    site = replace(site, notices=(*site.notices, *plugin.notices))
    for generator in plugin.generators:
        site = generated(site, generator)
    site = Hooks(plugin.hooks).run("site", "pre_render", site).with_unique_keys()
    if (limits := site.config.limits) and len(site.renderables) > limits.pages:
        raise LimitError(f"The site has more than {limits.pages} pages.")
    return with_source_maps(site)


def render(
    renderer: Renderer, plugin: Plugin, executor: Executor | None = None
) -> Iterator[Output]:
    """Render every page in Jekyll's order, then yield everything that is written, in its order."""
    site = renderer.site
    renderer.store.check(renderer.evaluator.fingerprint)
    renderer.finish_unchanged()
    renderer.store.keep_replaced(site)
    if not renderer.cross_page_state:
        renderer.workers = _render_elsewhere(renderer, plugin, executor)
    for done, item in enumerate(site.renderables, 1):
        if item.key not in renderer.finished:
            renderer.finish(item)
        renderer.tell_progress(done)
    renderer.hooks.run("site", "post_render", site)
    for output in site.outputs():
        if isinstance(output, StaticFile):
            yield Output(output.destination, file=output)
        else:
            yield from _page(renderer, output)


def _render_elsewhere(renderer: Renderer, plugin: Plugin, executor: Executor | None) -> int:
    """Render what other processes can, and return how many there are, this one included."""
    if executor is not None:
        from liquidsite.builder.remote import render_on

        render_on(executor, renderer, plugin, make_remote_renderer)
    if renderer.site.config.get("profile") == TIMES:
        return 1
    count = renderer.site.config.workers or 1
    if executor is None and count > 1 and not parallel.may_fork() and not parallel.is_daemonic():
        from liquidsite.builder.remote import render_in_new_processes

        return render_in_new_processes(count, renderer, plugin, make_remote_renderer)
    return render_in_parallel(renderer)


def _page(renderer: Renderer, item: Renderable) -> Iterator[Output]:
    """Yield the finished page, and the source map that comes with a stylesheet."""
    yield Output(item.destination, renderer.finished[item.key])
    source_map = renderer.site.source_map_of.get(item.key)
    if source_map and (memo := renderer.finish(item)).has_map:
        path, stage = source_map.destination, renderer.staging
        assert stage is not None
        digest = memo.digest and f"map of {memo.digest}"
        text = lambda: renderer.text(item, "output").source_map or ""  # noqa: E731
        yield Output(path, stage.text(path, text, digest))


def write_all(
    renderer: Renderer,
    config: Config,
    outputs: list[Output],
    live: Live | None,
    others: Sequence[str] = (),
) -> Written:
    """Put the outputs into the destination, and remove what is obsolete there.

    `others` are the folders of other editions, which this one does not write.
    """
    check_folders(renderer.site)
    assert renderer.staging is not None
    return write(
        renderer.staging,
        config,
        outputs,
        others=others,
        clean=not live or live.moves(outputs),
        obsolete=lambda paths: renderer.hooks.run("clean", "on_obsolete", paths),
    )


def commit(
    renderer: Renderer, config: Config, written: Written, live: Live | None, *, keeps: bool
) -> None:
    """Keep for the next build what this one found; `keeps` says whether the site has a cache."""
    renderer.store.commit(renderer.site, written.stamps, renderer.evaluator.sources)
    if keeps:
        keep_settings(config)
    if live:
        live.end()
    mark(config)


def result_of(renderer: Renderer, written: Written, seconds: float) -> BuildResult:
    """Return what the build reports."""
    site, evaluator = renderer.site, renderer.evaluator
    validity = None
    if not (evaluator.seconds or written.written or written.removed):
        from liquidsite.builder.validity import read_paths, valid_until

        if until := valid_until(renderer):
            validity = Validity(site.now.timestamp(), until, read_paths(renderer))
    return BuildResult(
        edition=site.config.edition,
        written=tuple(written.written),
        reused=tuple(written.unchanged),
        removed=tuple(written.removed),
        rendered=evaluator.rendered(),
        warnings=(*site.notices, *evaluator.all_notices(), *written.notices, *conflicts(site)),
        seconds=seconds,
        pages=evaluator.seconds_by_page(),
        profile=renderer.profile,
        by_page=tuple(notices_by_page(site, evaluator.notices_by_path())),
        validity=validity,
        workers=renderer.workers,
    )
