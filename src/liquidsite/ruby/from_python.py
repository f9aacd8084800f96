"""Python's values as Ruby's: what a program gives to templates, converted once at the border.

| Python                                           | Ruby                                          |
|--------------------------------------------------|-----------------------------------------------|
| None, bool, int, float, str and their subclasses | nil, true or false, Integer, Float, String    |
| Decimal, any other real number                   | Float, as Liquid's own filters give decimals  |
| an Enum's member                                 | its value                                     |
| a Mapping, or what has `keys()` and `[key]`      | Hash                                          |
| a dataclass, a named tuple, a pydantic model     | Hash of its fields                            |
| a Sequence, any other Iterable                   | Array; an iterator is read once               |
| a `set`, which has no order                      | Array, sorted                                 |
| `range(1, 6)`                                    | Range, `(1..5)`; with a step, Array           |
| date, aware datetime                             | Date, Time                                    |
| datetime without a zone                          | Time in the zone that is given, else local    |
| time, timedelta                                  | String `09:30:00`, Float of seconds           |
| Path, UUID, ZoneInfo, a lazy text of Django      | String                                        |
| NumPy's and pandas' scalars and arrays           | what their `tolist()` is; NaT and NA are nil  |
| an object with `to_liquid()`                     | what that returns, converted in turn          |
| a Drop                                           | itself                                        |

Anything else is refused: the attributes of an object are no business of templates.
"""

from __future__ import annotations

import sys
from collections import UserString
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import Enum, EnumType
from pathlib import PurePath
from typing import Any, NamedTuple

from liquidsite.drop import Drop, DropList
from liquidsite.ruby.text import AsciiText
from liquidsite.ruby.text import inspect as ruby_inspect
from liquidsite.ruby.values import MethodLiteral

__all__ = ["PLAIN", "from_python", "from_python_mapping", "is_plain"]

PLAIN = frozenset((str, int, float, bool, type(None), AsciiText))
"""The types whose values are Ruby's already."""

_ADVICE = "give it a method to_liquid(), or pass what it should show"
_TEXTS = (
    ("uuid", "UUID"),
    ("zoneinfo", "ZoneInfo"),
    ("django.utils.functional", "Promise"),
)


class _Border(NamedTuple):
    """What is the same for all values of a conversion."""

    zone: tzinfo | None = None
    keep: tuple[type, ...] = ()


def from_python(
    value: object,
    place: str = "",
    zone: tzinfo | None = None,
    keep: tuple[type, ...] = (),
) -> object:
    """Return `value` as templates see it; a container as a copy.

    `place` is where it stands, for messages; `zone` is that of times without one, by default the
    machine's; what is of a type in `keep` stays as it is. Raises TypeError for what has no
    counterpart: `speakers[2].photo: cannot show a Foo`.
    """
    if type(value) in PLAIN:
        return value
    return _placed(lambda: _value(value, _Border(zone, keep)), place)


def from_python_mapping(
    values: Mapping[str, object], place: str = "", zone: tzinfo | None = None
) -> dict[str, Any]:
    """Return the variables `values` as templates see them. Raises TypeError as `from_python`."""
    found: dict[str, object] = _placed(lambda: _hash(values.items(), _Border(zone)), place)
    return found


def is_plain(value: object) -> bool:
    """Return whether `value` is Ruby's already, with all that is in it."""
    kind = type(value)
    if kind is list:
        return all(map(is_plain, value))  # type: ignore[call-overload]
    if kind is dict:
        return all(map(is_plain, value)) and all(map(is_plain, value.values()))  # type: ignore[call-overload, attr-defined]
    if kind is datetime:
        return value.tzinfo is not None  # type: ignore[attr-defined]
    return kind in PLAIN or kind is date


def _placed(convert: Callable[[], Any], place: str) -> Any:
    try:
        return convert()
    except _RefusedError as refused:
        raise TypeError(refused.message(place)) from None
    except RecursionError:
        where = f"{place}: " if place else ""
        raise TypeError(f"{where}nested too deeply, or a value that contains itself") from None


class _RefusedError(Exception):
    """A value without a counterpart; `steps` lead to it, the innermost first."""

    def __init__(self, value: object, advice: str = _ADVICE) -> None:
        name = type(value).__name__
        article = "an" if name[:1].lower() in "aeiou" else "a"
        super().__init__(f"cannot show {article} {name}; {advice}")
        self.steps: list[object] = []

    def message(self, place: str) -> str:
        for step in reversed(self.steps):
            if isinstance(step, str) and step.isidentifier():
                place += f".{step}" if place else step
            else:
                place += f"[{step!r}]"
        return f"{place}: {self.args[0]}" if place else str(self.args[0])


def _value(value: object, border: _Border) -> object:
    kind = type(value)
    if kind in PLAIN or kind is date:
        return value
    if kind is dict:
        return _hash(value.items(), border)  # type: ignore[attr-defined]
    if kind is list or kind is tuple:
        return _array(value, border)  # type: ignore[arg-type]
    if isinstance(value, (Drop, DropList, MethodLiteral, *border.keep)):
        return value
    return _other(value, border)


def _hash(pairs: Iterable[tuple[object, object]], border: _Border) -> dict[Any, object]:
    made: dict[object, object] = {}
    key: object = None
    try:
        for key, item in pairs:
            plain = key if type(key) is str else _key(key, border)
            made[plain] = item if type(item) in PLAIN else _value(item, border)
    except _RefusedError as refused:
        refused.steps.append(key)
        raise
    return made


def _key(key: object, border: _Border) -> object:
    found = _value(key, border)
    if isinstance(found, list | dict | Drop | MethodLiteral):
        raise _RefusedError(key, "the keys of a hash are texts, numbers and dates")
    return found


def _array(items: Iterable[object], border: _Border) -> list[object]:
    made: list[object] = []
    try:
        made.extend(item if type(item) in PLAIN else _value(item, border) for item in items)
    except _RefusedError as refused:
        refused.steps.append(len(made))
        raise
    return made


def _other(value: Any, border: _Border) -> object:
    """Convert what is of none of Ruby's own kinds, the most special first."""
    if isinstance(value, type):
        if isinstance(value, EnumType):
            return _array(value, border)
        raise _RefusedError(value)
    if callable(getattr(value, "to_liquid", None)):
        said = value.to_liquid()
        if said is value:
            raise _RefusedError(value, "its to_liquid() returns itself")
        return _value(said, border)
    if isinstance(value, Enum):
        return _value(value.value, border)
    for convert in (_scalar, _text, _container):
        found = convert(value, border)
        if found is not _NONE_OF_THESE:
            return found
    raise _RefusedError(value)


_NONE_OF_THESE = object()


def _scalar(value: Any, border: _Border) -> object:
    """Convert numbers and times. pandas' NaT says that it is a time, but does not equal itself."""
    from numbers import Integral, Real

    if isinstance(value, int):
        return int.__int__(value)
    if isinstance(value, float):
        return float.__float__(value)
    if isinstance(value, datetime):
        return None if value != value else _time(value, border)
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real) or _is(value, "decimal", "Decimal"):
        try:
            return float(value)
        except ValueError:  # a signalling NaN
            raise _RefusedError(value) from None
    return None if type(value).__name__ == "NAType" else _NONE_OF_THESE


def _time(value: datetime, border: _Border) -> datetime:
    """Return an aware time of exactly the type `datetime`."""
    day = (value.year, value.month, value.day)
    clock = (value.hour, value.minute, value.second, value.microsecond)
    made = datetime(*day, *clock, tzinfo=value.tzinfo or border.zone, fold=value.fold)
    if made.tzinfo is not None:
        return made
    try:
        return made.astimezone()
    except (OverflowError, ValueError, OSError):
        raise _RefusedError(value, "the system knows no zone for it") from None


def _text(value: Any, border: _Border) -> object:
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, UserString):
        return str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        raise _RefusedError(value, "decode it first")
    if isinstance(value, PurePath):
        return value.as_posix()
    if isinstance(value, time):
        return value.isoformat()
    if any(_is(value, module, name) for module, name in _TEXTS):
        return str(value)
    return _NONE_OF_THESE


def _container(value: Any, border: _Border) -> object:
    if isinstance(value, range):
        return value if value.step == 1 else list(value)
    if callable(getattr(value, "tolist", None)):
        return _listed(value, border)
    if is_dataclass(value):
        return _hash(((f.name, getattr(value, f.name)) for f in fields(value)), border)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return _hash(zip(value._fields, value, strict=True), border)
    if callable(getattr(value, "model_dump", None)):
        return _value(value.model_dump(), border)
    if isinstance(value, Mapping):
        return _hash(value.items(), border)
    if hasattr(value, "keys") and hasattr(value, "__getitem__"):
        return _hash(((key, value[key]) for key in value.keys()), border)  # noqa: SIM118 - no Mapping
    if isinstance(value, set | frozenset):
        return _sorted(_array(value, border))
    return _array(value, border) if isinstance(value, Iterable) else _NONE_OF_THESE


def _listed(value: Any, border: _Border) -> object:
    """Convert a NumPy or pandas array or scalar; nanoseconds would be counted from 1970."""
    is_time = getattr(getattr(value, "dtype", None), "kind", "") in "mM"
    if is_time and type(value).__module__.partition(".")[0] == "numpy":
        value = value.astype(f"{value.dtype.str[1:3]}[us]")
    plain = value.tolist()
    if type(plain) is type(value):
        raise _RefusedError(value)
    return _value(plain, border)


def _sorted(items: list[object]) -> list[object]:
    """Return the members of a set in an order that is the same every time."""
    try:
        return sorted(items)  # type: ignore[type-var]
    except TypeError:
        return sorted(items, key=lambda item: (type(item).__name__, ruby_inspect(item)))


def _is(value: object, module: str, name: str) -> bool:
    """Return whether `value` is of that class, without importing its module."""
    loaded = sys.modules.get(module)
    return loaded is not None and isinstance(value, getattr(loaded, name, ()))
