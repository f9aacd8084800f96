"""Cold renders on all cores: what has no memo is computed by workers that hold the site once.

Results are those of one core, errors too: of several the first in render order is raised.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING

from liquidsite import cores
from liquidsite.builder.render import Renderer
from liquidsite.config import Config
from liquidsite.errors import LiquidsiteError
from liquidsite.incremental.evaluator import Computed, Evaluator, NotYetError
from liquidsite.incremental.trace import Dependency, Fingerprint
from liquidsite.model import Renderable
from liquidsite.output.destination import Staged

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

# Below this many pages, starting workers costs more than it saves.
FEW = 60
_CHUNK = 20
_SOME = 40


@dataclass(frozen=True, slots=True)
class Chunk:
    """What a worker made of some pages, and the error that ended it.

    `held` are the stages that an earlier build had made and that are good: it looked at them.
    `sources` are what the stages depend on, all together.
    `finished` are the pages whose files wait already; their text is not sent. `known` are the
    fingerprints of these pages, which the process that commits would have to work out.
    """

    stages: tuple[Computed, ...]
    sources: Set[Dependency]
    held: tuple[tuple[str, str], ...]
    finished: Mapping[str, Staged]
    error: LiquidsiteError | None = None
    known: Mapping[Dependency, Fingerprint] = field(default_factory=dict)


def render_in_parallel(renderer: Renderer, workers: int | None = None) -> None:
    """Compute on several cores what `renderer` has no good memo of, when that pays."""
    count = workers or cores.count()
    if count < 2 or not cores.may_fork():
        return
    site = renderer.site
    # Pages come after documents: their workers are born with the documents' results.
    for items in (site.documents, site.pages):
        pending = _pending(renderer.memos, items)
        if len(pending) >= FEW:
            # Workers are born with what the first page took: modules, templates, includes.
            renderer.finish(pending[0])
            with _pool(renderer, count) as pool:
                early = _early(renderer, pool, site.pages) if items is site.documents else ()
                _gather(renderer, pool, _chunks(pending[1:], count), early)


def load_for_many(config: Config) -> None:
    """What the first page loads anyway, where there are many."""
    for name in ("concurrent.futures.process", "liquidsite.builder.engine"):
        import_module(name)
    if config["markdown"] == "kramdown":
        import_module("liquidsite.kramdown")


def _pending(memos: Evaluator, items: Sequence[Renderable]) -> list[Renderable]:
    """The items to render, unless a look at some of them says that there are few."""

    def is_pending(item: Renderable) -> bool:
        return memos.is_broken("output", item.key) or memos.is_broken("content", item.key)

    some = items[:: len(items) // _SOME + 1]
    if 2 * sum(map(is_pending, some)) < len(some):
        return []
    return [item for item in items if is_pending(item)]


def _pool(renderer: Renderer, count: int) -> Executor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # A forked worker inherits the site, parsed templates and all; nothing is sent to it.
    return ProcessPoolExecutor(
        count, mp_context=get_context("fork"), initializer=_hold, initargs=(renderer,)
    )


def _early(
    renderer: Renderer, pool: Executor, pages: Sequence[Renderable]
) -> Iterable[Future[Chunk]]:
    """Few pages are begun before the documents: an archive takes as long as many of these.

    One that shows a document's text has to wait until all documents are done.
    """
    pending = _pending(renderer.memos, pages)
    if len(pending) < FEW:
        return [pool.submit(_render_early, page.key) for page in pending]
    return ()


def _gather(
    renderer: Renderer,
    pool: Executor,
    chunks: Iterable[Sequence[str]],
    more: Iterable[Future[Chunk]],
) -> None:
    futures = deque(pool.submit(_render, keys) for keys in chunks)
    futures.extend(more)
    try:
        take_in(renderer, futures)
    finally:
        for future in futures:
            future.cancel()


def take_in(renderer: Renderer, futures: deque[Future[Chunk]]) -> None:
    """The stages of all chunks, or the error that one core would have met first.

    Chunks are taken out in order, as they come: what they bring goes on to the disk.
    """
    while futures:
        chunk = futures.popleft().result()
        if chunk.error is not None:
            raise chunk.error
        renderer.state.learn(chunk.known)
        renderer.memos.sources |= chunk.sources
        for name in chunk.held:
            renderer.memos.hold(name)
        for computed in chunk.stages:
            memo = renderer.memos.adopt(computed)
            if computed.stage == "output":
                item = renderer.view.items[computed.key]
                if computed.key in chunk.finished:
                    renderer.settle(item, memo, chunk.finished[computed.key])
                else:
                    renderer.finish(item)
        renderer.tell_progress(len(renderer.finished))


def _chunks(items: Sequence[Renderable], count: int) -> Iterator[list[str]]:
    """Keys, for `count` workers: fewer at a time towards the end, so that all end together."""
    start = 0
    while start < len(items):
        size = max(1, min(_CHUNK, (len(items) - start) // (2 * count)))
        yield [item.key for item in items[start : start + size]]
        start += size


_held: list[Renderer] = []  # in a worker: the renderer that it was born with


def _hold(renderer: Renderer) -> None:
    _held[:] = [renderer]


def _render(keys: Sequence[str]) -> Chunk:
    """In a worker: as `rendered`, with the renderer that it was born with."""
    return rendered(_held[0], keys)


def _render_early(key: str) -> Chunk:
    """In a worker: the page, or nothing where it needs what is not there yet."""
    renderer = _held[0]
    documents = {item.key for item in renderer.site.documents}
    with renderer.memos.without(documents):
        chunk = rendered(renderer, [key])
    return replace(chunk, error=None)


def rendered(renderer: Renderer, keys: Sequence[str]) -> Chunk:
    """The pages with these keys, up to the first error."""
    memos, error = renderer.memos, None
    memos.outbox, memos.held, memos.sources, renderer.finished = [], [], set(), {}
    for key in keys:
        try:
            renderer.finish(renderer.view.items[key])
        except LiquidsiteError as met:
            error = met
            break
        except NotYetError:
            break
    known = {fact: memos.fingerprint(fact) for fact in _whole(keys)} if memos.store.keeps else {}
    return Chunk(
        tuple(memos.outbox), memos.sources, tuple(memos.held), renderer.finished, error, known
    )


def _whole(keys: Iterable[str]) -> Iterator[Dependency]:
    for key in keys:
        yield "front", key
        yield "body", key
