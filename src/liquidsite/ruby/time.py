"""Ruby's `Time.parse` and `Time.at`, in a site's time zone."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple, cast

from liquidsite.ruby.date_parts import Parts, date_parts


class ParsedTime(NamedTuple):
    """A time, and the nanoseconds of its second, as a datetime only has microseconds."""

    time: datetime
    nanosecond: int


_NUMERIC_ZONE = re.compile(r"([-+])([0-9]{2})(?:(:?)([0-9]{2})(?:\3([0-9]{2}))?)?\Z")
_NAMED_HOURS = {
    "UTC": 0, "Z": 0, "UT": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    **{letter: hours for hours, letter in enumerate("ABCDEFGHIKLM", 1)},
    **{letter: -hours for hours, letter in enumerate("NOPQRSTUVWXY", 1)},
}  # fmt: skip
_UTC_ZONES = frozenset(("-00:00", "-0000", "-00", "UTC", "Z", "UT"))


def at(seconds: int, zone: tzinfo) -> datetime | None:
    """Return `Time.at(seconds)`; None beyond the years that Python supports."""
    try:
        return datetime.fromtimestamp(seconds, zone)
    except (OverflowError, ValueError, OSError):
        return None


def parse_time(text: str, clock: Callable[[], datetime], zone: tzinfo) -> ParsedTime | None:
    """Parse as `Time.parse(text)`: parts above the largest in `text` come from `clock`.

    None where Ruby raises: no part of a time is found, or one is out of its range.
    """
    parts = date_parts(text)
    if parts is None or not _TIME_KEYS & parts.keys():
        return None
    # With a year, the clock is not read, so the result does not depend on it.
    now = datetime(parts["year"], 1, 1, tzinfo=zone) if _is_dated(parts) else clock()
    return _make(parts, now, zone)


def _is_dated(parts: Parts) -> bool:
    return 1 < parts.get("year", 0) < 9999


_TIME_KEYS = {"year", "yday", "mon", "mday", "hour", "min", "sec", "fraction"}


def _make(parts: Parts, now: datetime, zone: tzinfo) -> ParsedTime | None:
    name = parts.get("zone")
    offset = zone_offset(name, parts.get("year", now.year), zone) if name else None
    if offset is not None and abs(offset) >= 86400:
        return None
    fields = _fields(parts, now.astimezone(zone if offset is None else _fixed(offset)))
    time = _time(fields, name, offset, zone)
    yday = parts.get("yday")
    if time is not None and yday is not None:
        corrected = _on_day_of_year(fields, yday, time)
        time = _time(corrected, name, offset, zone) if corrected else None
    if time is None:
        return None
    nanosecond = int(parts.get("fraction", "0")[:9].ljust(9, "0"))
    return ParsedTime(time.replace(microsecond=nanosecond // 1000), nanosecond)


def _fields(parts: Parts, now: datetime) -> list[int]:
    """Return year to second: from `now` down to the largest part given, then the smallest values.

    A day of the year starts as a guess, as if every month had 31 days.
    """
    given = [parts.get(key) for key in ("year", "mon", "mday", "hour", "min", "sec")]
    if "yday" in parts:
        given[1:3] = (parts["yday"] - 1) // 31 + 1, (parts["yday"] - 1) % 31 + 1
    current = [now.year, now.month, now.day, now.hour, now.minute, now.second]
    smallest = [1970, 1, 1, 0, 0, 0]
    largest = next((place for place, value in enumerate(given) if value is not None), 6)
    defaults = current[:largest] + smallest[largest:]
    return [
        default if value is None else cast(int, value)
        for value, default in zip(given, defaults, strict=True)
    ]


def _on_day_of_year(fields: list[int], yday: int, guess: datetime) -> list[int] | None:
    """Correct `fields` by the days that the guess was wrong."""
    year, month, day = fields[:3]
    missed = yday - guess.timetuple().tm_yday
    day += missed
    last = monthrange(year, month)[1]
    if missed and day > 28 and day > last:
        month, day = month + 1, day - last
    return None if month > 12 or not 1 <= yday <= 366 else [year, month, day, *fields[3:]]


def _time(fields: list[int], name: str | None, offset: int | None, zone: tzinfo) -> datetime | None:
    try:
        time = _build(fields, offset, zone)
        return time and _in_zone(time, name, offset, zone)
    except (ValueError, OverflowError):
        return None


def _fixed(offset: int) -> timezone:
    """Return a zone without a name of its own; at 0 it must not be `UTC` itself."""
    return (
        timezone(timedelta(seconds=offset), "UTC+00:00")
        if offset == 0
        else timezone(timedelta(seconds=offset))
    )


def _build(fields: list[int], offset: int | None, zone: tzinfo) -> datetime | None:
    """Return the time of `fields`.

    A 31st of a short month is a day of the next, 24:00 the next day.
    """
    year, month, day, hour, minute, second = fields
    if offset is not None:
        year, month, day, hour, minute, second = _to_utc(fields, offset)
    if not (1 <= month <= 12 and 1 <= day <= 31 and 0 <= minute <= 59 and 0 <= second <= 60):
        return None
    if not (0 <= hour <= 23 or (hour == 24 and minute == 0 and second == 0)):
        return None
    over = max(0, day - monthrange(year, month)[1])
    naive = datetime(year, month, day - over) + timedelta(
        days=over, hours=hour, minutes=minute, seconds=second
    )
    if offset is not None:
        return naive.replace(tzinfo=UTC)
    # Through UTC and back: a local time that a clock change skips is the one after the gap.
    return naive.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def _to_utc(fields: list[int], offset: int) -> list[int]:
    """Subtract `offset` unit by unit as Ruby does, which also corrects values out of range."""
    year, month, day, hour, minute, second = fields
    minutes, seconds = divmod(abs(offset), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    sign = 1 if offset < 0 else -1
    if seconds:
        carry, second = divmod(second + sign * seconds, 60)
        minutes += sign * carry
    if minutes:
        carry, minute = divmod(minute + sign * minutes, 60)
        hours += sign * carry
    if hours:
        carry, hour = divmod(hour + sign * hours, 24)
        days += sign * carry
    return [*_shift_day(year, month, day, sign * days, sign), hour, minute, second]


def _shift_day(year: int, month: int, day: int, days: int, sign: int) -> tuple[int, int, int]:
    """Add `days`; only cross the end of a month in the direction of `sign`, as Ruby does."""
    day += days
    if sign < 0 and days and day < 1:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        day = _month_days(year, month)
    elif sign > 0 and days and month <= 12 and day > _month_days(year, month):
        year, month, day = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
    return year, month, day


def _month_days(year: int, month: int) -> int:
    return monthrange(year, month)[1] if 1 <= month <= 12 else 31


def _in_zone(time: datetime, name: str | None, offset: int | None, zone: tzinfo) -> datetime:
    """Return `time` in the site's zone where that has the same offset, else in its own."""
    if name is None or offset is None or name.upper() in _UTC_ZONES:
        return time
    here = time.astimezone(zone)
    own = _fixed(offset)
    return here if here.utcoffset() == own.utcoffset(None) else time.astimezone(own)


def zone_offset(name: str, year: int, zone: tzinfo) -> int | None:
    """Return the seconds east of UTC of a number, a name in RFC 822, or the site's zone."""
    name = name.upper()
    found = _NUMERIC_ZONE.match(name)
    if found:
        sign, hours, _, minutes, seconds = found.groups()
        total = (int(hours) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
        return -total if sign == "-" else total
    if name in _NAMED_HOURS:
        return _NAMED_HOURS[name] * 3600
    if not 1 <= year <= 9999:
        return None
    for month in (1, 7):
        local_time = datetime(year, month, 1, tzinfo=zone)
        if (local_time.tzname() or "").upper() == name:
            delta = local_time.utcoffset()
            return int(delta.total_seconds()) if delta else 0
    return None
