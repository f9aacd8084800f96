"""Evaluator on disk, of one state of the site.

All that is kept was good when the last build ended. What has changed since is found first, as
sources; of the memos only those are in question that an edit reaches, and of their traces only
the facts that it can have changed. The rest holds by itself: nobody looks at it.

Whatever is wrong with the file (truncated, foreign, of another version, for other settings), its
content does not count: the worst is a cold build.
"""

from __future__ import annotations

import marshal
import sqlite3
import zlib
from collections.abc import Callable, Hashable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

from liquidsite.errors import Notice
from liquidsite.incremental.evaluator import NO_TRACE, Computed, Memo, digest_of
from liquidsite.incremental.invalidation import Name, Reads, is_open, reached, trace_of
from liquidsite.incremental.items import Items, Queries, Stored
from liquidsite.incremental.parsed_files import ParsedFiles
from liquidsite.incremental.sqlite_store import Changes, Database, Row
from liquidsite.incremental.trace import Dependency, Fingerprint, Fingerprinter, Trace
from liquidsite.model import Site
from liquidsite.output.destination import Stamp
from liquidsite.plugin import Converted
from liquidsite.ruby.safe_yaml.packed import loads

# The stages whose texts are kept; finished pages are in the destination.
KEPT = ("content", "excerpt")
# So many characters of texts wait in memory before they go to the disk.
MOST_WAITING = 16_000_000

_BROKEN = (sqlite3.Error, ValueError, EOFError, TypeError, LookupError, MemoryError)
K = TypeVar("K", bound=Hashable)


class Kept(NamedTuple):
    """One memo, as it is in its table: what it read is marshalled.

    `details`, the facts that are no sources, stay on the disk: they are None then, and have this
    checksum.
    """

    digest: Fingerprint
    notices: bytes
    has_map: int
    reads: bytes
    check: int
    details: bytes | None = None


_NO_NOTICES = marshal.dumps([])


@dataclass
class Cache:
    """What earlier builds found, and what this one adds on `commit`.

    `environment` names all that every result depends on; `reading`, what the model of an
    unchanged file depends on.
    """

    folder: Path
    environment: str
    reading: str
    parsed_files: ParsedFiles = field(default_factory=ParsedFiles)
    items: Items = field(default_factory=Items)

    keeps = True

    @property
    def queries(self) -> Queries:
        return Queries(self.parsed_files, self.items)

    def __post_init__(self) -> None:
        """Open the file. Raises OSError, sqlite3.Error."""
        self._begin()
        self.database = Database.open(self.folder)
        self._load()

    def begin(self) -> None:
        """Before another build in the same process."""
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
        self._new: dict[Name, Kept] = {}
        self._verified: set[Name] = set()
        self._changed: set[Dependency] = set()
        self._possibly_stale: set[Name] = set()
        self._waiting: dict[Name, Converted] = {}
        self._size = 0

    def _forget_all(self) -> None:
        self.memos: dict[Name, Kept] = {}
        self.outputs: Mapping[str, Stamp] = {}
        self._facts: dict[Dependency, Fingerprint] = {}
        self._reads: dict[Name, Reads] = {}
        self._cleared = {"memos", "details", "texts", "facts", "outputs", "sources", "items"}
        self._outrun = False
        self.parsed_files = ParsedFiles()

    def _load(self) -> None:
        """Load what there is; a damaged file is replaced. Raises OSError, sqlite3.Error."""
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
        self._facts = {marshal.loads(fact): known for fact, known in load("facts")}
        self.outputs = {path: Stamp(*rest) for path, *rest in load("outputs")}
        known = {path: (identity, value) for path, identity, value in load("sources")}
        self._cleared = {"items"}
        if meta.get("reading") == self.reading:
            items = load("items")
            self._cleared = set()
            if not self.items.new:
                self.items.stored = {file: (*rest,) for file, *rest in items}
        self.parsed_files = ParsedFiles(known)

    def check(self, fingerprint: Fingerprinter) -> None:
        """Find what differs from the state that is kept, and what that reaches."""
        self._fingerprint = fingerprint
        self._now = {fact: fingerprint(fact) for fact in self._facts}
        self._changed = {fact for fact, known in self._facts.items() if self._now[fact] != known}
        if self._changed:
            self._possibly_stale = reached(self._changed, self._all_reads())

    def _all_reads(self) -> Mapping[Name, Reads]:
        for name in self.memos.keys() - self._reads.keys():
            try:
                self._reads[name] = loads(self.memos[name].reads)
            except LookupError:
                del self.memos[name]
        return self._reads

    def find(self, stage: str, key: str) -> Memo | None:
        name = (stage, key)
        kept = self.memos.get(name)
        if kept is None:
            return None
        trace = self._in_question(name) if name in self._possibly_stale else NO_TRACE
        if trace is None:
            return None
        return Memo(
            trace=trace,
            digest=kept.digest,
            load=self._load_of(name, kept.digest),
            notices=_notices(kept),
            has_map=bool(kept.has_map),
        )

    def _in_question(self, name: Name) -> Trace | None:
        """Of all that was read what can have changed."""
        trace = self.trace(*name)
        if trace is None:
            return None
        facts = trace.facts.items()
        return Trace(
            {f: known for f, known in facts if is_open(f, self._changed, self._possibly_stale)}
        )

    def trace(self, stage: str, key: str) -> Trace | None:
        """All that a stage read; None when it is not known (any more)."""
        kept = self.memos.get((stage, key))
        if kept is None:
            return None
        rest = kept.details
        if rest is None:
            row = self.database.row("details", (stage, key), "details")
            if row is None or _check(row[0]) != kept.check:
                self.database.is_damaged = True  # if no other process has built
                return None
            rest = row[0]
        try:
            return trace_of(kept.reads, rest, self._facts)
        except _BROKEN:
            return None

    def mark_verified(self, stage: str, key: str) -> None:
        """The memo was in question, and is good."""
        self._verified.add((stage, key))

    def insert(self, computed: Computed) -> Memo:
        """Hold a new result until `commit`; many texts go to the disk before."""
        name = (computed.stage, computed.key)
        memo = computed.memo()
        if computed.stage in KEPT:
            memo = memo._replace(load=self._load_of(name, computed.digest))
            self._waiting[name] = computed.result
            self._size += len(computed.result.text)
            if self._size > MOST_WAITING and self.database.is_own:
                self.database.add("texts", self._text_rows(), cleared="texts" in self._cleared)
                self._cleared.discard("texts")  # or `commit` would clear these too
                self._waiting, self._size = {}, 0
        self._new[name] = _kept(computed)
        return memo

    def _load_of(self, name: Name, digest: Fingerprint) -> Callable[[], Converted] | None:
        return (lambda: self._text(name, digest)) if name[0] in KEPT else None

    def _text(self, name: Name, known: Fingerprint) -> Converted:
        """Raises LookupError when it is not there any more: another process may have built."""
        waiting = self._waiting.get(name)
        if waiting is not None:
            return waiting
        row = self.database.row("texts", name, "text", "source_map")
        kept = None if row is None else Converted(*row)
        if kept is None or not _is_text(kept) or digest_of(kept) != known:
            # A build that failed may have left another text, not none.
            self.database.is_damaged |= kept is None
            raise LookupError(name)
        return kept

    def warnings(self) -> Iterator[tuple[Name, tuple[Notice, ...]]]:
        for name, kept in self.memos.items():
            if kept.notices != _NO_NOTICES:
                with suppress(LookupError):
                    yield name, _notices(kept)

    def commit(self, site: Site, outputs: Mapping[str, Stamp], sources: Set[Dependency]) -> None:
        """Add what was computed, drop what is gone or not known to be good any more."""
        alive = {item.key for item in site.renderables}
        gone = {name for name in self.memos if name[1] not in alive}
        lost = (self._possibly_stale - self._verified) & self.memos.keys() - self._new.keys()
        new, unsure = self._sure(lost)
        gone = (gone | unsure) - new.keys()
        facts = self._facts_after(sources, new, gone)
        items = dict(self.items.to_store(self.parsed_files, site.zone))
        changes = {
            "memos": Changes([(*name, *kept[:-1]) for name, kept in new.items()], [*gone]),
            "details": Changes([(*name, kept.details) for name, kept in new.items()], [*gone]),
            "texts": Changes([*self._text_rows()], [*gone]),
            "facts": _changes(self._facts, facts, lambda f: (_key(f), facts.get(f))),
            "outputs": _changes(self.outputs, outputs, lambda p: (p, *_columns(outputs.get(p)))),
            "sources": self._source_changes(),
            "items": self._item_changes(items),
        }
        meta = {"environment": self.environment, "reading": self.reading}
        is_same = not any(change.rows or change.gone for change in changes.values())
        if is_same and not (self._cleared or self.database.is_damaged):
            return
        self._outrun = not self.database.commit(changes, meta, self._cleared)
        self._cleared = set()
        self._committed(new, gone, facts, outputs, items)

    def _sure(self, lost: set[Name]) -> tuple[dict[Name, Kept], set[Name]]:
        """The new memos without those that show a stage that is `lost`; the old ones that go.

        Nothing would put these in question: what the lost stage read is known to it alone.
        """
        if not lost:
            return self._new, lost
        reads = {name: loads(kept.reads) for name, kept in self._new.items()}
        unsure = reached(set(), {**self._all_reads(), **reads}, lost)
        new = {name: kept for name, kept in self._new.items() if name not in unsure}
        return new, unsure & self.memos.keys()

    def _committed(
        self,
        new: Mapping[Name, Kept],
        gone: set[Name],
        facts: dict[Dependency, Fingerprint],
        outputs: Mapping[str, Stamp],
        items: Mapping[str, Stored],
    ) -> None:
        """What was new is known from here on."""
        for name in gone:
            del self.memos[name]
        self.memos.update(new)
        for name in (*gone, *new):
            self._reads.pop(name, None)
        self._facts, self.outputs = facts, outputs
        self.items.commit(items)
        self._waiting = {}

    def _facts_after(
        self, sources: Set[Dependency], new: Mapping[Name, Kept], gone: set[Name]
    ) -> dict[Dependency, Fingerprint]:
        """The sources of all memos, as they are now; those that nobody can read are `gone` too."""
        if not (new or gone):
            return self._now
        alive = set(sources)
        for name in self.memos.keys() - new.keys() - gone:
            try:
                alive.update(loads(self.memos[name].reads)[0])
            except LookupError:
                gone.add(name)
        return {fact: self._fingerprint(fact) for fact in alive}

    def _text_rows(self) -> Iterator[Row]:
        for name, text in self._waiting.items():
            yield *name, text.text, text.source_map

    def _source_changes(self) -> Changes:
        files = self.parsed_files
        met = files.used | files.new.keys()
        gone: list[Row] = [(path,) for path in files.known if path not in met]
        return Changes([(path, *entry) for path, entry in files.new.items()], gone)

    def _item_changes(self, items: Mapping[str, Stored]) -> Changes:
        met = self.items.new
        gone: list[Row] = [(file,) for file in self.items.stored if file not in met]
        return Changes([(file, *stored) for file, stored in items.items()], gone)

    def close(self) -> None:
        self.database.close()


def _notices(kept: Kept) -> tuple[Notice, ...]:
    return tuple(Notice(*notice) for notice in loads(kept.notices))


def _kept(computed: Computed) -> Kept:
    result = computed.result
    notices = marshal.dumps([tuple(notice) for notice in result.notices])
    has_map = int(result.source_map is not None)
    check = _check(computed.details)
    return Kept(computed.digest, notices, has_map, computed.reads, check, computed.details)


def _check(details: object) -> int:
    """Return a checksum; what was read from a damaged file need be no bytes."""
    return zlib.crc32(details) if isinstance(details, bytes) else -1


def _is_text(kept: Converted) -> bool:
    return isinstance(kept.text, str) and isinstance(kept.source_map, str | None)


def _key(fact: Dependency) -> bytes:
    """The fact as a key: later versions of the format write one value in several ways."""
    return marshal.dumps(fact, 2)


def _columns(value: Stamp | None) -> Row:
    return tuple(value) if value else ()


def _changes(
    before: Mapping[K, object], after: Mapping[K, object], row: Callable[[K], Row]
) -> Changes:
    """From one mapping to the other; the first column of a row is its key."""
    rows = [row(key) for key, value in after.items() if before.get(key) != value]
    return Changes(rows, [row(key)[:1] for key in before.keys() - after.keys()])
