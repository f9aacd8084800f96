"""How compiled templates read values: hashes, arrays and drops, by key, index or command.

The strict variants raise where the lax functions return nil.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite

from liquidsite.drop import Drop, HashDrop, Timed
from liquidsite.ruby.numbers import leading_integer
from liquidsite.ruby.values import LiquidError, first, has_key, last, size, to_integer, to_s

from .failures import UndefinedError
from .loop_drops import Loop

_COMMANDS: dict[str, Callable[[object], object]] = {"size": size, "first": first, "last": last}
# The types that have a command, even when it returns nil.
_WITH_COMMAND: dict[str, tuple[type, ...]] = {
    "size": (str, list, dict, range, HashDrop),
    "first": (list, dict, range, Drop),
    "last": (list, range),
}
_KEYED = (Drop, Loop)
_ABSENT = object()


def get(value: object, key: str) -> object:
    """Return `value.key`: the entry of a hash or drop."""
    if isinstance(value, dict):
        return value.get(key)
    return value[key] if isinstance(value, _KEYED) else None


def command(value: object, key: str) -> object:
    """Return `value.size`, `.first` or `.last`: the entry of that name, else the command."""
    if isinstance(value, dict):
        if key in value:
            return value[key]
    elif isinstance(value, _KEYED) and (found := value[key]) is not None:
        return found
    return _COMMANDS[key](value)


def at(value: object, key: object) -> object:
    """Return `value[key]`: the entry of a hash or drop, or of an array by its index."""
    found = _entry(value, key)
    return None if found is _ABSENT else found


def strict_get(value: object, key: str) -> object:
    return _present(_entry(value, key), value, key)


def strict_command(value: object, key: str) -> object:
    found = command(value, key)
    if found is None and not isinstance(value, _WITH_COMMAND[key]):
        _present(_entry(value, key), value, key)
    return found


def strict_at(value: object, key: object) -> object:
    return _present(_entry(value, key), value, key)


def _present(found: object, value: object, key: object) -> object:
    if found is not _ABSENT:
        return found
    if isinstance(value, Loop):
        raise UndefinedError(f"undefined method {to_s(key)}")
    raise undefined(key)


def undefined(name: object) -> UndefinedError:
    return UndefinedError(f"undefined variable {to_s(name)}")


def _entry(value: object, key: object) -> object:
    """Return `value[key]` where there is such a key; every integer is a key of an array."""
    if isinstance(value, dict):
        return value[key] if has_key(value, key) else _ABSENT
    if isinstance(value, list):
        return _item(value, key) if type(key) is int else _ABSENT
    if isinstance(value, _KEYED) and isinstance(key, str):
        found = value[key]
        return _ABSENT if found is None and key not in value else found
    if isinstance(value, Drop) and value.has_numbers and type(key) is int:
        return value.at_number(key) if key in value else _ABSENT
    return _ABSENT


def _item(array: list[object], index: int) -> object:
    return array[index] if -len(array) <= index < len(array) else None


def moment(get: Callable[[object, str], object], site: object, form: object) -> object:
    """Return `site.time` for a filter that shows it in the format `form`."""
    text = to_s(form)
    return site.time_shown(text) if text and isinstance(site, Timed) else get(site, "time")


def span(start: object, end: object) -> range:
    """Return a range from computed bounds, its last number included."""
    return range(_bound(start), _bound(end) + 1)


def _bound(value: object) -> int:
    if value is None or isinstance(value, str):
        return leading_integer(value or "")
    return to_integer(value)


def to_i(value: object) -> int:
    """Convert by Ruby's `to_i`, as loops do with their limits."""
    if isinstance(value, bool):
        raise LiquidError("internal")
    if isinstance(value, str):
        return leading_integer(value)
    if isinstance(value, int | float):
        if isinstance(value, float) and not isfinite(value):
            raise LiquidError("internal")
        return int(value)
    return 0
