"""The file of the cache: one SQLite database below the site's `cache_dir`.

SQLite keeps it whole when a build is killed or two run at once. It holds the state of one build:
who commits changes to another state than the one that was loaded changes nothing. Values are
marshalled data, never code.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

# Where Jekyll keeps its own cache: tools and habits that clear the one clear the other.
FILE = Path("Jekyll", "Cache", "Jekyll--Cache", "liquidsite.sqlite")

# Table → its columns, of which the first few are its key.
TABLES = {
    "meta": ("name", "value"),
    "memos": ("stage", "key", "digest", "notices", "has_map", "reads", "details"),
    "texts": ("stage", "key", "text", "source_map"),
    "facts": ("fact", "fingerprint"),
    "sources": ("path", "identity", "value"),
    "items": ("file", "identity", "front", "body", "item"),
    "outputs": ("path", "digest", "size", "time"),
}
_KEYS = {"memos": 2, "texts": 2}
_VERSION = 5
_WAIT_SECONDS = 10.0
# Bytes: about a text, which is read and written in one then.
_PAGE = 16384

Row: TypeAlias = tuple[Any, ...]


@dataclass
class Changes:
    """What a build adds to a table, and the keys that go."""

    rows: list[Row] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)


@dataclass
class Database:
    """An open file; what it holds that nobody can read may raise sqlite3.Error at any time."""

    file: Path
    _connection: sqlite3.Connection
    _opened_by: int = field(default_factory=os.getpid)
    _used_by: int = field(default_factory=os.getpid)
    _state: int = 0

    @classmethod
    def open(cls, folder: Path) -> Database:
        """The database below `folder`. Raises OSError, sqlite3.Error."""
        file = folder / FILE
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            return cls(file, _connect(file))
        except (sqlite3.DatabaseError, UnicodeDecodeError):  # of a damaged schema, which it quotes
            return cls.anew(folder)

    @classmethod
    def anew(cls, folder: Path) -> Database:
        """An empty one, in place of a file that is truncated, foreign or of another version."""
        file = folder / FILE
        for part in file.parent.glob(f"{file.name}*"):
            part.unlink()
        return cls(file, _connect(file))

    def meta(self) -> dict[str, str]:
        """What stands above the tables; notes which state is loaded from here on."""
        found = dict(self._connection.execute("SELECT name, value FROM meta"))
        self._state = int(found.get("state", 0))
        return found

    def rows(self, table: str, *columns: str) -> Iterator[Row]:
        """All rows of a table, in no order; all columns unless some are named."""
        names = ", ".join(columns or TABLES[table])
        return self._connection.execute(f"SELECT {names} FROM {table}")

    def row(self, table: str, key: Row, *columns: str) -> Row | None:
        """One row, as any process may ask: a forked one opens a connection of its own."""
        if self._used_by != os.getpid():
            self._connection = sqlite3.connect(self.file, timeout=_WAIT_SECONDS)
            self._used_by = os.getpid()
        query = f"SELECT {', '.join(columns)} FROM {table} WHERE {_where(table)}"
        found: Row | None = self._connection.execute(query, key).fetchone()
        return found

    @property
    def is_own(self) -> bool:
        """Whether this process opened the file: a forked one must not write to it."""
        return self._opened_by == os.getpid()

    def add(self, table: str, rows: Iterable[Row], *, cleared: bool) -> None:
        """Add rows at once, outside of the state; with `cleared` in place of those there are."""
        with contextlib.suppress(sqlite3.Error), self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            if cleared:
                self._connection.execute(f"DELETE FROM {table}")
            self._insert(table, rows)

    def commit(
        self, changes: Mapping[str, Changes], meta: Mapping[str, str], cleared: Iterable[str]
    ) -> bool:
        """Make the next state of this one, in which the tables `cleared` are emptied first.

        False when another build was faster: then its state stays.
        """
        run = self._connection.execute
        with contextlib.suppress(sqlite3.Error), self._connection:
            run("BEGIN IMMEDIATE")
            found = run("SELECT value FROM meta WHERE name = 'state'").fetchone()
            if int(found[0] if found else 0) != self._state:
                return False
            for table in cleared:
                run(f"DELETE FROM {table}")
            for table, change in changes.items():
                query = f"DELETE FROM {table} WHERE {_where(table)}"
                self._connection.executemany(query, change.gone)
                self._insert(table, change.rows)
            state = {**meta, "state": str(self._state + 1)}
            self._insert("meta", state.items())
            self._state += 1
            return True
        return False

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        marks = ", ".join("?" * len(TABLES[table]))
        self._connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", rows)

    def close(self) -> None:
        self._connection.close()


def _where(table: str) -> str:
    return " AND ".join(f"{column} = ?" for column in _key(table))


def _connect(file: Path) -> sqlite3.Connection:
    # A server builds in another thread than the first one, never in two at once.
    connection = sqlite3.connect(
        file, timeout=_WAIT_SECONDS, check_same_thread=False, isolation_level=None
    )
    connection.execute(f"PRAGMA page_size = {_PAGE}")
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = NORMAL")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != _VERSION:
        if version or connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise sqlite3.DatabaseError("another version")
        connection.executescript(f"{_schema()}; PRAGMA user_version = {_VERSION}")
    return connection


def _schema() -> str:
    return "; ".join(
        f"CREATE TABLE IF NOT EXISTS {table} "
        f"({', '.join(columns)}, PRIMARY KEY ({', '.join(_key(table))}))"
        for table, columns in TABLES.items()
    )


def _key(table: str) -> tuple[str, ...]:
    return TABLES[table][: _KEYS.get(table, 1)]
