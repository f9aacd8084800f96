"""Many new documents are read by all cores at once, each a part of them.

What other processes read comes as the cache would keep it; a document that there was something to
tell of, or that cannot be kept, is read here like any other.
"""

from __future__ import annotations

import contextlib
import marshal
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from liquidsite import parallel
from liquidsite.errors import LiquidsiteError
from liquidsite.incremental.items import Items, Prefetched
from liquidsite.model import Collection, Document
from liquidsite.ruby.safe_yaml.packed import loads
from liquidsite.source.documents import read_document
from liquidsite.source.reader import Reader

# Below so many documents that are new, a process costs more than it saves.
FEW = 200
# From so many on their texts are not kept in memory: they are read again when they are rendered.
MANY = 2000

# A document's path, as messages show it, and its absolute file.
Place = tuple[str, str]


def read_documents(
    reader: Reader, collection: Collection, places: Sequence[Place]
) -> Iterator[Document | None]:
    """Return the result of `read_document` for each, in order."""
    items = reader.items
    new = [place for place in places if items and not items.has(place[1])]
    cores = reader.config.workers or parallel.count()
    count = min(cores, 1 + len(new) // FEW) if cores > 1 and parallel.may_fork() else 1
    reader.leaves_texts = count > 1 and len(new) >= MANY and not reader.overrides
    meanwhile, reader.meanwhile = reader.meanwhile, None
    parts = _parts(new, count, is_busy=meanwhile is not None)
    with _read_elsewhere([partial(_packed, reader, collection, part) for part in parts]) as results:
        if parts and meanwhile:
            meanwhile()
        numbers = {part[0]: number for number, part in enumerate(parts)}
        for done, place in enumerate(places, 1):
            if place in numbers:
                _take_in(reader, items, results(numbers.pop(place)))
            yield read_document(reader, collection, *place)
            if reader.progress is not None:
                reader.progress(done, len(places))


def _parts(new: Sequence[Place], count: int, *, is_busy: bool) -> list[Sequence[Place]]:
    """Return what the other ones of `count` processes read: one part each, the last of `new`.

    This one reads as much itself, or half as much where it has something else to do as well.
    """
    size = -(-2 * len(new) // (2 * count - is_busy))
    own = max(0, len(new) - size * (count - 1))
    return [new[start : start + size] for start in range(own, len(new), size)] if count > 1 else []


def _packed(reader: Reader, collection: Collection, places: Sequence[Place]) -> bytes:
    """Return, in another process, what it read, up to the first error."""
    items, entries = reader.items, reader.parsed_files.new
    assert items is not None
    found = {}
    with contextlib.suppress(LiquidsiteError):
        for path, file in places:
            read_document(reader, collection, path, file)
            if (made := items.for_another(file, reader.zone)) is not None:
                found[file] = (path, tuple(made), entries.get(path))
    return marshal.dumps(found)


def _take_in(reader: Reader, items: Items | None, packed: bytes) -> None:
    assert items is not None
    with contextlib.suppress(LookupError):  # that process failed: all is read here
        for file, (path, made, entry) in loads(packed).items():
            items.prefetched[file] = Prefetched(*made)
            if entry is not None:
                reader.parsed_files.new[path] = entry


@contextlib.contextmanager
def _read_elsewhere(
    tasks: Sequence[Callable[[], bytes]],
) -> Iterator[Callable[[int], bytes]]:
    """Have a process for each task; give what waits for its result: none where one failed."""
    with contextlib.ExitStack() as stack:
        results: Iterator[tuple[int, bytes]] = iter(())
        if tasks:
            from liquidsite.parallel.forked import working

            with contextlib.suppress(OSError):
                results = stack.enter_context(working(tasks, len(tasks)))
        come: dict[int, bytes] = {}

        def take(number: int) -> bytes:
            with contextlib.suppress(OSError, StopIteration):
                while number not in come:
                    come.update([next(results)])
            return come.pop(number, b"")

        yield take
