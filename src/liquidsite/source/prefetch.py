"""Many new documents are read by two processes at once, each a part of them.

What that process read comes as the cache would keep it; a document that there was something to
tell of, or that cannot be kept, is read here like any other.
"""

from __future__ import annotations

import contextlib
import marshal
from collections.abc import Callable, Iterator, Sequence

from liquidsite import parallel
from liquidsite.errors import LiquidsiteError
from liquidsite.incremental.items import Items, Prefetched
from liquidsite.model import Collection, Document
from liquidsite.ruby.safe_yaml.packed import loads
from liquidsite.source.documents import read_document
from liquidsite.source.reader import Reader

# Below so many documents that are new, a process costs more than it saves.
FEW = 200

# A document's path, as messages show it, and its absolute file.
Place = tuple[str, str]


def read_documents(
    reader: Reader, collection: Collection, places: Sequence[Place]
) -> Iterator[Document | None]:
    """Return the result of `read_document` for each, in order."""
    items = reader.items
    new = [place for place in places if items and not items.has(place[1])]
    count = reader.config.workers or parallel.count()
    pays = len(new) >= FEW and count > 1 and parallel.may_fork()
    reader.leaves_texts = pays and not reader.overrides
    meanwhile, reader.meanwhile = reader.meanwhile, None
    # Who has something else to do as well reads less.
    part = new[len(new) // (3 if meanwhile else 2) :] if pays else []
    with _second(lambda: _packed(reader, collection, part)) if part else _none() as take_over:
        if part and meanwhile:
            meanwhile()
        for done, (path, file) in enumerate(places, 1):
            if part and part[0] == (path, file):
                _take_in(reader, items, take_over())
            yield read_document(reader, collection, path, file)
            if reader.progress is not None:
                reader.progress(done, len(places))


def _packed(reader: Reader, collection: Collection, places: Sequence[Place]) -> bytes:
    """Return, in the second process, what it read, up to the first error."""
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
def _none() -> Iterator[Callable[[], bytes]]:
    yield bytes


@contextlib.contextmanager
def _second(make: Callable[[], bytes]) -> Iterator[Callable[[], bytes]]:
    """Have a second process make bytes; give what waits for these: none where it failed."""
    from liquidsite.parallel.forked import working

    with contextlib.ExitStack() as stack:
        results: Iterator[tuple[int, bytes]] = iter(())
        with contextlib.suppress(OSError):
            results = stack.enter_context(working([make], 1))

        def take() -> bytes:
            with contextlib.suppress(OSError):
                return next(results, (0, b""))[1]
            return b""

        yield take
