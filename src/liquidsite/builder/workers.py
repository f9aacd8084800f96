"""Cold renders on all cores: what has no memo is computed by workers that hold the site once.

Results are those of one core, errors too: of several the first in render order is raised.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module

from liquidsite import parallel
from liquidsite.builder.render import Renderer
from liquidsite.config import Config
from liquidsite.errors import LiquidsiteError
from liquidsite.incremental.evaluator import Computed, Evaluator, NotYetError
from liquidsite.incremental.parsed_files import Entry
from liquidsite.incremental.trace import Dependency, Fingerprint
from liquidsite.model import Renderable, UnreadText
from liquidsite.output.destination import Staged

# Below this many pages, starting workers costs more than it saves.
FEW = 60
_CHUNK = 20
_SOME = 40


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Chunk:
    """What a worker made of some pages, and the error that ended it.

    `verified` are the memos of an earlier build that it found valid.
    `sources` are what the stages depend on, all together.
    `finished` are the pages whose files wait already; their text is not sent. `known` are the
    fingerprints of these pages, which the process that commits would have to work out. `parsed`
    are the memos of files that the worker had to parse.
    """

    stages: tuple[Computed, ...]
    sources: Set[Dependency]
    verified: tuple[tuple[str, str], ...]
    finished: Mapping[str, Staged]
    error: LiquidsiteError | None = None
    known: Mapping[Dependency, Fingerprint] = field(default_factory=dict)
    parsed: Mapping[str, Entry] = field(default_factory=dict)


def render_in_parallel(renderer: Renderer) -> int:
    """Compute on several cores what `renderer` has no good memo of, when that pays.

    Returns how many processes render: 1 where this one has to do it alone.
    """
    count = renderer.site.config.workers or parallel.count()
    if count < 2 or not parallel.may_fork():
        return 1
    site, used = renderer.site, 1
    # Without workers, one process meets the error, or makes what is not there.
    with contextlib.suppress(OSError):
        # Pages come after documents: their workers are born with the documents' results.
        for items in (site.documents, site.pages):
            pending = _pending(renderer.evaluator, items)
            if len(pending) >= FEW:
                # Workers are born with what the first page took: modules, templates, includes.
                renderer.finish(pending[0])
                early = _early(renderer, site.pages) if items is site.documents else []
                _gather(renderer, _chunks(pending[1:], count), early, count)
                used = count
    return used


def load_for_many(config: Config) -> None:
    """Import what the first page needs anyway, where there are many."""
    for name in ("liquidsite.parallel.forked", "liquidsite.builder.engine"):
        import_module(name)
    if config["markdown"] == "kramdown":
        import_module("liquidsite.kramdown")
    with contextlib.suppress(ImportError):  # each process uses it to end with its parent
        import_module("ctypes")


def _pending(evaluator: Evaluator, items: Sequence[Renderable]) -> list[Renderable]:
    """Return the items to render, unless a look at some of them says that there are few."""

    def is_pending(item: Renderable) -> bool:
        return evaluator.is_broken("output", item.key) or evaluator.is_broken("content", item.key)

    some = items[:: len(items) // _SOME + 1]
    if 2 * sum(map(is_pending, some)) < len(some):
        return []
    return [item for item in items if is_pending(item)]


def _early(renderer: Renderer, pages: Sequence[Renderable]) -> list[str]:
    """Yield the few pages to start before the documents: an archive takes as long as many of these.

    A page that shows a document's text has to wait until all documents are done.
    """
    pending = _pending(renderer.evaluator, pages)
    return [page.key for page in pending] if len(pending) < FEW else []


def _gather(
    renderer: Renderer, chunks: Iterable[Sequence[str]], early: Sequence[str], count: int
) -> None:
    """Have `count` workers render pages. Raises OSError.

    One more has the `early` ones: an archive looks at all pages, and a process that has done so
    shares little memory with its parent any more.
    """
    from liquidsite.parallel.forked import working

    tasks = [partial(_rendered_early, renderer, key) for key in early]
    tasks += [partial(rendered, renderer, keys) for keys in chunks]
    order = (*range(len(early), len(tasks)), *range(len(early)))
    with working(tasks, count, len(early)) as results:
        take_in(renderer, _in_order(results, order))


def _in_order(results: Iterator[tuple[int, Chunk]], order: Iterable[int]) -> Iterator[Chunk]:
    come: dict[int, Chunk] = {}
    for number in order:
        while number not in come:
            come.update([next(results)])
        yield come.pop(number)


def take_in(renderer: Renderer, chunks: Iterable[Chunk]) -> None:
    """Return the stages of all chunks. Raises the error that one core would have met first.

    Chunks are in order, and taken as they come: their output is written at once.
    """
    for chunk in chunks:
        if chunk.error is not None:
            raise chunk.error
        renderer.state.learn(chunk.known)
        renderer.site.parts.insert(chunk.parsed)
        renderer.evaluator.sources |= chunk.sources
        for name in chunk.verified:
            renderer.evaluator.mark_verified(name)
        for computed in chunk.stages:
            memo = renderer.evaluator.insert(computed)
            if computed.stage == "output":
                item = renderer.view.items[computed.key]
                if computed.key in chunk.finished:
                    renderer.settle(item, memo, chunk.finished[computed.key])
                else:
                    renderer.finish(item)
        renderer.tell_progress(len(renderer.finished))


def _chunks(items: Sequence[Renderable], count: int) -> Iterator[list[str]]:
    """Split keys for `count` workers: fewer at a time towards the end, so that all end together."""
    start = 0
    while start < len(items):
        size = max(1, min(_CHUNK, (len(items) - start) // (2 * count)))
        yield [item.key for item in items[start : start + size]]
        start += size


def _rendered_early(renderer: Renderer, key: str) -> Chunk:
    """Render a page in a worker, or return None where it needs results that are not there yet."""
    documents = {item.key for item in renderer.site.documents}
    with renderer.evaluator.without(documents):
        chunk = rendered(renderer, [key])
    return replace(chunk, error=None)


def rendered(renderer: Renderer, keys: Sequence[str]) -> Chunk:
    """Return the pages with these keys, up to the first error."""
    evaluator, error = renderer.evaluator, None
    before = {*renderer.site.parts.made}
    with evaluator.collecting() as made, renderer.finishing() as finished:
        for key in keys:
            try:
                renderer.finish(renderer.view.items[key])
            except LiquidsiteError as met:
                error = met
                break
            except NotYetError:
                break
    inputs = _whole(keys) if evaluator.store.keeps else ()
    known = {dependency: evaluator.fingerprint(dependency) for dependency in inputs}
    for computed in made.stages:
        renderer.let_go(computed)
    for key in keys:
        if isinstance(source := renderer.view.items[key].source, UnreadText):
            source.let_go()
    parsed = {name: m for name, m in renderer.site.parts.made.items() if name not in before}
    verified = tuple(made.verified)
    return Chunk(tuple(made.stages), made.sources, verified, finished, error, known, parsed)


def _whole(keys: Iterable[str]) -> Iterator[Dependency]:
    for key in keys:
        yield "front", key
        yield "body", key
