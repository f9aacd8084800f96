"""The values of plain YAML scalars: `yes`, `017`, `12:30`, `2021-05-07 10:00:00 +0200`.

The rules are those of the safe_yaml gem (1.0.5), which Jekyll reads all YAML with. They differ
from YAML 1.1 and from Psych: `12:30` is a Float, `1e3` and `:symbol` are strings, a time without
a zone is in UTC, and `y` and `n` are no booleans.

A Ruby Date is a `datetime.date`, a Ruby Time an aware `datetime.datetime` with a fixed offset
(which Ruby prints as `+0000` when it is zero, never as `UTC`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

# `UTC` itself is a Ruby Time that was made in UTC, which prints that name.
_NO_OFFSET = timezone(timedelta(), "UTC+00:00")
_LONGEST_WORD = len("false")
_OPENS_A_NUMBER = frozenset("0123456789+-._,")

_WORDS: dict[str, object] = {
    "": None,
    "~": None,
    "null": None,
    "yes": True,
    "on": True,
    "true": True,
    "no": False,
    "off": False,
    "false": False,
}
_SPECIAL_FLOATS = {
    sign + word: float(sign + word.replace(".", ""))
    for sign, words in [("", ".inf .Inf .INF .nan .NaN .NAN"), ("-", ".inf .Inf .INF")]
    for word in words.split()
}


def resolve(text: str) -> object:
    """Return the value of a plain scalar; the text itself when it has no other meaning.

    Raises `ValueError` where Ruby's `Float()` refuses text that only looks like a number (`1_.5`).
    """
    if len(text) > _LONGEST_WORD and text[0] not in _OPENS_A_NUMBER:
        return text
    return _resolve_candidate(text)


@lru_cache(maxsize=4096)
def _resolve_candidate(text: str) -> object:
    word = text.lower()
    if word in _WORDS:
        return _WORDS[word]
    if text in _SPECIAL_FLOATS:
        return _SPECIAL_FLOATS[text]
    digits = text.replace("_", "").replace(",", "")
    for pattern, value_of in _INTEGERS:
        if pattern.match(digits):
            return value_of(digits)
    for pattern, value_of in _FLOATS_AND_DATES:
        if pattern.match(text):
            return value_of(text)
    return text


def _decimal(digits: str) -> object:
    try:
        return int(digits)
    except ValueError:  # Python's limit on the length of a number: as text it prints the same.
        return digits


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError(f'invalid value for Float(): "{text}"') from None


def _sexagesimal(text: str) -> float:
    """Convert `1:30:15` and `1:30:15.5` to a number in the unit of the last part.

    The gem applies the sign to the first part, and then to the whole: `-1:30` is 30.0.
    """
    whole, _, fraction = text.partition(".")
    total = 0.0
    for power, part in enumerate(reversed(whole.split(":"))):
        total += _float(part) * 60**power
    if fraction:
        total += _float(f".{fraction}")
    return -total if text[0] == "-" else total


def _date(text: str) -> object:
    try:
        return date(*map(int, text.split("-")))
    except ValueError:
        return text


_TIME_PARTS = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]|\s+)(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d*))?"
    r"\s*(?:Z|([-+])(\d{1,2}?)(?::?(\d{2}))?)?$",
    re.ASCII,
)


def _time(text: str) -> object:
    """Parse as Ruby's `DateTime.parse`: 24:00:00 is the next midnight, second 60 counts as 59."""
    parts = _TIME_PARTS.match(text)
    assert parts is not None
    year, month, day, hour, minute, second = map(int, parts.groups()[:6])
    digits, sign, hours, minutes = parts.groups()[6:]
    fraction = timedelta(microseconds=int((digits or "0")[:6].ljust(6, "0")))
    is_next_day = (hour, minute, second) == (24, 0, 0)
    second = 59 if second == 60 else second
    try:
        zone = _zone(sign, int(hours or 0), int(minutes or 0))
        midnight = datetime(year, month, day, tzinfo=zone)
        if is_next_day:
            return midnight + timedelta(days=1) + fraction
        return midnight.replace(hour=hour, minute=minute, second=second) + fraction
    except (ValueError, OverflowError):
        return text


def _zone(sign: str | None, hours: int, minutes: int) -> timezone:
    """Return the zone of an offset; Ruby ignores one of more than a day."""
    offset = timedelta(hours=hours, minutes=minutes)
    if not offset or offset > timedelta(days=1):
        return _NO_OFFSET
    return timezone(-offset if sign == "-" else offset)


def ruby_class(value: object) -> str:
    """Return the class name that Ruby's messages show for a value of YAML."""
    if value is None or isinstance(value, bool):
        return {None: "nil", True: "true", False: "false"}[value]
    names: dict[type, str] = {str: "String", int: "Integer", float: "Float", list: "Array"}
    return names.get(type(value), "Time" if isinstance(value, datetime) else "Date")


def _rules(
    *rules: tuple[str, Callable[[str], object]],
) -> tuple[tuple[re.Pattern[str], Callable[[str], object]], ...]:
    return tuple((re.compile(pattern, re.ASCII), value_of) for pattern, value_of in rules)


# Tried on the text without its `_` and `,`, in this order.
_INTEGERS = _rules(
    (r"[-+]?(0|[1-9][0-9]*)$", _decimal),
    (r"0[0-7]+$", lambda digits: int(digits, 8)),
    (r"[-+]?0[xX][0-9a-fA-F]+$", lambda digits: int(digits, 16)),
    (r"0b[01]+$", lambda digits: int(digits, 2)),
    (r"[-+]?[0-9]+(:[0-5]?[0-9])+$", _sexagesimal),
)
_FLOATS_AND_DATES = _rules(
    (r"[-+]?(\d[\d_]*)?\.[\d_]+([eE][-+]\d+)?$", _float),
    (r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*$", _sexagesimal),
    (r"\d{4}-\d{2}-\d{2}$", _date),
    (_TIME_PARTS.pattern, _time),
)
