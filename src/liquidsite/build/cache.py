"""Memos on disk: one SQLite file below the site's `cache_dir`.

SQLite keeps it whole when a build is killed or two run at once. Whatever is wrong with the
file (truncated, foreign, written by another version or for other settings), its content does
not count: the worst is a cold build. Values are marshalled data, never code.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from liquidsite.build.memos import Computed, Memo
from liquidsite.build.trace import Trace, digest
from liquidsite.build.write import Stamp
from liquidsite.convert.converted import Converted
from liquidsite.errors import Notice
from liquidsite.read.texts import Texts

# Where Jekyll keeps its own cache: tools and habits that clear the one clear the other.
FILE = Path("Jekyll", "Cache", "Jekyll--Cache", "liquidsite.sqlite")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS memos (
    stage TEXT, key TEXT, facts BLOB, digest TEXT, notices BLOB, has_map INTEGER,
    PRIMARY KEY (stage, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS texts (
    stage TEXT, key TEXT, text TEXT, source_map TEXT, PRIMARY KEY (stage, key)
);
CREATE TABLE IF NOT EXISTS sources (path TEXT PRIMARY KEY, identity TEXT, text BLOB);
CREATE TABLE IF NOT EXISTS outputs (path TEXT PRIMARY KEY, digest TEXT, size INT, time INT);
"""
# The stages whose texts are kept; finished pages are in the destination.
KEPT = ("content", "excerpt")
_WAIT_SECONDS = 10.0
_BROKEN = (sqlite3.Error, ValueError, EOFError, TypeError)


@dataclass
class Cache:
    """What earlier builds found, and what this one adds on `commit`."""

    connection: sqlite3.Connection
    environment: str
    _file: Path
    memos: dict[tuple[str, str], Memo] = field(default_factory=dict)
    outputs: dict[str, Stamp] = field(default_factory=dict)
    texts: Texts = field(default_factory=Texts)
    _new: dict[tuple[str, str], Computed] = field(default_factory=dict)

    _process: int = field(default_factory=os.getpid)

    keeps = True

    @classmethod
    def open(cls, folder: Path, environment: str) -> Cache:
        """The cache below `folder`; empty unless it was written for the same `environment`."""
        file = folder / FILE
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            cache = cls(_connect(file), environment, file)
            cache._load()
        except _BROKEN:
            for part in file.parent.glob(f"{file.name}*"):
                part.unlink()
            cache = cls(_connect(file), environment, file)
        return cache

    def _load(self) -> None:
        query = "SELECT value FROM meta WHERE name = 'environment'"
        row = self.connection.execute(query).fetchone()
        if row is None or row[0] != self.environment:
            return
        for stage, key, *columns in self.connection.execute("SELECT * FROM memos"):
            self.memos[stage, key] = self._memo(stage, key, *columns)
        for path, *columns in self.connection.execute("SELECT * FROM outputs"):
            self.outputs[path] = Stamp(*columns)
        sources = self.connection.execute("SELECT path, identity, text FROM sources")
        self.texts = Texts({path: (identity, text) for path, identity, text in sources})

    def _memo(
        self, stage: str, key: str, facts: bytes, digest: str, notices: bytes, has_map: int
    ) -> Memo:
        return Memo(
            trace=Trace(marshal.loads(facts)),
            digest=digest,
            load=self._load_of(stage, key, digest),
            notices=tuple(Notice(*notice) for notice in marshal.loads(notices)),
            has_map=bool(has_map),
        )

    def _load_of(self, stage: str, key: str, digest: str) -> Callable[[], Converted] | None:
        return (lambda: self._text(stage, key, digest)) if stage in KEPT else None

    def _text(self, stage: str, key: str, known: str) -> Converted:
        """Raises LookupError when it is not there any more: another process may have built."""
        query = "SELECT text, source_map FROM texts WHERE stage = ? AND key = ?"
        row = self._reader().execute(query, (stage, key)).fetchone()
        if row is None or digest(row[0]) != known:
            raise LookupError(key)
        return Converted(row[0], row[1])

    def _reader(self) -> sqlite3.Connection:
        """The connection; a forked worker opens one of its own, as SQLite asks."""
        if self._process != os.getpid():
            self.connection = sqlite3.connect(self._file, timeout=_WAIT_SECONDS)
            self._process = os.getpid()
        return self.connection

    def find(self, stage: str, key: str) -> Memo | None:
        return self.memos.get((stage, key))

    def keep(self, computed: Computed) -> None:
        self._new[computed.stage, computed.key] = computed

    def commit(self, alive: set[str], outputs: Mapping[str, Stamp]) -> None:
        """Add what was computed, drop the items that are not `alive`, note the destination."""
        with contextlib.suppress(sqlite3.Error), self.connection:
            run = self.connection.execute
            if self.environment != self._stored_environment():
                run("DELETE FROM memos")
                run("DELETE FROM texts")
                run("DELETE FROM outputs")
                run("DELETE FROM sources")
                run("INSERT OR REPLACE INTO meta VALUES ('environment', ?)", (self.environment,))
            gone = [(key,) for _, key in self.memos if key not in alive]
            self.connection.executemany("DELETE FROM memos WHERE key = ?", gone)
            self.connection.executemany("DELETE FROM texts WHERE key = ?", gone)
            many = self.connection.executemany
            many("INSERT OR REPLACE INTO memos VALUES (?, ?, ?, ?, ?, ?)", self._memo_rows())
            many("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)", self._text_rows())
            self._commit_outputs(outputs)
            self._commit_sources()

    def settle(self, alive: set[str], outputs: Mapping[str, Stamp]) -> None:
        """After `commit`, where the process builds again: what was new is known from here on."""
        new = {
            name: replace(computed.memo(), load=self._load_of(*name, computed.digest))
            for name, computed in self._new.items()
        }
        memos = {**self.memos, **new}
        self.memos = {name: memo for name, memo in memos.items() if name[1] in alive}
        self.outputs = dict(outputs)
        used = self.texts.used
        known = {path: entry for path, entry in self.texts.known.items() if path in used}
        self.texts = Texts({**known, **self.texts.new}, readings=self.texts.readings)
        self._new = {}

    def forget(self) -> None:
        """Drop what a build that failed has added."""
        self._new = {}
        self.texts = Texts(self.texts.known, readings=self.texts.readings)

    def _stored_environment(self) -> str | None:
        query = "SELECT value FROM meta WHERE name = 'environment'"
        row = self.connection.execute(query).fetchone()
        return None if row is None else str(row[0])

    def _memo_rows(self) -> Iterator[tuple[object, ...]]:
        for new in self._new.values():
            facts = marshal.dumps(dict(new.trace.facts))
            result = new.result
            notices = marshal.dumps([(told.topic, told.message) for told in result.notices])
            has_map = int(result.source_map is not None)
            yield new.stage, new.key, facts, new.digest, notices, has_map

    def _text_rows(self) -> Iterator[tuple[object, ...]]:
        for new in self._new.values():
            if new.stage in KEPT:
                yield new.stage, new.key, new.result.text, new.result.source_map

    def _commit_outputs(self, outputs: Mapping[str, Stamp]) -> None:
        gone = [(path,) for path in self.outputs if path not in outputs]
        self.connection.executemany("DELETE FROM outputs WHERE path = ?", gone)
        changed = [
            (path, stamp.digest, stamp.size, stamp.time)
            for path, stamp in outputs.items()
            if self.outputs.get(path) != stamp
        ]
        self.connection.executemany("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?)", changed)

    def _commit_sources(self) -> None:
        alive = self.texts.used | self.texts.new.keys()
        gone = [(path,) for path in self.texts.known if path not in alive]
        self.connection.executemany("DELETE FROM sources WHERE path = ?", gone)
        new = [(path, *entry) for path, entry in self.texts.new.items()]
        self.connection.executemany("INSERT OR REPLACE INTO sources VALUES (?, ?, ?)", new)

    def close(self) -> None:
        self.connection.close()


def _connect(file: Path) -> sqlite3.Connection:
    # A server builds in another thread than the first one, never in two at once.
    connection = sqlite3.connect(file, timeout=_WAIT_SECONDS, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.executescript(_SCHEMA)
    return connection
