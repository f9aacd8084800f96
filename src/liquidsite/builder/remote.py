"""Renders on an executor of the caller's, such as a Dask cluster's.

Its workers know nothing of the site: each chunk of pages brings it along, and a worker unpacks
it once. They read includes and stylesheets themselves, so the source folder must be theirs too.
"""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from liquidsite.builder.render import Renderer
from liquidsite.builder.workers import Chunk, rendered, take_in
from liquidsite.errors import PluginError
from liquidsite.incremental.trace import digest
from liquidsite.model import Renderable, Site
from liquidsite.plugin import Plugin

if TYPE_CHECKING:
    from concurrent.futures import Executor

# Chunks of a build: enough to keep many workers busy, few enough to send the site with each.
CHUNKS = 64

MakeRenderer = Callable[[Site, Plugin, bool], Renderer]


def render_on(executor: Executor, renderer: Renderer, plugin: Plugin, make: MakeRenderer) -> None:
    """Compute on `executor` what `renderer` has no memo of. Raises what rendering raises.

    `make` is the function that builds a renderer in a worker; it must be importable there.
    """
    packed = _packed((renderer.site, plugin, renderer.store.keeps, make))
    token = digest(packed.hex())
    store = renderer.store
    pending = [item for item in renderer.site.renderables if store.find("output", item.key) is None]
    chunks = _chunks(pending)
    futures = [executor.submit(_render, token, packed, keys) for keys in chunks]
    take_in(renderer, (future.result() for future in futures))


def render_in_new_processes(
    count: int, renderer: Renderer, plugin: Plugin, make: MakeRenderer
) -> int:
    """Render as `render_on` does, in `count` processes that are started for it.

    They are for a process that may not be forked since it has threads. Returns how many rendered:
    1 where none can be started, or a plugin cannot be sent there; then the caller renders.
    """
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
    from multiprocessing import get_context

    try:
        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as executor:
            render_on(executor, renderer, plugin, make)
    except (BrokenExecutor, OSError, PluginError):
        return 1
    return count


def _packed(value: object) -> bytes:
    """Pack `value` with cloudpickle where a cluster has installed it, as that can pack lambdas."""
    try:
        import cloudpickle
    except ImportError:
        dumps = pickle.dumps
    else:
        dumps = cloudpickle.dumps
    try:
        packed: bytes = dumps(value)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise PluginError(f"a plugin cannot be sent to workers: {error}") from error
    return packed


def _chunks(items: Sequence[Renderable]) -> Iterator[list[str]]:
    size = -(-len(items) // CHUNKS) or 1
    for start in range(0, len(items), size):
        yield [item.key for item in items[start : start + size]]


class _Held(threading.local):
    """In a worker, for each of its threads: the renderer of the last site that it was sent."""

    token = ""
    renderer: Renderer | None = None


_held = _Held()


def _render(token: str, packed: bytes, keys: Sequence[str]) -> Chunk:
    if _held.token != token or _held.renderer is None:
        site, plugin, keeps, make = pickle.loads(packed)
        _held.token, _held.renderer = token, make(site, plugin, keeps)
    return rendered(_held.renderer, keys)
