"""The file of the cache: one SQLite database below the site's `cache_dir`.

SQLite keeps it whole when a build is killed or two run at once. It holds the state of one build:
who commits changes to another state than the one that was loaded changes nothing. Values are
marshalled data, never code.

A disk or a tool may damage what SQLite does not check. A table that is loaded has a sum, of what
was to be in it, beside it; a table of which rows are asked for one by one has none, so who asks
has to know what is right.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

# Where Jekyll keeps its own cache: tools and habits that clear the one clear the other.
FILE = Path("Jekyll", "Cache", "Jekyll--Cache", "liquidsite.sqlite")

# Table → its columns, of which the first few are its key.
TABLES = {
    "meta": ("name", "value"),
    "memos": ("stage", "key", "digest", "notices", "has_map", "reads", "check_of_details"),
    "details": ("stage", "key", "details"),
    "texts": ("stage", "key", "text", "source_map"),
    "facts": ("fact", "fingerprint"),
    "sources": ("path", "identity", "value"),
    "items": ("file", "identity", "front", "body", "item"),
    "outputs": ("path", "digest", "size", "time"),
}
_KEYS = {"memos": 2, "details": 2, "texts": 2}
# Those that are loaded: one tree each, so that whoever has read all of it has checked it.
LOADED = ("memos", "facts", "sources", "items", "outputs")
_VERSION = 6
_WAIT_SECONDS = 10.0
# Bytes: about a text, which is read and written in one then.
_PAGE = 16384
# So many rows are summed up at once.
_SOME = 1000
# Errors that say nothing of the file's content.
_OF_THE_SYSTEM = frozenset((
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
))  # fmt: skip

# What reading may raise: text that is none is damaged.
_UNREADABLE = (sqlite3.Error, UnicodeDecodeError)

Row: TypeAlias = tuple[Any, ...]


@dataclass
class Changes:
    """What a build adds to a table, and the keys that go."""

    rows: list[Row] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)


@dataclass
class Database:
    """An open file; what it holds that nobody can read may raise sqlite3.Error when it is loaded.

    `is_damaged` is set when something is found that cannot be right.
    """

    file: Path
    _connection: sqlite3.Connection
    is_damaged: bool = False
    _opened_by: int = field(default_factory=os.getpid)
    _used_by: int = field(default_factory=os.getpid)
    _state: int = 0
    _sums: dict[str, int] = field(default_factory=dict)
    _rows: dict[str, list[Row]] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path) -> Database:
        """Open the database below `folder`. Raises OSError, sqlite3.Error."""
        file = folder / FILE
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            return cls(file, _connect(file))
        except _UNREADABLE as error:
            if not _is_damage(error, file):
                raise
        return cls(file, _replaced(file))

    def begin_anew(self) -> None:
        """Put an empty file in the place of this one. Raises OSError, sqlite3.Error."""
        self.close()
        self._connection = _replaced(self.file)
        self.is_damaged = False
        self._state, self._sums, self._rows = 0, {}, {}

    def meta(self) -> dict[str, str]:
        """Return what stands above the tables; notes which state is loaded from here on."""
        found = self._meta()
        self._state = _number(found, "state")
        self._sums = {table: _number(found, _sum_of(table)) for table in LOADED}
        self._rows = {}
        return found

    def _meta(self) -> dict[str, str]:
        return dict(self._connection.execute("SELECT name, value FROM meta"))

    def load(self, table: str) -> list[Row]:
        """Return all rows of a table of those that are loaded. Raises sqlite3.Error."""
        key = ", ".join(_key(table))
        rows = self._connection.execute(f"SELECT * FROM {table} ORDER BY {key}").fetchall()
        if _sum(rows) != self._sums[table]:
            raise sqlite3.DatabaseError(f"The table {table} is damaged.")
        self._rows[table] = rows
        return rows

    def row(self, table: str, key: Row, *columns: str) -> Row | None:
        """Return one row, as any process may ask: a forked one opens a connection of its own.

        One that cannot be read is not there.
        """
        query = f"SELECT {', '.join(columns)} FROM {table} WHERE {_where(table)}"
        try:
            if self._used_by != os.getpid():
                self._connection = sqlite3.connect(self.file, timeout=_WAIT_SECONDS)
                self._connection.text_factory = _text
                self._used_by = os.getpid()
            found: Row | None = self._connection.execute(*_bound(query, key)).fetchone()
        except _UNREADABLE as error:
            self.is_damaged |= _is_damage(error, self.file)
            return None
        return found

    @property
    def is_own(self) -> bool:
        """Whether this process opened the file: a forked one must not write to it."""
        return self._opened_by == os.getpid()

    def add(self, table: str, rows: Iterable[Row], *, cleared: bool) -> None:
        """Add rows at once, outside of the state; with `cleared` in place of those there are."""
        try:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                if cleared:
                    self._connection.execute(f"DELETE FROM {table}")
                self._insert(table, rows)
        except sqlite3.Error as error:
            self.is_damaged |= _is_damage(error, self.file)

    def commit(
        self, changes: Mapping[str, Changes], meta: Mapping[str, str], cleared: Iterable[str]
    ) -> bool:
        """Make the next state of this one, in which the tables `cleared` are emptied first.

        False when another build was faster: then its state stays; or when nothing can be kept. A
        damaged file is replaced by an empty one.
        """
        try:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                if _number(self._meta(), "state") != self._state:
                    return False
                if not self.is_damaged:
                    self._change(changes, meta, {*cleared})
                    return True
        except _UNREADABLE as error:
            self.is_damaged |= _is_damage(error, self.file)
        if self.is_damaged:
            with contextlib.suppress(OSError, sqlite3.Error):
                self.begin_anew()
        return False

    def _change(
        self, changes: Mapping[str, Changes], meta: Mapping[str, str], cleared: Set[str]
    ) -> None:
        for table in cleared:
            self._connection.execute(f"DELETE FROM {table}")
        rows, sums = dict(self._rows), dict(self._sums)
        for table, change in changes.items():
            if table in LOADED and (change.rows or change.gone or table in cleared):
                rows[table] = _changed([] if table in cleared else rows[table], change, table)
                sums[table] = _sum(rows[table])
            query = f"DELETE FROM {table} WHERE {_where(table)}"
            self._for_each(query, change.gone)
            self._insert(table, change.rows)
        state = {**meta, "state": str(self._state + 1)}
        state.update((_sum_of(table), str(known)) for table, known in sums.items())
        self._insert("meta", state.items())
        self._state, self._rows, self._sums = self._state + 1, rows, sums

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        marks = ", ".join("?" * len(TABLES[table]))
        self._for_each(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", [*rows])

    def _for_each(self, query: str, rows: Sequence[Row]) -> None:
        """Run `query` for each row: doing so once more changes nothing."""
        try:
            self._connection.executemany(query, rows)
        except UnicodeEncodeError:
            for row in rows:
                self._connection.execute(*_bound(query, row))

    def close(self) -> None:
        self._connection.close()


def _where(table: str) -> str:
    return " AND ".join(f"{column} = ?" for column in _key(table))


def _text(data: bytes) -> str:
    """Return text as it is stored: bytes that were none in UTF-8 are lone surrogates in it."""
    return data.decode("utf-8", "surrogatepass")


def _bound(query: str, values: Row) -> tuple[str, Row]:
    """Return `query` and `values` as SQLite takes them: text with lone surrogates as bytes."""
    parts = query.split("?")
    bound: list[object] = []
    for number, value in enumerate(values):
        if isinstance(value, str) and any("\ud800" <= char <= "\udfff" for char in value):
            parts[number] += "CAST(? AS TEXT)"
            bound.append(value.encode("utf-8", "surrogatepass"))
        else:
            parts[number] += "?"
            bound.append(value)
    return "".join(parts), (*bound,)


def _number(meta: Mapping[str, str], name: str) -> int:
    try:
        return int(meta.get(name, 0))
    except (TypeError, ValueError) as error:
        raise sqlite3.DatabaseError(f"{name} is damaged") from error


def _sum_of(table: str) -> str:
    return f"sum of {table}"


def _sum(rows: list[Row]) -> int:
    """Return a checksum of the rows, in their order."""
    known = 0
    for start in range(0, len(rows), _SOME):
        # Later versions of the format write one value in several ways.
        known = zlib.crc32(marshal.dumps(rows[start : start + _SOME], 2), known)
    return known


def _changed(rows: Iterable[Row], change: Changes, table: str) -> list[Row]:
    """Return the rows as they have to be after the change, in SQLite's order."""
    length = len(_key(table))
    found = {row[:length]: row for row in rows}
    for key in change.gone:
        found.pop(key, None)
    found.update((row[:length], row) for row in change.rows)
    return [found[key] for key in sorted(found)]


def _is_damage(error: Exception, file: Path) -> bool:
    """Whether an error is one of the file's content, not of the system or of another build."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code == sqlite3.SQLITE_READONLY:  # by the file's own header
        return os.access(file, os.W_OK)
    return code not in _OF_THE_SYSTEM


def _replaced(file: Path) -> sqlite3.Connection:
    for part in file.parent.glob(f"{file.name}*"):
        part.unlink()
    return _connect(file)


def _connect(file: Path) -> sqlite3.Connection:
    # A server builds in another thread than the first one, never in two at once.
    connection = sqlite3.connect(
        file, timeout=_WAIT_SECONDS, check_same_thread=False, isolation_level=None
    )
    connection.text_factory = _text
    try:
        _prepare(connection)
    except BaseException:
        connection.close()  # or the file could not be replaced on Windows
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    """Have the tables. Raises sqlite3.Error."""
    connection.execute(f"PRAGMA page_size = {_PAGE}")
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = NORMAL")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != _VERSION:
        if version or connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise sqlite3.DatabaseError("another version")
        connection.executescript(f"{_schema()}; PRAGMA user_version = {_VERSION}")


def _schema() -> str:
    return "; ".join(
        f"CREATE TABLE IF NOT EXISTS {table} "
        f"({', '.join(columns)}, PRIMARY KEY ({', '.join(_key(table))}))"
        f"{' WITHOUT ROWID' if table in LOADED else ''}"
        for table, columns in TABLES.items()
    )


def _key(table: str) -> tuple[str, ...]:
    return TABLES[table][: _KEYS.get(table, 1)]
