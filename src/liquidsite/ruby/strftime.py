"""Ruby's `strftime`, of times and of dates.

A directive is `%`, flags (`-` no padding, `0` zeros, `_` spaces, `^` upper case, `#` other case),
a width, colons (for `z` only), one of the modifiers `E` and `O`, and a letter. Any other text is
printed unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timezone
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from liquidsite.ruby.values import LiquidError, RubyError

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_WIDEST = 1 << 16


# A function of a time and the nanoseconds of its second.
Part = Callable[[datetime, int], str]

_DIRECTIVE = re.compile(
    r"%([-_^#0]*)([0-9]*)(:{0,3})([EO]?)(.?)",
    re.DOTALL,
)


def strftime(value: datetime | date, template: str, nanosecond: int | None = None) -> str:
    """Format `value` by Ruby's `template`; `nanosecond` where it is known more exactly."""
    if isinstance(value, datetime):
        fraction = value.microsecond * 1000 if nanosecond is None else nanosecond
        return "".join([part(value, fraction) for part in _compile(template, False)])
    midnight = datetime(value.year, value.month, value.day, tzinfo=UTC)
    return "".join([part(midnight, 0) for part in _compile(template, True)])


# The directives of most templates, formatted by one `%` of Python.
_PLAIN: Mapping[str, tuple[str, Callable[[datetime], object]]] = {
    "Y": ("%04d", attrgetter("year")),
    "m": ("%02d", attrgetter("month")),
    "d": ("%02d", attrgetter("day")),
    "H": ("%02d", attrgetter("hour")),
    "M": ("%02d", attrgetter("minute")),
    "S": ("%02d", attrgetter("second")),
    "B": ("%s", lambda time: MONTHS[time.month - 1]),
    "b": ("%s", lambda time: MONTHS[time.month - 1][:3]),
    "A": ("%s", lambda time: DAYS[time.weekday()]),
    "a": ("%s", lambda time: DAYS[time.weekday()][:3]),
}
_PLAIN_DIRECTIVE = re.compile(r"%([YmdHMSBbAa])")
_PLAIN_TEMPLATE = re.compile(r"(?:[^%]|%[YmdHMSBbAa])+")


def _plain(template: str) -> Part:
    readers = [_PLAIN[letter][1] for letter in _PLAIN_DIRECTIVE.findall(template)]
    form = _PLAIN_DIRECTIVE.sub(lambda found: _PLAIN[found[1]][0], template)
    return lambda time, nanosecond: form % tuple([read(time) for read in readers])


@lru_cache(maxsize=256)
def _compile(template: str, is_date: bool) -> list[Part]:
    if _PLAIN_TEMPLATE.fullmatch(template):
        return [_plain(template)]
    parts: list[Part] = []
    pos = 0
    while found := _DIRECTIVE.search(template, pos):
        if found.start() > pos:
            parts.append(_literal(template[pos : found.start()]))
        part, pos = _directive(found, is_date)
        parts.append(part)
    if pos < len(template):
        parts.append(_literal(template[pos:]))
    return parts


def _literal(text: str) -> Part:
    return lambda time, nanosecond: text


class Spec(NamedTuple):
    """The flags, width and colons of a directive."""

    flags: str = ""
    width: int = 0
    colons: int = 0
    is_date: bool = False

    @property
    def is_plain(self) -> bool:
        return not (self.flags or self.width)

    @property
    def is_left(self) -> bool:
        return "-" in self.flags

    @property
    def pad(self) -> str:
        """Return the last of the flags for padding, or ''."""
        last = self.flags.translate(_NO_CASE)[-1:]
        return "" if last == "-" else last

    def text(self, text: str, is_left: bool = False) -> str:
        """Return `text` in the width and case of the directive."""
        if text and not is_left:
            text = text.rjust(self.width, "0" if self.pad == "0" else " ")
        return text.upper() if "^" in self.flags else text

    def name(self, text: str) -> str:
        return self.text(text, self.is_left)

    def number(self, number: int, width: int, pad: str) -> str:
        """Format `number`, padded with `pad` to `width` unless the directive says otherwise."""
        if self.is_left:
            return str(number)
        wide = self.width or width
        return f"{number:0{wide}}" if (self.pad or pad) == "0" else f"{number:{wide}}"


_NO_CASE = {ord("^"): None, ord("#"): None}


def _directive(found: re.Match[str], is_date: bool) -> tuple[Part, int]:
    """Return the printer of the directive `found`, and the place after it."""
    flags, width, colons, modifier, letter = found.groups()
    if (colons and letter != "z") or letter not in _MODIFIED[modifier]:
        stop = found.start(5) if colons or modifier else found.end()
        if not (letter or colons or modifier or is_date):
            raise LiquidError(f"invalid format: {found.string}")
        return _literal(found.string[found.start() : stop]), stop
    make = (_DATE_LETTERS if is_date else _LETTERS).get(letter)
    if make is None:
        return _literal(found[0]), found.end()
    wide = int(width or 0)
    if wide >= _WIDEST:
        raise RubyError(f"Numerical result out of range - {found.string}")
    return make(Spec(flags, wide, len(colons), is_date)), found.end()


Make = Callable[[Spec], Part]


def _number(read: Callable[[datetime], int], width: int, pad: str = "0") -> Make:
    def make(spec: Spec) -> Part:
        if spec.is_plain and pad == "0":
            form = f"0{width}"
            return lambda time, nanosecond: format(read(time), form)
        return lambda time, nanosecond: spec.number(read(time), width, pad)

    return make


def _name(read: Callable[[datetime], str], other_case: Callable[[str], str] = str.upper) -> Make:
    """Make the directive of a name, which `#` prints in another case."""

    def make(spec: Spec) -> Part:
        if spec.is_plain:
            return lambda time, nanosecond: read(time)
        if "#" in spec.flags:
            return lambda time, nanosecond: other_case(spec.name(read(time)))
        return lambda time, nanosecond: spec.name(read(time))

    return make


def _fraction(digits: int) -> Make:
    def make(spec: Spec) -> Part:
        wide = spec.width or digits
        return lambda time, nanosecond: f"{nanosecond:09}"[:wide].ljust(wide, "0")

    return make


def _composite(template: str) -> Make:
    """Make a directive that is short for several; only a date leaves it unpadded after `-`."""

    def make(spec: Spec) -> Part:
        parts = _compile(template, spec.is_date)
        is_left = spec.is_date and spec.is_left
        return lambda time, nanosecond: spec.text(
            "".join([part(time, nanosecond) for part in parts]), is_left
        )

    return make


def zone_name(time: datetime) -> str:
    """Return `CET`; empty for a time that has only an offset."""
    name = time.tzname() or ""
    return "" if type(time.tzinfo) is timezone and name[:4] in ("UTC+", "UTC-") else name


def _offset(spec: Spec) -> Part:
    return lambda time, nanosecond: _offset_text(spec, time)


# By the number of colons: the width that is not the hours' in an offset.
_OFFSET_REST = (3, 4, 7)


def _offset_text(spec: Spec, time: datetime) -> str:
    delta = time.utcoffset()
    seconds = int(delta.total_seconds()) if delta else 0
    is_utc = time.tzinfo is UTC and not spec.is_date
    negative = seconds < 0 or (is_utc and spec.is_left)
    minutes, second = divmod(abs(seconds), 60)
    hour, minute = divmod(minutes, 60)
    shown = spec.colons
    if shown == 3:
        shown = 2 if second else 1 if minute else 0
    rest = 1 if spec.colons == 3 and not shown else _OFFSET_REST[shown]
    tail = [f"{minute:02}"] * (rest > 1) + [f"{second:02}"] * (shown > 1)
    colon = ":" if spec.colons else ""
    hours = _offset_hours(spec, "-" if negative else "+", hour, max(2, spec.width - rest))
    return colon.join([hours, *tail])


def _offset_hours(spec: Spec, sign: str, hour: int, digits: int) -> str:
    if spec.pad == "_":
        return f"{sign}{hour}".rjust(digits + 1)
    return f"{sign}{hour:0{digits}}"


def _week(first_day: int) -> Callable[[datetime], int]:
    """Make a function for the week of the year; `first_day` is 0 for Sunday, 1 for Monday."""

    def read(time: datetime) -> int:
        weekday = (time.isoweekday() - first_day) % 7
        return (time.timetuple().tm_yday - 1 + 7 - weekday) // 7

    return read


_LETTERS: dict[str, Make] = {
    "A": _name(lambda t: DAYS[t.weekday()]),
    "a": _name(lambda t: DAYS[t.weekday()][:3]),
    "B": _name(lambda t: MONTHS[t.month - 1]),
    "b": _name(lambda t: MONTHS[t.month - 1][:3]),
    "h": _name(lambda t: MONTHS[t.month - 1][:3]),
    "C": _number(lambda t: t.year // 100, 2),
    "Y": _number(lambda t: t.year, 4),
    "y": _number(lambda t: t.year % 100, 2),
    "G": _number(lambda t: t.isocalendar()[0], 4),
    "g": _number(lambda t: t.isocalendar()[0] % 100, 2),
    "V": _number(lambda t: t.isocalendar()[1], 2),
    "U": _number(_week(0), 2),
    "W": _number(_week(1), 2),
    "m": _number(lambda t: t.month, 2),
    "d": _number(lambda t: t.day, 2),
    "e": _number(lambda t: t.day, 2, " "),
    "j": _number(lambda t: t.timetuple().tm_yday, 3),
    "u": _number(lambda t: t.isoweekday(), 1),
    "w": _number(lambda t: t.isoweekday() % 7, 1),
    "H": _number(lambda t: t.hour, 2),
    "k": _number(lambda t: t.hour, 2, " "),
    "I": _number(lambda t: t.hour % 12 or 12, 2),
    "l": _number(lambda t: t.hour % 12 or 12, 2, " "),
    "M": _number(lambda t: t.minute, 2),
    "S": _number(lambda t: t.second, 2),
    "s": _number(lambda t: int(t.replace(microsecond=0).timestamp()), 1),
    "L": _fraction(3),
    "N": _fraction(9),
    "p": _name(lambda t: "PM" if t.hour >= 12 else "AM", str.lower),
    "P": _name(lambda t: "pm" if t.hour >= 12 else "am"),
    "z": _offset,
    "Z": _name(zone_name, str.lower),
    "c": _composite("%a %b %e %H:%M:%S %Y"),
    "D": _composite("%m/%d/%y"),
    "x": _composite("%m/%d/%y"),
    "F": _composite("%Y-%m-%d"),
    "T": _composite("%H:%M:%S"),
    "X": _composite("%H:%M:%S"),
    "R": _composite("%H:%M"),
    "r": _composite("%I:%M:%S %p"),
    "v": _composite("%e-%^b-%4Y"),
    "n": _name(lambda t: "\n"),
    "t": _name(lambda t: "\t"),
    "%": _name(lambda t: "%"),
}
_DATE_LETTERS: dict[str, Make] = {
    **_LETTERS,
    "Z": _name(lambda t: "+00:00"),
    "+": _composite("%a %b %e %H:%M:%S %Z %Y"),
    "Q": _number(lambda t: int(t.timestamp()) * 1000, 1),
}
_MODIFIED = {"": {*_DATE_LETTERS}, "E": {*"cCxXyY"}, "O": {*"deHkIlmMSuUVwWy"}}
