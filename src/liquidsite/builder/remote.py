"""Renders on an executor of the caller's, such as a Dask cluster's.

Its workers know nothing of the site. It waits for them in a file of the destination, from which
each worker unpacks it once; a worker that does not see that folder has it sent with each task. A
task is the keys of some pages. Workers read includes and stylesheets themselves, so the source
folder must be theirs too.
"""

from __future__ import annotations

import contextlib
import pickle
import secrets
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from liquidsite.builder.render import Renderer
from liquidsite.builder.workers import Chunk, rendered, take_in
from liquidsite.errors import PluginError
from liquidsite.model import Renderable, Site
from liquidsite.plugin import Plugin

if TYPE_CHECKING:
    from concurrent.futures import Executor

# Chunks of a build: enough to keep many workers busy, each long enough that a task costs little.
CHUNKS = 64

MakeRenderer = Callable[[Site, Plugin, bool], Renderer]


def render_on(executor: Executor, renderer: Renderer, plugin: Plugin, make: MakeRenderer) -> None:
    """Compute on `executor` what `renderer` has no memo of. Raises what rendering raises.

    `make` is the function that builds a renderer in a worker; it must be importable there.
    """
    store = renderer.store
    pending = [item for item in renderer.site.renderables if store.find("output", item.key) is None]
    if pending:
        packed = _packed(renderer.site, (plugin, store.keeps, make))
        assert renderer.staging is not None
        sent = Sent(secrets.token_hex(), renderer.staging.scratch(packed))
        take_in(renderer, _results(executor, sent, packed, _chunks(pending)))


class Sent(NamedTuple):
    """A site on its way to workers: a name that no other one has, and the file with it."""

    token: str
    file: str


def _results(
    executor: Executor, sent: Sent, packed: bytes, chunks: Iterator[list[str]]
) -> Iterator[Chunk]:
    """Yield the chunks in order; each is let go before the next one."""
    tasks = deque((keys, executor.submit(_render, sent, keys)) for keys in chunks)
    try:
        while tasks:
            keys, future = tasks.popleft()
            chunk = future.result()
            del future
            if chunk is None:  # the worker does not see the file
                chunk = executor.submit(_render, sent, keys, packed).result()
            assert chunk is not None
            yield chunk
    finally:
        for _, future in tasks:
            future.cancel()


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


def _packed(site: Site, rest: object) -> bytes:
    """Pack the site, and then the rest, which holds functions.

    With cloudpickle, where a cluster has installed it, functions may be lambdas. It is slow: a
    site is packed by itself where that is possible.
    """
    try:
        import cloudpickle
    except ImportError:
        dumps: Callable[[Any], bytes] = pickle.dumps
    else:
        dumps = cloudpickle.dumps
    try:
        with contextlib.suppress(pickle.PicklingError, AttributeError, TypeError):
            return pickle.dumps(site, pickle.HIGHEST_PROTOCOL) + dumps(rest)
        return dumps(site) + dumps(rest)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise PluginError(f"a plugin cannot be sent to workers: {error}") from error


def _chunks(items: Sequence[Renderable]) -> Iterator[list[str]]:
    size = -(-len(items) // CHUNKS) or 1
    for start in range(0, len(items), size):
        yield [item.key for item in items[start : start + size]]


class _Held(threading.local):
    """In a worker, for each of its threads: the renderer of the last site that it unpacked."""

    token = ""
    renderer: Renderer | None = None


_held = _Held()


def _render(sent: Sent, keys: Sequence[str], packed: bytes | None = None) -> Chunk | None:
    """Return the pages with these keys; None where the site is neither there nor `packed`."""
    if _held.token != sent.token or _held.renderer is None:
        try:
            packed = packed or Path(sent.file).read_bytes()
        except OSError:
            return None
        _held.token, _held.renderer = sent.token, _unpacked(packed)
    return rendered(_held.renderer, keys)


def _unpacked(packed: bytes) -> Renderer:
    file = BytesIO(packed)
    site: Site = pickle.load(file)
    plugin, keeps, make = pickle.load(file)
    renderer: Renderer = make(site, plugin, keeps)
    return renderer
