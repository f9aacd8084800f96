"""The cache on disk: the memos of the last build, in the tables of the store.

`serve` has a cache of its own, since its pages have another `site.url`. Both build into one
destination: before a build replaces the pages of the other cache, it keeps their texts there.

If anything is wrong with the file (it is truncated, of another version, for other settings, or no
database), its content does not count: the worst case is a cold build.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable, Iterator, Mapping, Set
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from liquidsite import regular_file
from liquidsite.errors import Notice
from liquidsite.file_stamp import stat_of
from liquidsite.incremental.dependencies import ON_DISK
from liquidsite.incremental.evaluator import Computed, Memo, digest_of
from liquidsite.incremental.invalidation import Name, trace_of
from liquidsite.incremental.items import Stored
from liquidsite.incremental.memo_store import NO_NOTICES, Kept, MemoStore, kept_of
from liquidsite.incremental.parsed_files import ParsedFiles
from liquidsite.incremental.parts import memo_name
from liquidsite.incremental.sqlite_store import (
    FILE,
    SERVED_FILE,
    Changes,
    Database,
    Row,
    Schema,
    Table,
)
from liquidsite.incremental.trace import Dependency, Fingerprint, Trace, checksum
from liquidsite.model import Site
from liquidsite.output.destination import Stamp
from liquidsite.plugin import Converted

SCHEMA = Schema(
    8,
    {
        "memos": Table(
            ("stage", "key", "digest", "notices", "has_map", "reads", "check_of_details"),
            keys=2,
            loaded=True,
        ),
        "details": Table(("stage", "key", "details"), keys=2),
        "texts": Table(("stage", "key", "text", "source_map"), keys=2),
        "dependencies": Table(("dependency", "fingerprint"), loaded=True),
        "parsed_files": Table(("path", "stamp", "value", "fingerprint"), loaded=True),
        "items": Table(("file", "stamp", "front", "body", "item"), loaded=True),
        "outputs": Table(("path", "digest", "size", "time"), loaded=True),
    },
)

# The stages whose texts are always kept; finished pages are in the destination.
KEPT = ("content", "excerpt")
# So many characters of texts and details wait in memory before they go to the disk.
MOST_WAITING = 4_000_000

_BROKEN = (sqlite3.Error, ValueError, EOFError, TypeError, LookupError, MemoryError)
K = TypeVar("K", bound=Hashable)


@dataclass(eq=False, repr=False)
class Cache(MemoStore):
    """The results of earlier builds, and those that this one adds on `commit`.

    environment  the fingerprint of what every result depends on
    reading      the fingerprint of what the item of an unchanged file depends on
    destination  the folder that the build writes: pages that were written elsewhere are made again
    serves       whether it is the cache of `serve`
    defers       whether `commit` leaves the work to `write`, or to the next `begin`
    edition      which of several builds of the site it is of: each has a file of its own
    """

    folder: Path = field(kw_only=True)
    environment: str = field(kw_only=True)
    reading: str = field(kw_only=True)
    destination: str = field(kw_only=True)
    serves: bool = field(default=False, kw_only=True)
    defers: bool = field(default=False, kw_only=True)
    edition: str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        """Open the file. Raises OSError, sqlite3.Error."""
        self._begin()
        self.database = Database.open(self.folder, SCHEMA, self._file(serves=self.serves))
        self._load()

    def _file(self, *, serves: bool) -> Path:
        file = SERVED_FILE if serves else FILE
        return file.with_name(f"{file.stem}-{self.edition}.sqlite") if self.edition else file

    def begin(self) -> None:
        """Begin another build in the same process."""
        self.write()
        for name in self._new.keys() & self.memos.keys():
            self.memos[name] = self.memos[name]._replace(details=None)
        self._begin()
        if self._outrun:
            with suppress(OSError, sqlite3.Error):  # then nothing is kept
                self._load()
        files = self.parsed_files
        known = {path: entry for path, entry in files.known.items() if path in files.used}
        self.parsed_files = ParsedFiles({**known, **files.new})

    def _begin(self) -> None:
        super()._begin()
        self._waiting: dict[Name, Converted] = {}
        self._size = 0

    def _forget_all(self) -> None:
        super()._forget_all()
        self.outputs: Mapping[str, Stamp] = {}
        self._end = ""
        self._cleared = {*SCHEMA.tables}
        self._outrun = False
        self._unwritten: Callable[[], bool] | None = None
        self._uncommitted: Callable[[], None] | None = None

    def _load(self) -> None:
        """Load the last build's results; replace a damaged file. Raises OSError, sqlite3.Error."""
        self._forget_all()
        try:
            self._load_state()
        except _BROKEN:
            self._forget_all()
            self.database.begin_anew()

    def _load_state(self) -> None:
        meta = self.database.meta()
        if meta.get("environment") != self.environment:
            return
        load = self.database.load
        self.memos = {(stage, key): Kept(*rest) for stage, key, *rest in load("memos")}
        self._dependencies = dict(load("dependencies"))
        self._cleared = {"items", "outputs"}
        if meta.get("destination") == self.destination:
            self.outputs = {path: Stamp(*rest) for path, *rest in load("outputs")}
            self._end = meta.get("end", "")
            self._cleared.discard("outputs")
        known = {path: (*entry,) for path, *entry in load("parsed_files")}
        if meta.get("reading") == self.reading:
            items = load("items")
            self._cleared.discard("items")
            if not self.items.new:
                self.items.stored = {file: (*rest,) for file, *rest in items}
        self.parsed_files = ParsedFiles(known)

    def inputs(self) -> Set[Dependency]:
        """Return the inputs of all memos, as of the last commit."""
        return self._dependencies.keys()

    def trace(self, stage: str, key: str) -> Trace | None:
        """Return all that a stage read; None when that is not known, or not any more."""
        kept = self.memos.get((stage, key))
        if kept is None:
            return None
        rest = kept.details
        if rest is None:
            row = self.database.row("details", (stage, key), "details")
            if row is None or checksum(row[0]) != kept.check:
                # A build that failed may have left others, but never none; so may another process.
                self.database.is_damaged |= row is None
                return None
            rest = row[0]
        try:
            return trace_of(kept.reads, rest, self._dependencies)
        except _BROKEN:
            return None

    def insert(self, computed: Computed) -> Memo:
        """Keep a new result until `commit`; where there are many, write what is long earlier."""
        name = (computed.stage, computed.key)
        memo = computed.memo()
        if not self.database.is_own:
            return memo  # the process that commits is sent it
        if computed.stage in KEPT:
            memo = memo._replace(load=self._load_of(name, computed.digest))
            self._waiting[name] = computed.result
            self._size += len(computed.result.text)
        self._new[name] = kept_of(computed)
        self._size += len(computed.details)
        if self._size > MOST_WAITING:
            self._flush()
        return memo

    def _flush(self) -> None:
        """Write the texts and the details of new results, so that they need not stay in memory."""
        self._add("texts", self._text_rows())
        self._waiting, self._size = {}, 0
        self._add("details", self._detail_rows(self._new))
        for name, kept in self._new.items():
            if kept.details is not None:
                self._new[name] = kept._replace(details=None)

    def _add(self, table: str, rows: Iterator[Row]) -> None:
        self.database.add(table, rows, cleared=table in self._cleared)
        self._cleared.discard(table)  # or `commit` would clear these too

    def _load_of(self, name: Name, digest: Fingerprint) -> Callable[[], Converted] | None:
        return lambda: self._text(name, digest)

    def _text(self, name: Name, known: Fingerprint) -> Converted:
        """Return a text. Raises LookupError when it is gone: another process may have built."""
        waiting = self._waiting.get(name)
        if waiting is not None:
            return waiting
        row = self.database.row("texts", name, "text", "source_map")
        kept = None if row is None else Converted(*row)
        if kept is None or not _is_text(kept) or digest_of(kept) != known:
            # A build that failed may have left another text, but never none.
            self.database.is_damaged |= kept is None and name[0] in KEPT
            raise LookupError(name)
        return kept

    def keep_replaced(self, site: Site) -> None:
        """Keep the pages that the other cache has in the destination, before they are replaced."""
        if _end_of(self.destination) in ("", self._end):
            return
        other = self._file(serves=not self.serves)
        if (self.folder / other).is_file():
            with (
                suppress(OSError, *_BROKEN),
                closing(Database.open(self.folder, SCHEMA, other)) as database,
            ):
                _keep_pages(database, site, self.destination)

    def commit(self, site: Site, outputs: Mapping[str, Stamp], sources: Set[Dependency]) -> None:
        """Add what was computed, remove what is gone or is not known to be valid."""
        for dependency in sources:
            if dependency[0] in ON_DISK:  # it may change before it is taken in
                self._fingerprint(dependency)
        end = _end_of(self.destination)
        self._uncommitted = partial(self._take_in, site, outputs, sources, end)
        if not self.defers:
            self.write()

    def warnings(self) -> Iterator[tuple[Name, tuple[Notice, ...]]]:
        if self._uncommitted is not None and self._has_warnings():
            self._take_in_last()
        return super().warnings()

    def _has_warnings(self) -> bool:
        return any(
            kept.notices != NO_NOTICES
            for memos in (self.memos, self._new)
            for kept in memos.values()
        )

    def _take_in_last(self) -> None:
        uncommitted, self._uncommitted = self._uncommitted, None
        if uncommitted is not None:
            uncommitted()

    def _take_in(
        self, site: Site, outputs: Mapping[str, Stamp], sources: Set[Dependency], end: str
    ) -> None:
        """Take what a build found as the state that is loaded, and prepare the rows to write."""
        new, gone, dependencies = self._next_state(site, sources)
        parsed = {memo_name(key) for kind, *key in dependencies if kind == "parsed"}
        self.parsed_files.used |= parsed & self.parsed_files.known.keys()
        items = dict(self.items.to_store(self.parsed_files, site.zone))
        changes = {
            "memos": Changes([(*name, *kept[:-1]) for name, kept in new.items()], [*gone]),
            "details": Changes([*self._detail_rows(new)], [*gone]),
            "texts": Changes([*self._text_rows()], [*gone]),
            "dependencies": _changes(
                self._dependencies, dependencies, lambda f: (f, dependencies.get(f))
            ),
            "outputs": _changes(self.outputs, outputs, lambda p: (p, *_columns(outputs.get(p)))),
            "parsed_files": self._parsed_file_changes(),
            "items": self._item_changes(items),
        }
        meta = {
            "environment": self.environment,
            "reading": self.reading,
            "destination": self.destination,
            "end": end,
        }
        is_same = not any(change.rows or change.gone for change in changes.values())
        if is_same and not (self._cleared or self.database.is_damaged):
            return
        self._unwritten = partial(self.database.commit, changes, meta, self._cleared)
        self._cleared, self._end = set(), meta["end"]
        self._committed(new, gone, dependencies, outputs, items)

    def write(self) -> None:
        """Write what the last `commit` has left to be written."""
        self._take_in_last()
        if self._unwritten is not None:
            self._outrun = not self._unwritten()
            self._unwritten, self._waiting = None, {}

    def _committed(
        self,
        new: Mapping[Name, Kept],
        gone: set[Name],
        dependencies: dict[Dependency, Fingerprint],
        outputs: Mapping[str, Stamp],
        items: Mapping[str, Stored],
    ) -> None:
        """Take the state that was written as the one that is loaded."""
        for name in gone:
            del self.memos[name]
        self.memos.update(new)
        for name in (*gone, *new):
            self._reads.pop(name, None)
        self._dependencies, self.outputs = dependencies, outputs
        self.items.commit(items)

    def _text_rows(self) -> Iterator[Row]:
        for name, text in self._waiting.items():
            yield *name, text.text, text.source_map

    @staticmethod
    def _detail_rows(memos: Mapping[Name, Kept]) -> Iterator[Row]:
        """Yield the rows of the details that have not been written yet."""
        for name, kept in memos.items():
            if kept.details is not None:
                yield *name, kept.details

    def _parsed_file_changes(self) -> Changes:
        files = self.parsed_files
        met = files.used | files.new.keys()
        gone: list[Row] = [(path,) for path in files.known if path not in met]
        new = [(path, *e) for path, e in files.new.items() if files.known.get(path) != e]
        return Changes(new, gone)

    def _item_changes(self, items: Mapping[str, Stored]) -> Changes:
        met = self.items.new
        gone: list[Row] = [(file,) for file in self.items.stored if file not in met]
        return Changes([(file, *stored) for file, stored in items.items()], gone)

    def close(self) -> None:
        self.write()
        self.database.close()


def _end_of(destination: str) -> str:
    """Return when the last build ended that wrote to the folder; "" when there is no folder."""
    stat = stat_of(destination)
    return "" if stat is None else str(stat.st_mtime_ns)


def _keep_pages(database: Database, site: Site, destination: str) -> None:
    """Add the finished pages that `database` knows in the destination to its texts."""
    meta = database.meta()
    if (meta.get("destination"), meta.get("end")) != (destination, _end_of(destination)):
        return
    stamps = {path: Stamp(*rest) for path, *rest in database.load("outputs")}
    digests = {
        key: digest for stage, key, digest, *_ in database.load("memos") if stage == "output"
    }
    rows: list[Row] = []
    for item in site.renderables:
        stamp = stamps.get(item.destination)
        if item.written and stamp is not None and stamp.digest == digests.get(item.key):
            with suppress(OSError):
                data = regular_file.read(f"{destination}/{item.destination}")
                rows.append(("output", item.key, data.decode("utf-8", "surrogateescape"), None))
    database.add("texts", rows, cleared=False)


def _is_text(kept: Converted) -> bool:
    return isinstance(kept.text, str) and isinstance(kept.source_map, str | None)


def _columns(value: Stamp | None) -> Row:
    return tuple(value) if value else ()


def _changes(
    before: Mapping[K, object], after: Mapping[K, object], row: Callable[[K], Row]
) -> Changes:
    """Return the changes from one mapping to the other; the first column of a row is its key."""
    rows = [row(key) for key, value in after.items() if before.get(key) != value]
    return Changes(rows, [row(key)[:1] for key in before.keys() - after.keys()])
