"""The time zones that `TZ`, and so `timezone` in `_config.yml`, can name.

Source of the rules: POSIX.1, "Environment Variables", and the GNU C library's manual, "Specifying
the Time Zone with TZ": a zone is a name of the time zone database, the path of one of its files,
or a form such as `JST-9` or `CET-1CEST,M3.5.0,M10.5.0/3`, in which hours count to the west.
"""

from __future__ import annotations

import io
import os
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Any, Self
from zoneinfo import TZPATH, ZoneInfo, ZoneInfoNotFoundError

from liquidsite import regular_file

_LOCALTIME = "/etc/localtime"
_NAME = r"[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>"
_HOURS = r"[-+]?\d+(?::\d+(?::\d+)?)?"
_DAY = r"(?:J\d+|\d+|M\d+\.\d+\.\d+)(?:/[-+]?\d+(?::\d+(?::\d+)?)?)?"
_FORM = re.compile(
    rf"(?P<name>{_NAME})(?P<hours>{_HOURS})"
    rf"(?:(?P<summer>{_NAME})(?P<summer_hours>{_HOURS})?(?P<rule>,{_DAY},{_DAY})?|\Z)",
    re.ASCII,
)
# When summer time begins and ends where a form does not say it.
_SUMMER = ",M3.2.0,M11.1.0"
_ONLY_NAME = re.compile(_NAME)


class DataZone(ZoneInfo):
    """A zone that is none of the database's names: it travels with its data."""

    data: bytes

    @classmethod
    def of(cls, data: bytes, key: str) -> Self:
        """Raises ValueError for what is no data of a zone."""
        zone = cls.from_file(io.BytesIO(data), key)
        zone.data = data
        return zone

    def __reduce__(self) -> tuple[Any, ...]:
        return _from_data, (self.data, self.key)


@lru_cache(maxsize=16)
def _from_data(data: bytes, key: str) -> DataZone:
    return DataZone.of(data, key)


def local_zone() -> tzinfo:
    """The machine's own zone."""
    try:
        return _from_data(regular_file.read(_LOCALTIME), "localtime")
    except (OSError, ValueError):
        return datetime.now().astimezone().tzinfo or UTC


def zone_named(name: str, *, files: bool = True) -> tzinfo | None:
    """The zone that `TZ=name` gives, None if it is none; `files` allows paths of any file."""
    name = name.removeprefix(":") or "UTC"
    for folder in TZPATH:
        name = name.removeprefix(f"{folder}/")
    try:
        if os.path.isabs(name):  # noqa: PTH117
            return _from_data(regular_file.read(name), name) if files else None
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return _of_form(name)


def unknown_zone(name: str) -> tzinfo:
    """The zone that `TZ=name` gives where it is none: UTC, by the letters that `name` begins with.

    A name of fewer than three letters, and a form that goes on with what is none, give no name.
    """
    name = name.removeprefix(":")
    found = _ONLY_NAME.match(name)
    is_form = found and re.match(_HOURS, name[found.end() :]) and not _FORM.match(name)
    return timezone(timedelta(0), found[0].strip("<>") if found and not is_form else "")


def _of_form(name: str) -> tzinfo | None:
    form = _FORM.match(name)
    if form is None:
        return None
    standard = _seconds(form["hours"])
    text = f"<{form['name'].strip('<>')}>{_clock(standard)}"
    if form["summer"]:
        summer = _seconds(form["summer_hours"]) if form["summer_hours"] else standard - 3600
        text += f"<{form['summer'].strip('<>')}>{_clock(summer)}{form['rule'] or _SUMMER}"
    try:
        return _from_data(_data(text), name)
    except ValueError:
        return None


def _seconds(hours: str) -> int:
    """Seconds west of UTC. Minutes and seconds of more than 59 are 59, as in the C library."""
    hour, minute, second = (int(part) for part in f"{hours.lstrip('+-')}:0:0".split(":")[:3])
    seconds = hour * 3600 + min(minute, 59) * 60 + min(second, 59)
    return -seconds if hours.startswith("-") else seconds


def _clock(seconds: int) -> str:
    minute, second = divmod(abs(seconds), 60)
    hour, minute = divmod(minute, 60)
    return f"{'-' if seconds < 0 else ''}{hour}:{minute:02}:{second:02}"


def _data(form: str) -> bytes:
    """A file of the time zone database (RFC 8536) that has no times but those of `form`."""

    def header(types: int, characters: int) -> bytes:
        counts = (0, 0, 0, 0, types, characters)
        return b"TZif2" + bytes(15) + b"".join(count.to_bytes(4) for count in counts)

    only_type = bytes(6)
    block = header(1, 1) + only_type + b"\0"
    return block + block + b"\n" + form.encode("ascii") + b"\n"
