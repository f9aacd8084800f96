"""A store of keys and values in one SQLite file, below a folder.

It knows nothing of sites: which tables there are is its caller's `Schema`.

SQLite keeps the file whole when a build is killed or two run at once. The file holds the state of
one build: a commit to another state than the one that was loaded changes nothing. Values are
marshalled data, never code.

A table that is loaded as a whole is kept in blocks of rows, each marshalled as one value: a
change writes the blocks that it is in, and the others are not looked at.

A disk or a tool may damage what SQLite does not check. Each block has a checksum beside it, and so
have all of a table together. A table that is read row by row has none: its reader checks each
value.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from liquidsite.incremental.trace import checksum

# Where Jekyll keeps its own cache: tools and habits that clear the one clear the other.
FILE = Path("Jekyll", "Cache", "Jekyll--Cache", "liquidsite.sqlite")
SERVED_FILE = FILE.with_name("liquidsite.serve.sqlite")

_WAIT_SECONDS = 10.0
# Bytes: about a text, which is read and written in one then.
_PAGE = 16384
# A table that is loaded has so many blocks: of a large site, each has some dozens of rows.
_BLOCKS = 256
# Errors of the system, which say nothing about the content of the file.
_OF_THE_SYSTEM = frozenset((
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
))  # fmt: skip

# What reading may raise: text that cannot be decoded is damaged.
_UNREADABLE = (sqlite3.Error, UnicodeDecodeError)

Row: TypeAlias = tuple[Any, ...]


class Table(NamedTuple):
    """One table: its columns, the first `keys` of which are its key.

    `loaded` is for one that is read as a whole: it is kept in blocks.
    """

    columns: tuple[str, ...]
    keys: int = 1
    loaded: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        return self.columns[: self.keys]

    @property
    def where(self) -> str:
        """The condition that picks the row of a key."""
        return " AND ".join(f"{column} = ?" for column in self.key)

    @property
    def in_file(self) -> Table:
        """The table as SQLite has it."""
        return _IN_BLOCKS if self.loaded else self


_META = Table(("name", "value"))
_IN_BLOCKS = Table(("block", "rows", "sum"))
# The number of a block → its rows.
_Blocks: TypeAlias = dict[int, list[Row]]


@dataclass(frozen=True, eq=False, repr=False)
class Schema:
    """The tables by name; a file of another `version` is replaced."""

    version: int
    tables: Mapping[str, Table]

    def __getitem__(self, table: str) -> Table:
        return _META if table == "meta" else self.tables[table]

    @property
    def loaded(self) -> tuple[str, ...]:
        return tuple(name for name, table in self.tables.items() if table.loaded)

    def create(self) -> str:
        """Return the statements that make the tables."""
        tables = {name: table.in_file for name, table in {"meta": _META, **self.tables}.items()}
        return "; ".join(
            f"CREATE TABLE IF NOT EXISTS {name} "
            f"({', '.join(table.columns)}, PRIMARY KEY ({', '.join(table.key)}))"
            for name, table in tables.items()
        )


@dataclass(eq=False, repr=False)
class Changes:
    """What a build adds to a table, and the keys that go."""

    rows: list[Row] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)


@dataclass(eq=False, repr=False)
class Database:
    """An open file. Loading what is damaged in it may raise sqlite3.Error.

    `is_damaged` is set when something is found that cannot be right.
    """

    file: Path
    schema: Schema
    _connection: sqlite3.Connection
    is_damaged: bool = False
    _opened_by: int = field(default_factory=os.getpid)
    _used_by: int = field(default_factory=os.getpid)
    _state: int = 0
    _sums: dict[str, dict[int, int]] = field(default_factory=dict)
    _sums_of_all: dict[str, int] = field(default_factory=dict)
    _blocks: dict[str, _Blocks] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path, schema: Schema, name: Path = FILE) -> Database:
        """Open the database `name` below `folder`. Raises OSError, sqlite3.Error."""
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            return cls(file, schema, _connect(file, schema))
        except _UNREADABLE as error:
            if not _is_damage(error, file):
                raise
        return cls(file, schema, _replaced(file, schema))

    def begin_anew(self) -> None:
        """Put an empty file in the place of this one. Raises OSError, sqlite3.Error."""
        self.close()
        self._connection = _replaced(self.file, self.schema)
        self.is_damaged = False
        self._state, self._sums, self._blocks = 0, {}, {}

    def meta(self) -> dict[str, str]:
        """Return the table `meta`; the state that it names counts as loaded from here on."""
        found = self._meta()
        self._state = _number(found, "state")
        self._sums_of_all = {table: _number(found, _sum_of(table)) for table in self.schema.loaded}
        self._sums, self._blocks = {}, {}
        return found

    def _meta(self) -> dict[str, str]:
        return dict(self._connection.execute("SELECT name, value FROM meta"))

    def load(self, table: str) -> list[Row]:
        """Return all rows of a table of those that are loaded. Raises sqlite3.Error."""
        found = self._connection.execute(f"SELECT block, rows, sum FROM {table}").fetchall()
        sums = {block: checksum(packed) for block, packed, _ in found}
        kept = {block: known for block, _, known in found}
        if kept != sums or _sum(sums) != self._sums_of_all[table]:
            raise sqlite3.DatabaseError(f"The table {table} is damaged.")
        blocks: _Blocks = {block: marshal.loads(packed) for block, packed, _ in found}
        self._sums[table], self._blocks[table] = sums, blocks
        return [row for rows in blocks.values() for row in rows]

    def row(self, table: str, key: Row, *columns: str) -> Row | None:
        """Return one row; None when it is not there or cannot be read.

        A forked process may ask too: it opens a connection of its own.
        """
        query = f"SELECT {', '.join(columns)} FROM {table} WHERE {self.schema[table].where}"
        try:
            if self._used_by != os.getpid():
                self._connection = sqlite3.connect(self.file, timeout=_WAIT_SECONDS)
                self._connection.text_factory = _text
                self._used_by = os.getpid()
            found: Row | None = self._execute(query, key).fetchone()
        except _UNREADABLE as error:
            self.is_damaged |= _is_damage(error, self.file)
            return None
        return found

    @property
    def is_own(self) -> bool:
        """Whether this process opened the file: a forked one must not write to it."""
        return self._opened_by == os.getpid()

    def add(self, table: str, rows: Iterable[Row], *, cleared: bool) -> None:
        """Add rows at once, outside of the state; with `cleared` in the place of all rows."""
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
        """Make the next state from this one; the tables `cleared` are emptied first.

        Returns False when another build was faster, whose state stays, or when nothing can be
        kept. A damaged file is replaced by an empty one.
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
        blocks, sums = dict(self._blocks), dict(self._sums)
        for table, change in changes.items():
            if self.schema[table].loaded:
                kept = {} if table in cleared else blocks[table]
                known = {} if table in cleared else sums[table]
                new = _changed(kept, change, self.schema[table].keys)
                blocks[table] = kept | new
                sums[table] = known | self._write_blocks(table, new)
                continue
            query = f"DELETE FROM {table} WHERE {self.schema[table].where}"
            self._for_each(query, change.gone)
            self._insert(table, change.rows)
        state = {**meta, "state": str(self._state + 1)}
        state.update((_sum_of(table), str(_sum(known))) for table, known in sums.items())
        self._insert("meta", state.items())
        self._state, self._blocks, self._sums = self._state + 1, blocks, sums

    def _write_blocks(self, table: str, blocks: _Blocks) -> dict[int, int]:
        """Write blocks of rows, and return their checksums."""
        packed = {block: marshal.dumps(rows) for block, rows in blocks.items()}
        sums = {block: checksum(data) for block, data in packed.items()}
        self._insert(table, [(block, data, sums[block]) for block, data in packed.items()])
        return sums

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        marks = ", ".join("?" * len(self.schema[table].in_file.columns))
        self._for_each(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", [*rows])

    def _for_each(self, query: str, rows: Sequence[Row]) -> None:
        """Run `query` for each row, again where one row has text that is not Unicode."""
        try:
            self._connection.executemany(query, rows)
        except UnicodeEncodeError:
            for row in rows:
                self._execute(query, row)

    def _execute(self, query: str, values: Row) -> sqlite3.Cursor:
        """Run `query`; with text that is not Unicode it takes another form."""
        try:
            return self._connection.execute(query, values)
        except UnicodeEncodeError:
            return self._connection.execute(*_bound(query, values))

    def close(self) -> None:
        self._connection.close()


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


def _sum(sums: Mapping[int, int]) -> int:
    """Return the checksum of a table from those of its blocks."""
    return zlib.crc32(repr(sorted(sums.items())).encode())


def _changed(blocks: _Blocks, change: Changes, length: int) -> _Blocks:
    """Return the blocks that a change is in, as they are after it; `length` columns are the key."""
    changed: defaultdict[int, dict[Row, Row | None]] = defaultdict(dict)
    for key in change.gone:
        changed[_block_of(key)][key] = None
    for row in change.rows:
        changed[_block_of(key := row[:length])][key] = row
    new: _Blocks = {}
    for block, own in changed.items():
        rows = {row[:length]: row for row in blocks.get(block, ())} | own
        new[block] = [row for row in rows.values() if row is not None]
    return new


def _block_of(key: Row) -> int:
    """Return the number of the block in which a key is, the same in every process.

    Version 2 of the format: later ones write one value in several ways.
    """
    return zlib.crc32(marshal.dumps(key, 2)) % _BLOCKS


def _is_damage(error: Exception, file: Path) -> bool:
    """Return whether an error is about the content of the file, not one of the system."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code == sqlite3.SQLITE_READONLY:  # by the file's own header
        return os.access(file, os.W_OK)
    return code not in _OF_THE_SYSTEM


def _replaced(file: Path, schema: Schema) -> sqlite3.Connection:
    for part in file.parent.glob(f"{file.name}*"):
        part.unlink()
    return _connect(file, schema)


def _connect(file: Path, schema: Schema) -> sqlite3.Connection:
    # A server builds in another thread than the first one, never in two at once.
    connection = sqlite3.connect(
        file, timeout=_WAIT_SECONDS, check_same_thread=False, isolation_level=None
    )
    connection.text_factory = _text
    try:
        _prepare(connection, schema)
    except BaseException:
        connection.close()  # or the file could not be replaced on Windows
        raise
    return connection


def _prepare(connection: sqlite3.Connection, schema: Schema) -> None:
    """Make the tables where there are none. Raises sqlite3.Error for another version."""
    connection.execute(f"PRAGMA page_size = {_PAGE}")
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = NORMAL")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != schema.version:
        if version or connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise sqlite3.DatabaseError("another version")
        connection.executescript(f"{schema.create()}; PRAGMA user_version = {schema.version}")
