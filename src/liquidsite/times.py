"""The site's clock and time zone: Ruby's local times as aware datetimes."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from liquidsite.config import Config
from liquidsite.ruby import zones
from liquidsite.ruby.text import to_s

# What front matter and file names nearly always hold: a date, perhaps a time with a zone.
_ISO = re.compile(
    r"\s*(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d*)?)?"
    r"[ \t]*(?:(Z|UTC|GMT)|([+-])(\d{2}):?(\d{2}))?)?\s*"
)


def zone_of(config: Config) -> tzinfo:
    """Return the zone that the setting `timezone` names, else `TZ`, else the machine's own.

    A name that no time zone has means UTC, as it does for the C library that Ruby asks.
    """
    name = _zone_name(config)
    if name is None:
        return zones.local_zone()
    return _named(name, config) or zones.unknown_zone(name)


def unknown_zone(config: Config) -> str | None:
    """Return the name of the zone if it means nothing."""
    name = _zone_name(config)
    return None if name is None or _named(name, config) else name


def _zone_name(config: Config) -> str | None:
    name = config["timezone"]
    return os.environ.get("TZ") if name is None else str(name)


def _named(name: str, config: Config) -> tzinfo | None:
    return zones.zone_named(name, files=config.limits is None)


def _lost_seconds(time: datetime) -> timedelta:
    """Return how much later `time` is once Ruby has printed it and read it back.

    It prints the offset in hours and minutes, and local mean time has seconds: +05:53:28.
    """
    offset = time.utcoffset()
    seconds = int(offset.total_seconds()) if offset else 0
    return timedelta(seconds=int(math.fmod(seconds, 60)))


def parse(value: object, zone: tzinfo, now: Callable[[], datetime]) -> datetime:
    """Parse `value`, as front matter or a file name gives it, as a time in `zone`.

    Ruby's `Time.parse(value.to_s).localtime`: whole seconds; a time without a zone is local;
    missing parts come from `now`. Raises ValueError.
    """
    if isinstance(value, datetime):
        return (value.replace(microsecond=0) + _lost_seconds(value)).astimezone(zone)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=zone)
    text = value if isinstance(value, str) else to_s(value)
    match = _ISO.fullmatch(text)
    if match is None:
        return _parse_freely(text, zone, now)
    own = _zone_of(match) or zone
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    leap = second == 60
    try:
        moment = datetime(year, month, day, hour, minute, 59 if leap else second, tzinfo=own)
    except ValueError:
        # Perhaps a day that the month lacks, or 24:00: Ruby counts them into the next.
        return _parse_freely(text, zone, now)
    # Through UTC and back: a local time that a clock change skips is the one after the gap.
    return (moment + timedelta(seconds=leap)).astimezone(UTC).astimezone(zone)


def _zone_of(match: re.Match[str]) -> tzinfo | None:
    utc, sign, hours, minutes = match.groups()[6:]
    if utc:
        return UTC
    if sign is None:
        return None
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if sign == "-" else offset)


def _parse_freely(text: str, zone: tzinfo, now: Callable[[], datetime]) -> datetime:
    from liquidsite.ruby.time import parse_time

    parsed = parse_time(text, now, zone)
    if parsed is None:
        raise ValueError(f"no time information in {text!r}")
    return parsed.time.replace(microsecond=0).astimezone(zone)
