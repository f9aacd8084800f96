"""The `csv_converters` of `csv_reader` and `tsv_reader`, which turn fields into other values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime

from liquidsite.errors import ConfigError
from liquidsite.ruby import safe_yaml

Convert = Callable[[str], object]

_FLOAT = re.compile(
    r"\s*[-+]?(\d+(_\d+)*(\.\d+(_\d+)*)?|\.\d+(_\d+)*)([eE][-+]?\d+(_\d+)*)?\s*", re.ASCII
)
_HEXADECIMAL = re.compile(r"\s*[-+]?0[xX][0-9a-fA-F]+(\.[0-9a-fA-F]+)?([pP][-+]?\d+)?\s*", re.ASCII)
_INTEGER = re.compile(
    r"\s*([-+]?)(?:0[xX]([0-9a-fA-F_]+)|0[bB]([01_]+)|0[oO]?([0-7_]+)|(0|[1-9][\d_]*))\s*", re.ASCII
)
_BASES = (16, 2, 8, 10)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WRITTEN_DATE = re.compile(r"(?:\w+,?\s+)?(\w{3})\w*\s+(\d{1,2}),?\s+(\d{4})", re.ASCII)
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{1,2}:\d{2})(:\d{2})?(.*))?", re.ASCII)


def converters(names: Sequence[str]) -> list[Convert]:
    """Return the converters of these names, in order. Raises `ConfigError` for an unknown one."""
    found = []
    for name in names:
        if name not in CONVERTERS:
            known = ", ".join(sorted(CONVERTERS))
            raise ConfigError(f"csv_converters: there is no '{name}', only {known}")
        found += CONVERTERS[name]
    return found


def convert(field: str | None, with_converters: Sequence[Convert]) -> object:
    """Apply converters to `field`, up to the first that changes its type."""
    value: object = field
    for converter in with_converters:
        if not isinstance(value, str):
            break
        value = converter(value)
    return value


def integer(field: str) -> object:
    """Convert as Ruby's `Integer(field)`: prefixes give the base, a leading zero means octal."""
    match = _INTEGER.fullmatch(field)
    if match is None:
        return field
    sign, *digits = match.groups()
    for base, number in zip(_BASES, digits, strict=True):
        if number is not None:
            try:
                return int(sign + number, base)
            except ValueError:  # `_` not between two digits
                return field
    return field


def float_(field: str) -> object:
    if _HEXADECIMAL.fullmatch(field):
        return float.fromhex(field)
    return float(field) if _FLOAT.fullmatch(field) else field


def date_(field: str) -> object:
    written = _WRITTEN_DATE.fullmatch(field)
    try:
        if written:
            month, day, year = written.groups()
            return datetime.strptime(f"{month} {day} {year}", "%b %d %Y").date()
        return date.fromisoformat(field) if _DATE.fullmatch(field) else field
    except ValueError:
        return field


def date_time(field: str) -> object:
    match = _TIME.fullmatch(field)
    if match is None:
        return field
    day, time, seconds, rest = match.groups()
    value = safe_yaml.resolve(f"{day} {time or '00:00'}{seconds or ':00'}{rest or ''}")
    return value if isinstance(value, datetime) else field


CONVERTERS: dict[str, list[Convert]] = {
    "integer": [integer],
    "float": [float_],
    "numeric": [integer, float_],
    "date": [date_],
    "date_time": [date_time],
    "time": [date_time],
    "all": [date_time, integer, float_],
}
