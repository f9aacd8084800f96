"""Values of YAML as bytes: marshalled, with times and dates marked as such.

Packed bytes are data: reading them never runs code, wherever they come from.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from typing import Any

_PLAIN = frozenset([type(None), bool, int, float, str])


def pack(value: Any) -> bytes | None:
    """Return `value` as bytes; None when it holds something that cannot be stored."""
    try:
        return marshal.dumps(bare(value))
    except (ValueError, RecursionError):
        return None


def unpack(packed: bytes) -> Any:
    """Return the value that was packed. Raises LookupError when the bytes are damaged."""
    return whole(loads(packed))


def loads(data: bytes) -> Any:
    """Return the value that was marshalled. Raises LookupError when the bytes are damaged."""
    try:
        return marshal.loads(data)
    except (ValueError, EOFError, TypeError) as error:
        raise LookupError(str(error)) from error


def is_plain(value: Any) -> bool:
    """Return whether `value` consists of scalars, lists and hashes, which marshalling preserves."""
    kind = type(value)
    if kind is dict:
        return all(type(key) in _PLAIN and is_plain(item) for key, item in value.items())
    return all(map(is_plain, value)) if kind is list else kind in _PLAIN


def bare(value: Any) -> Any:
    """Turn times into tuples, which YAML has none of. Raises ValueError for other types."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is list:
        return [bare(item) for item in value]
    if kind is dict:
        return dict(_bare_pairs(value.items()))
    if kind is datetime and type(value.tzinfo) is timezone:
        offset = value.utcoffset()
        assert offset is not None
        return ("time", value.replace(tzinfo=None).isoformat(), int(offset.total_seconds()))
    if kind is date:
        return ("date", value.isoformat())
    raise ValueError(kind)


def _bare_pairs(pairs: Iterable[tuple[Any, Any]]) -> Iterable[tuple[Any, Any]]:
    for key, value in pairs:
        if type(key) not in _PLAIN:
            raise ValueError(type(key))
        yield key, bare(value)


def whole(value: Any) -> Any:
    """Return the value that `bare` was given."""
    kind = type(value)
    if kind is dict:
        return {key: whole(item) for key, item in value.items()}
    if kind is list:
        return [whole(item) for item in value]
    if kind is not tuple:
        return value
    if value[0] == "date":
        return date.fromisoformat(value[1])
    return datetime.fromisoformat(value[1]).replace(tzinfo=_zone(value[2]))


def _zone(offset: int) -> timezone:
    # A zero offset is a zone of its own: `UTC` itself would print that name, as Ruby's does.
    return timezone(timedelta(seconds=offset)) if offset else timezone(timedelta(), "UTC+00:00")
