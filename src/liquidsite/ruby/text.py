"""Ruby's `to_s` and `inspect` of the values that templates see."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from unicodedata import category

from liquidsite.drop import Drop, HashDrop
from liquidsite.ruby.numbers import float_to_s

# What `String#inspect` may escape; `_escape` decides for the characters outside ASCII.
_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f]|#(?=[{$@])|[^\x00-\x7f]')
_NAMED = {
    '"': '\\"', "\\": "\\\\", "#": "\\#", "\n": "\\n", "\t": "\\t", "\r": "\\r",
    "\f": "\\f", "\v": "\\v", "\a": "\\a", "\b": "\\b", "\x1b": "\\e",
}  # fmt: skip
_UNPRINTABLE = frozenset(("Cc", "Cn", "Cs", "Zl", "Zp"))


def time_to_s(value: datetime) -> str:
    """Format as `Time#to_s`: `2021-05-07 10:00:00 +0200`, or `UTC` for a time made in UTC."""
    return f"{value.isoformat(' ', 'seconds')[:19]} {_zone(value)}"


def time_inspect(value: datetime) -> str:
    """Format as `Time#inspect`, which adds the fraction of the second where there is one."""
    fraction = f".{value.microsecond:06}".rstrip("0") if value.microsecond else ""
    return f"{value.isoformat(' ', 'seconds')[:19]}{fraction} {_zone(value)}"


def _zone(value: datetime) -> str:
    # `UTC` itself means Ruby's UTC flag; any other zone is a local time.
    return "UTC" if value.tzinfo is UTC else utc_offset(value)


def utc_offset(value: datetime) -> str:
    """Return `+0200`, as Ruby's `%z`; a time without a zone counts as one at `+0000`."""
    offset = value.utcoffset()
    minutes = int(offset.total_seconds() / 60) if offset else 0
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def _date_inspect(value: date) -> str:
    # The Julian day, seconds and nanoseconds of the day, the offset, and Italy's reform day.
    return f"#<Date: {value} (({value.toordinal() + 1721425}j,0s,0n),+0s,2299161j)>"


def _string_inspect(value: str) -> str:
    if value.isascii() and value.isalnum():
        return f'"{value}"'
    return f'"{_SPECIAL.sub(_escape, value)}"'


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    named = _NAMED.get(char)
    if named:
        return named
    code = ord(char)
    # Ruby prints U+0085 unescaped, though it is a control character.
    if category(char) not in _UNPRINTABLE or code == 0x85:
        return char
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\u{{{code:X}}}"


def _array_inspect(value: list[object]) -> str:
    return f"[{', '.join(map(_inspect_member, value))}]"


def _hash_inspect(value: Mapping[Any, object]) -> str:
    pairs = [f"{inspect(key)}=>{_inspect_member(item)}" for key, item in value.items()]
    return f"{{{', '.join(pairs)}}}"


def _inspect_member(value: object) -> str:
    shown = value.inspect_member() if isinstance(value, Drop) else None
    return inspect(value) if shown is None else shown


def _range_to_s(value: range) -> str:
    return f"{value.start}..{value.stop - 1}"


def _bool_to_s(value: bool) -> str:
    return "true" if value else "false"


def _drop_inspect(value: Drop) -> str:
    if isinstance(value, HashDrop):
        return _hash_inspect(value.to_hash())
    if not value.is_enumerable:
        return str(value)
    from liquidsite.ruby.json import pretty_generate

    return pretty_generate(value)


_TO_S: dict[type, Callable[..., str]] = {
    int: str,
    bool: _bool_to_s,
    float: float_to_s,
    list: _array_inspect,
    dict: _hash_inspect,
    range: _range_to_s,
    datetime: time_to_s,
    date: date.isoformat,
}
_INSPECT: dict[type, Callable[..., str]] = {
    **_TO_S,
    str: _string_inspect,
    datetime: time_inspect,
    date: _date_inspect,
}


def to_s(value: object) -> str:
    """Convert by Ruby's `to_s`, as filters do with their input: arrays and hashes are inspected."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value]
    if value is None:
        return ""
    convert = _TO_S.get(kind)
    return convert(value) if convert else _other(value, _TO_S)


def inspect(value: object) -> str:
    """Format by Ruby's `inspect`: `nil`, `"text"`, `[1, 2.0]`, `{"a"=>1}`."""
    if value is None:
        return "nil"
    if isinstance(value, Drop):
        return _drop_inspect(value)
    convert = _INSPECT.get(type(value))
    return convert(value) if convert else _other(value, _INSPECT)


def _other(value: object, known: Mapping[type, Callable[..., str]]) -> str:
    """Convert a subclass of a known type as that type, anything else by Python's `str`."""
    for kind in type(value).__mro__[1:-1]:
        if kind in known:
            return known[kind](value)
    return str(value)


def to_output(value: object) -> str:
    """Return the text that `{{ value }}` prints: `to_s`, except that arrays are joined."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value]
    return join(value, "") if isinstance(value, list) else to_s(value)


class AsciiText(str):
    """Text that Ruby has in US-ASCII: that of nil, numbers and times.

    Appending ASCII does not change the encoding, so the first output of a page decides the
    encoding of its text. kramdown writes numeric references into a text in US-ASCII where it
    would write characters beyond ASCII otherwise.
    """

    __slots__ = ()


def to_first_output(value: object, source: object = "") -> str:
    """Return `to_output(value)`, as `AsciiText` where Ruby has that, for the first output.

    `source` is what `value` was before filters that keep the encoding.
    """
    text = to_output(value)
    is_ascii = _is_ascii(source if isinstance(value, str) else value)
    return AsciiText(text) if is_ascii and text.isascii() else text


def _is_ascii(value: object) -> bool:
    if isinstance(value, list):
        return not value or _is_ascii(value[0])
    if isinstance(value, dict):
        return not value
    return value is None or isinstance(value, int | float | range | date)


def concatenated(parts: list[str]) -> str:
    """Return all of `parts` as one text, in the encoding that Ruby's `Array#join` gives it."""
    text = "".join(parts)
    is_ascii = not parts or type(parts[0]) is AsciiText
    return AsciiText(text) if is_ascii and text.isascii() else text


def join(items: list[object], glue: str) -> str:
    """Join by Ruby's `Array#join`, which joins the arrays inside with the same `glue`."""
    return glue.join(
        [
            item
            if type(item) is str
            else join(item, glue)
            if isinstance(item, list)
            else to_s(item)
            for item in items
        ]
    )
