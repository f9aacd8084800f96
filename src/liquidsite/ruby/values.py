"""Ruby's value semantics for Liquid 4.0.4, on Python values.

| Ruby             | Python                                                                 |
|------------------|------------------------------------------------------------------------|
| nil, true, false | None, True, False; a bool is never an Integer                          |
| Integer, Float   | int, float                                                             |
| String           | str                                                                    |
| Array, Hash      | list, dict                                                             |
| Range `(1..5)`   | `range(1, 6)`: the last number is `stop - 1`, even where that is lower |
| Date, Time       | date, aware datetime; `datetime.UTC` itself is Ruby's UTC flag         |
| a drop           | Drop                                                                   |
| `empty`, `blank` | EMPTY, BLANK                                                           |
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from liquidsite.drop import Drop, HashDrop
from liquidsite.ruby.numbers import leading_integer, strict_integer
from liquidsite.ruby.text import inspect, to_output, to_s

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = [
    "BLANK",
    "EMPTY",
    "LiquidError",
    "MethodLiteral",
    "RubyError",
    "compare",
    "contains",
    "equals",
    "equals_or_blank",
    "equals_or_empty",
    "first",
    "inspect",
    "is_empty",
    "is_truthy",
    "last",
    "no_method",
    "size",
    "to_integer",
    "to_number",
    "to_output",
    "to_s",
]


class LiquidError(Exception):
    """A filter's or operator's error; the engine adds the place and `prefix`."""

    prefix = "Liquid error: "

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class RubyError(LiquidError):
    """An error that Ruby itself raises inside a filter, so that Liquid adds no prefix to it."""

    prefix = ""


def no_method(name: str, value: object) -> RubyError:
    """Return the error of a filter that expects another kind of value."""
    shown = inspect(value)
    kind = "" if shown.startswith("#") else f":{class_name(value)}"
    return RubyError(f"undefined method `{name}' for {shown}{kind}")


class MethodLiteral:
    """`empty` or `blank`: equal to every value whose `empty?` or `blank?` is true.

    Prints nothing.
    """

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return ""

    def __reduce__(self) -> str:
        return self.name.upper()


# Ruby's `[[:space:]]`, which is not Python's `isspace`.
_WHITE_SPACE = re.compile(
    r"[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*"
).fullmatch

EMPTY = MethodLiteral("empty")
BLANK = MethodLiteral("blank")


def is_truthy(value: object) -> bool:
    return value is not None and value is not False


def is_empty(value: object) -> bool:
    """Return Ruby's `empty?`, or False for a value without that method."""
    return isinstance(value, str | list | dict | HashDrop) and not value


def equals(left: object, right: object) -> bool:
    """Compare by Liquid's `==`. Plain Ruby has no `blank?`, so nothing equals `blank`."""
    if isinstance(left, MethodLiteral):
        return left is EMPTY and is_empty(right)
    if isinstance(right, MethodLiteral):
        return right is EMPTY and is_empty(left)
    return same(left, right)


def is_blank(value: object) -> bool:
    """Return ActiveSupport's `blank?`."""
    if isinstance(value, str):
        return _WHITE_SPACE(value) is not None
    return not is_truthy(value) or is_empty(value)


def equals_or_blank(left: object, right: object) -> bool:
    """Compare by Liquid's `==` where ActiveSupport is loaded."""
    if left is BLANK:
        return is_blank(right)
    if right is BLANK and not isinstance(left, MethodLiteral):
        return is_blank(left)
    return equals(left, right)


def equals_or_empty(left: object, right: object) -> bool:
    """Compare by Liquid's `==` where csl-ruby is loaded: false and white space are not blank."""
    if left is BLANK:
        return right is None or is_empty(right)
    if right is BLANK and not isinstance(left, MethodLiteral):
        return left is None or is_empty(left)
    return equals(left, right)


def same(left: object, right: object) -> bool:
    """Compare by Ruby's `==`: Python's, but True is not 1 and ranges compare by their bounds."""
    if type(left) is type(right):
        if isinstance(left, list):
            return _same_arrays(left, right)  # type: ignore[arg-type]
        if isinstance(left, dict):
            return _same_hashes(left, right)  # type: ignore[arg-type]
        if isinstance(left, range):
            return (left.start, left.stop) == (right.start, right.stop)  # type: ignore[attr-defined]
        return bool(left == right)
    if isinstance(left, bool) or isinstance(right, bool):
        return False
    return bool(left == right)


def _same_arrays(left: list[object], right: list[object]) -> bool:
    return left is right or (len(left) == len(right) and all(map(same, left, right)))


def _same_hashes(left: dict[object, object], right: dict[object, object]) -> bool:
    if left is right:
        return True
    return len(left) == len(right) and all(
        has_key(right, key) and same(value, right[key]) for key, value in left.items()
    )


def has_key(mapping: dict[object, object], key: object) -> bool:
    """Return whether a Ruby hash has `key`; equal numbers of another type are other keys."""
    if isinstance(key, str):
        return key in mapping
    if not isinstance(key, int | float):
        return key is None and None in mapping
    return key in mapping and any(type(k) is type(key) and k == key for k in mapping)


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_KINDS: dict[type, str] = {
    int: "Integer",
    float: "Float",
    str: "String",
    datetime: "Time",
    date: "Date",
}


def compare(op: str, left: object, right: object) -> bool:
    """Compare by `<`, `>`, `<=` or `>=`; False where a side has no order.

    Raises LiquidError where the kinds differ.
    """
    kind, other = _KINDS.get(type(left)), _KINDS.get(type(right))
    if kind is None or other is None:
        return False
    if kind == "Date" and other in _NUMBERS:
        left = julian_day(left)  # type: ignore[arg-type]
    elif kind != other and not (kind in _NUMBERS and other in _NUMBERS):
        raise comparison_error(left, right)
    return _OPERATORS[op](left, right)


_NUMBERS = ("Integer", "Float")


def julian_day(day: date) -> float:
    """Return the number by which Ruby compares a date with numbers."""
    return day.toordinal() + 1721424.5


def comparison_error(left: object, right: object) -> LiquidError:
    """Return the error `comparison of String with 5 failed`.

    Nil, booleans and numbers are shown.
    """
    shown = (
        right is None
        or isinstance(right, bool | float)
        or (type(right) is int and -(2**62) <= right < 2**62)
    )
    other = inspect(right) if shown else class_name(right)
    return LiquidError(f"comparison of {class_name(left)} with {other} failed")


_OTHER_CLASSES: dict[type, str] = {
    list: "Array",
    dict: "Hash",
    range: "Range",
    type(None): "NilClass",
    MethodLiteral: "Liquid::Expression::MethodLiteral",
}


def class_name(value: object) -> str:
    """Return the name of the Ruby class, as errors show it."""
    if isinstance(value, bool):
        return "TrueClass" if value else "FalseClass"
    if isinstance(value, list):
        return "Array"
    kind = type(value)
    return _KINDS.get(kind) or _OTHER_CLASSES.get(kind) or kind.__name__


def to_str(value: object) -> str:
    """Return `value`, which has to be a string. Raises RubyError, as Ruby's methods do."""
    if isinstance(value, str):
        return value
    shown = inspect(value) if value is None or isinstance(value, bool) else class_name(value)
    raise RubyError(f"no implicit conversion of {shown} into String")


def contains(left: object, right: object) -> bool:
    """Test by Liquid's `contains`."""
    if not is_truthy(right):
        return False
    if isinstance(left, str):
        return to_s(right) in left
    if isinstance(left, list):
        return any(same(item, right) for item in left)
    if isinstance(left, dict):
        return has_key(left, right)
    if isinstance(left, HashDrop):
        return isinstance(right, str) and right in left
    if isinstance(left, range):
        return type(right) in (int, float) and left.start <= right < left.stop  # type: ignore[operator]
    return False


def to_number(value: object) -> int | Decimal:
    """Return the number for arithmetic filters: floats and decimal strings as exact decimals."""
    kind = type(value)
    if kind is int:
        return value  # type: ignore[return-value]
    if kind is float:
        from decimal import Decimal

        return Decimal(repr(value))
    if isinstance(value, str):
        return _decimal(value)
    return 0


def _decimal(text: str) -> int | Decimal:
    stripped = text.strip(" \t\n\v\f\r\0")
    digits = stripped[1:] if stripped[:1] == "-" else stripped
    whole, point, fraction = digits.partition(".")
    if point and digits.isascii() and whole.isdigit() and fraction.isdigit():
        from decimal import Decimal

        return Decimal(stripped)
    return leading_integer(text)


def to_integer(value: object) -> int:
    """Return an argument that has to be an integer. Raises LiquidError for anything else."""
    if type(value) is int:
        return value
    number = strict_integer(to_s(value))
    if number is None:
        raise LiquidError("invalid integer")
    return number


def size(value: object) -> int | None:
    """Return Ruby's `size`: of an Integer, that of its memory in bytes; None without one."""
    if isinstance(value, str | list | dict | HashDrop):
        return len(value)
    if isinstance(value, range):
        return max(0, value.stop - value.start)
    if type(value) is int:
        return max(8, (value.bit_length() + 7) // 8)
    return None


def first(value: object) -> object:
    """Return Ruby's `first`: of a hash its first pair, of a range its begin; None without one."""
    if isinstance(value, list):
        return value[0] if value else None
    if isinstance(value, range):
        return value.start
    if isinstance(value, dict):
        return next(([key, item] for key, item in value.items()), None)
    return next(value.pairs(), None) if isinstance(value, Drop) and value.is_enumerable else None


def last(value: object) -> object:
    """Return Ruby's `last`, which hashes and drops do not have."""
    if isinstance(value, list):
        return value[-1] if value else None
    return value.stop - 1 if isinstance(value, range) else None
