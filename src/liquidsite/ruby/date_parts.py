"""The parts that Ruby's `Date._parse` finds in a text: of a date, a time of day and a zone.

The rules are tried in order; each searches for its pattern anywhere in the text, and removes what
it matched. First the weekday and the time of day, then the first of the date rules that matches,
then an era and a remaining number. Ruby refuses texts of over 128 characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypedDict


class Parts(TypedDict, total=False):
    year: int
    yday: int
    mon: int
    mday: int
    hour: int
    min: int
    sec: int
    fraction: str  # the digits after the point
    zone: str
    as_written: bool  # the year has four digits or a sign: 21 would not be 2021
    is_bc: bool


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MON = f"({'|'.join(_MONTHS)})"
_ERA = r"(c(?:e|\.e\.)|b(?:ce|\.c\.e\.)|a(?:d|\.d\.)|b(?:c|\.c\.))?"
# One word of letters; `_` and digits are none.
_LETTERS = r"[^\W0-9_]+"

_NOISE = re.compile(r"(?:[^-+',./:@\[\]\w]|_)+")
_WEEKDAY = _compile(r"\b(?:sun|mon|tue|wed|thu|fri|sat)[^-/0-9\ ]*")
_TIME = _compile(
    rf"""( (?: [0-9]+\ *:\ *[0-9]+ (?: \ *:\ *[0-9]+ (?:[,.][0-9]*)? )?
           | [0-9]+\ *h (?: \ *[0-9]+m? (?: \ *[0-9]+s? )? )? )
         (?: \ *[ap](?:m\b|\.m\.) )?
       | [0-9]+\ *[ap](?:m\b|\.m\.) )
     (?: \ * ( (?:gmt|utc?)?[-+][0-9]+ (?: [,.:][0-9]+ (?: :[0-9]+ )? )?
             | (?:[^\W0-9_]|[.\ ])+ (?:standard|daylight)\ time\b
             | {_LETTERS} (?:\ dst)?\b ) )?"""
)
_CLOCK = _compile(
    r"""([0-9]+)h? (?: \ *:?\ *([0-9]+)m? (?: \ *:?\ *([0-9]+)(?:[,.]([0-9]+))?s? )? )?
    (?: \ *([ap])(?:m\b|\.m\.) )?"""
)
_EU = _compile(
    rf"""('?[0-9]+)[^-0-9\ ]*\ *{_MON}[^-0-9\ ']*
    (?: \ *{_ERA}\ *('?-?[0-9]+(?:(?:st|nd|rd|th)\b)?) )?"""
)
_US = _compile(rf"\b{_MON}[^-0-9\ ']*\ *('?[0-9]+)[^-0-9\ ']*(?: \ *,?\ *{_ERA}\ *('?-?[0-9]+) )?")
_ISO = _compile(r"('?[-+]?[0-9]+)-([0-9]+)-('?-?[0-9]+)")
_JIS = _compile(r"\b([mtsh])([0-9]+)\.([0-9]+)\.([0-9]+)")
_VMS_DAY_FIRST = _compile(rf"('?-?[0-9]+)-{_MON}[^-/.]*-('?-?[0-9]+)")
_VMS_MONTH_FIRST = _compile(rf"\b{_MON}[^-/.]*-('?-?[0-9]+)(?:-('?-?[0-9]+))?")
_SLASHES = _compile(r"('?-?[0-9]+)/\ *('?[0-9]+)(?:[^0-9]\ *('?-?[0-9]+))?")
_DOTS = _compile(r"('?-?[0-9]+)\.\ *('?[0-9]+)\.\ *('?-?[0-9]+)")
_ISO_WEEK = _compile(r"\b(?:[0-9]{2}|[0-9]{4})?-?w[0-9]{2}(?:-?[0-9])?\b|-w-[0-9]\b")
_ISO_MONTH_DAY = _compile(r"--([0-9]{2})?-([0-9]{2})\b")
_ISO_MONTH = _compile(r"--([0-9]{2})([0-9]{2})?\b")
_NOT_YEAR_DAY = _compile(r"[,.](?:[0-9]{2}|[0-9]{4})-[0-9]{3}\b")
_YEAR_DAY = _compile(r"\b([0-9]{2}|[0-9]{4})-([0-9]{3})\b")
_NOT_DAY = _compile(r"[0-9]-[0-9]{3}\b")
_DAY_OF_YEAR = _compile(r"\b-([0-9]{3})\b")
_YEAR = _compile(r"'([0-9]+)\b")
_MONTH = _compile(rf"\b{_MON}[^\ ]*")
_DAY = _compile(r"([0-9]+)(?:st|nd|rd|th)\b")
_DIGITS = _compile(
    r"""([-+]?)([0-9]{2,14}) (?: \ *t?\ *([0-9]{2,6})?(?:[,.]([0-9]*))? )?
    (?: \ *( z\b | [-+][0-9]{1,4}\b | \[[-+]?[0-9][^\]]*\] ) )?"""
)
_BC = _compile(r"\b(?:bc\b|bce\b|b\.c\.|b\.c\.e\.)")
_REST = _compile(r"\A\ *([0-9]{1,2})\ *\Z")
_SIGNED = re.compile(r"[^-+0-9]*([-+]?[0-9]+)(.*)", re.DOTALL)
_NUMBER = re.compile(r"[0-9]+")

_Match = re.Match[str]
_Take = Callable[[_Match, Parts], None]
# The year before the first of an era: Meiji, Taisho, Showa, Heisei.
_ERAS = {"m": 1867, "t": 1911, "s": 1925, "h": 1988}


def _take_time(found: _Match, parts: Parts) -> None:
    if found[2]:
        parts["zone"] = found[2]
    clock = _CLOCK.match(found[1])
    assert clock
    hour, minute, second, fraction, half = clock.groups()
    parts["hour"] = int(hour)
    if half:
        parts["hour"] = int(hour) % 12 + (12 if half in "pP" else 0)
    if minute:
        parts["min"] = int(minute)
    if second:
        parts["sec"] = int(second)
    if fraction:
        parts["fraction"] = fraction


def _take_eu(found: _Match, parts: Parts) -> None:
    day, month, era, year = found.groups()
    _assign(parts, year, _month(month), day, era)


def _take_us(found: _Match, parts: Parts) -> None:
    month, day, era, year = found.groups()
    _assign(parts, year, _month(month), day, era)


def _take_ymd(found: _Match, parts: Parts) -> None:
    _assign(parts, found[1], found[2], found[3])


def _take_jis(found: _Match, parts: Parts) -> None:
    parts["year"] = int(found[2]) + _ERAS[found[1].lower()]
    parts["mon"], parts["mday"] = int(found[3]), int(found[4])


def _take_vms_day_first(found: _Match, parts: Parts) -> None:
    _assign(parts, found[3], _month(found[2]), found[1])


def _take_vms_month_first(found: _Match, parts: Parts) -> None:
    _assign(parts, found[3], _month(found[1]), found[2])


def _take_nothing(found: _Match, parts: Parts) -> None:
    """Take nothing: weeks are recognised, but Ruby makes no time of them."""


def _take_month_day(found: _Match, parts: Parts) -> None:
    if found[1]:
        parts["mon"] = int(found[1])
    if found[2]:
        parts["mday"] = int(found[2])


def _take_year_day(found: _Match, parts: Parts) -> None:
    parts["year"], parts["yday"] = int(found[1]), int(found[2])


def _take_day_of_year(found: _Match, parts: Parts) -> None:
    parts["yday"] = int(found[1])


def _take_year(found: _Match, parts: Parts) -> None:
    parts["year"] = int(found[1])


def _take_month(found: _Match, parts: Parts) -> None:
    parts["mon"] = int(_month(found[1]))


def _take_day(found: _Match, parts: Parts) -> None:
    parts["mday"] = int(found[1])


def _take_digits(found: _Match, parts: Parts) -> None:
    """Take a run of digits: from its end where only a fraction follows, else from its start."""
    sign, digits, clock, fraction, zone = found.groups()
    if len(digits) in (9, 11, 13):
        pass  # recognised, but not as anything
    elif clock is None and fraction is not None:
        _from_end(parts, sign, digits)
    else:
        _from_start(parts, sign, digits)
    if clock and len(clock) % 2 == 0:
        _clock_digits(parts, clock, fraction is not None)
    if fraction is not None:
        parts["fraction"] = fraction or "0"
    if zone:
        parts["zone"] = zone[1:-1].partition(":")[2] or zone[1:-1] if zone[0] == "[" else zone


def _from_end(parts: Parts, sign: str, digits: str) -> None:
    rest = digits
    for key in ("sec", "min", "hour", "mday", "mon"):
        if not rest or (key == "mon" and len(digits) == 8):
            break
        parts[key], rest = int(rest[-2:]), rest[:-2]
    if rest and len(digits) in (12, 14):
        parts["year"] = int(sign + rest)
        if len(digits) == 14:
            parts["as_written"] = True


def _from_start(parts: Parts, sign: str, digits: str) -> None:
    length = len(digits)
    if length >= 5:
        wide = 2 if length < 7 else 4
        parts["year"], digits = int(sign + digits[:wide]), digits[wide:]
        if length >= 8:
            parts["as_written"] = True
    if len(digits) == 3:
        parts["yday"] = int(digits)
    elif len(digits) == 2:
        parts["mday"] = int(digits)
    else:
        for key in ("mon", "mday", "hour", "min", "sec"):
            if digits:
                parts[key], digits = int(digits[:2]), digits[2:]


def _clock_digits(parts: Parts, clock: str, from_end: bool) -> None:
    keys = ("hour", "min", "sec")
    pairs = [int(clock[at : at + 2]) for at in range(0, len(clock), 2)]
    for key, value in zip(keys[-len(pairs) :] if from_end else keys, pairs, strict=False):
        parts[key] = value  # type: ignore[literal-required]


def _month(name: str) -> str:
    return str(_MONTHS.index(name[:3].lower()) + 1)


def _assign(
    parts: Parts, year: str | None, month: str | None, day: str | None, era: str | None = None
) -> None:
    """Set year, month and day; a number that cannot be a day or month is swapped with the year."""
    if year is not None and month is not None and day is None:
        year, month, day = None, year, month
    if year is None and day is not None and _must_be_year(day):
        year, day = day, None
    if year is not None:
        number, rest = _signed(year)
        if rest:
            year, day = day, number
    if month is not None and _must_be_year(month):
        year, month, day = month, day, year
    if day is not None and _must_be_year(day):
        year, day = day, year
    if year is not None:
        number, _ = _signed(year)
        parts["year"] = int(number)
        if number[0] in "+-" or len(number) > 2:
            parts["as_written"] = True
    if era and era[0] in "bB":
        parts["is_bc"] = True
    if month is not None:
        parts["mon"] = _digits(month)
    if day is not None:
        parts["mday"] = _digits(day)


def _must_be_year(number: str) -> bool:
    return number[0] == "'" or len(number) > 2


def _signed(text: str) -> tuple[str, str]:
    found = _SIGNED.match(text)
    assert found
    return found[1], found[2]


def _digits(text: str) -> int:
    found = _NUMBER.search(text)
    assert found
    return int(found[0])


_DATES: tuple[tuple[re.Pattern[str], _Take, re.Pattern[str] | None], ...] = (
    (_EU, _take_eu, None),
    (_US, _take_us, None),
    (_ISO, _take_ymd, None),
    (_JIS, _take_jis, None),
    (_VMS_DAY_FIRST, _take_vms_day_first, None),
    (_VMS_MONTH_FIRST, _take_vms_month_first, None),
    (_SLASHES, _take_ymd, None),
    (_DOTS, _take_ymd, None),
    (_ISO_WEEK, _take_nothing, None),
    (_ISO_MONTH_DAY, _take_month_day, None),
    (_ISO_MONTH, _take_month_day, None),
    (_YEAR_DAY, _take_year_day, _NOT_YEAR_DAY),
    (_DAY_OF_YEAR, _take_day_of_year, _NOT_DAY),
    (_YEAR, _take_year, None),
    (_MONTH, _take_month, None),
    (_DAY, _take_day, None),
    (_DIGITS, _take_digits, None),
)
"""Pattern, what it takes, and a pattern whose presence forbids it."""


@lru_cache(maxsize=512)
def date_parts(text: str) -> Parts | None:
    """Return the parts in `text`, or None for a text that is too long. Do not change the result."""
    if len(text) > 128:
        return None
    parts: Parts = {}
    text = _NOISE.sub(" ", text)
    text = _cut(text, _WEEKDAY, _take_nothing, parts) or text
    text = _cut(text, _TIME, _take_time, parts) or text
    for pattern, take, unless in _DATES:
        if unless and unless.search(text):
            continue
        rest = _cut(text, pattern, take, parts)
        if rest is not None:
            text = rest
            break
    if _BC.search(text):
        text = _BC.sub(" ", text, count=1)
        parts["is_bc"] = True
    _take_rest(text, parts)
    _complete_year(parts)
    return parts


def _cut(text: str, pattern: re.Pattern[str], take: _Take, parts: Parts) -> str | None:
    """Take what `pattern` matches, and return the text without it; None without a match."""
    found = pattern.search(text)
    if not found:
        return None
    take(found, parts)
    return f"{text[: found.start()]} {text[found.end() :]}"


def _take_rest(text: str, parts: Parts) -> None:
    """Take a remaining number as the day where only the time is known, or as the hour."""
    found = _REST.match(text)
    if not found:
        return
    number = int(found[1])
    if "hour" in parts and "mday" not in parts and 1 <= number <= 31:
        parts["mday"] = number
    if "mday" in parts and "hour" not in parts and number <= 24:
        parts["hour"] = number


def _complete_year(parts: Parts) -> None:
    year = parts.get("year")
    if year is None:
        return
    if parts.get("is_bc"):
        year = 1 - year
    if not parts.get("as_written") and 0 <= year <= 99:
        year += 1900 if year >= 69 else 2000
    parts["year"] = year
