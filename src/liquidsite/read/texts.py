"""Texts of earlier readings, kept by file identity: an unchanged file is not opened again.

Identity is size, inode and both time stamps. A file whose stamps are as new as the reading
itself may be written once more within the same tick of the clock, so it is not kept.
"""

from __future__ import annotations

import marshal
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from liquidsite.read.readings import Readings

# Ticks of file systems: 10 ms and finer, but 2 s on some that come from Windows.
_FRESH = 2_100_000_000
_PLAIN = frozenset([type(None), bool, int, float, str])


@dataclass(frozen=True, slots=True)
class Text:
    """A source file with its front matter parsed; `matter` is None when it has none.

    `problem` is what was wrong with the front matter when the site may go on without it.
    """

    matter: Any
    content: str
    line: int
    problem: str | None = None


# Identity, and the marshalled text; empty for a file without front matter.
Entry = tuple[str, bytes]


@dataclass
class Texts:
    """`known` from earlier readings, `new` from this one, by path as messages show it.

    `readings` has what earlier ones of the same process made of them.
    """

    known: Mapping[str, Entry] = field(default_factory=dict)
    new: dict[str, Entry] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    began: int = field(default_factory=time.time_ns)
    readings: Readings | None = None

    def find(self, path: str, file: str) -> Entry | None:
        """The entry of `file`, if it is what it was."""
        entry = self.known.get(path)
        if entry is None or entry[0] != identity(file):
            return None
        self.used.add(path)
        return entry

    def keep(self, path: str, file: str, text: Text | None) -> None:
        """Remember what was just read: a text, or that the file has no front matter."""
        stat = _stat(file)
        if stat is None or max(stat.st_mtime_ns, stat.st_ctime_ns) > self.began - _FRESH:
            return
        packed = b"" if text is None else pack(text)
        if packed is not None:
            self.new[path] = (_identity(stat), packed)


def identity(file: str) -> str:
    stat = _stat(file)
    return "" if stat is None else _identity(stat)


def _stat(file: str) -> os.stat_result | None:
    try:
        return os.stat(file)  # noqa: PTH116 - thousands of calls
    except OSError:
        return None


def _identity(stat: os.stat_result) -> str:
    return f"{stat.st_size} {stat.st_ino} {stat.st_mtime_ns} {stat.st_ctime_ns}"


def pack(text: Text) -> bytes | None:
    """`text` as bytes; None when it holds what cannot be kept, or something was wrong."""
    if text.problem:
        return None
    try:
        return marshal.dumps((_packed(text.matter), text.content, text.line))
    except (ValueError, RecursionError):
        return None


def unpack(packed: bytes) -> Text:
    matter, content, line = marshal.loads(packed)
    return Text(_unpacked(matter), content, line)


def _packed(value: Any) -> Any:
    """Times become tuples, which YAML has none of. Raises ValueError for what is not plain."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is list:
        return [_packed(item) for item in value]
    if kind is dict:
        return dict(_packed_pairs(value.items()))
    if kind is datetime and value.tzinfo is not None:
        offset = value.utcoffset()
        assert offset is not None
        return ("time", value.replace(tzinfo=None).isoformat(), int(offset.total_seconds()))
    if kind is date:
        return ("date", value.isoformat())
    raise ValueError(kind)


def _packed_pairs(pairs: Iterable[tuple[Any, Any]]) -> Iterable[tuple[Any, Any]]:
    for key, value in pairs:
        if type(key) not in _PLAIN:
            raise ValueError(type(key))
        yield key, _packed(value)


def _unpacked(value: Any) -> Any:
    kind = type(value)
    if kind is dict:
        return {key: _unpacked(item) for key, item in value.items()}
    if kind is list:
        return [_unpacked(item) for item in value]
    if kind is not tuple:
        return value
    if value[0] == "date":
        return date.fromisoformat(value[1])
    return datetime.fromisoformat(value[1]).replace(tzinfo=_zone(value[2]))


def _zone(offset: int) -> timezone:
    # A zero offset is a zone of its own: `UTC` itself would print that name, as Ruby's does.
    return timezone(timedelta(seconds=offset)) if offset else timezone(timedelta(), "UTC+00:00")
