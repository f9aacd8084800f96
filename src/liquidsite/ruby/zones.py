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
_FORM = (
    rf"(?a)(?P<name>{_NAME})(?P<hours>{_HOURS})"
    rf"(?:(?P<summer>{_NAME})(?P<summer_hours>{_HOURS})?(?P<rule>,{_DAY},{_DAY})?|\Z)"
)
# The begin and end of summer time where a form does not give them.
_SUMMER = ",M3.2.0,M11.1.0"


class DataZone(ZoneInfo):
    """A zone that has no name in the database, and is pickled with its data."""

    data: bytes

    @classmethod
    def of(cls, data: bytes, key: str) -> Self:
        """Return the zone of such data. Raises ValueError for data of another format."""
        zone = cls.from_file(io.BytesIO(data), key)
        zone.data = data
        return zone

    def __reduce__(self) -> tuple[Any, ...]:
        return _from_data, (self.data, self.key)


@lru_cache(maxsize=16)
def _from_data(data: bytes, key: str) -> DataZone:
    return DataZone.of(data, key)


def local_zone() -> tzinfo:
    """Return the machine's own zone."""
    try:
        return _from_data(regular_file.read(_LOCALTIME), "localtime")
    except (OSError, ValueError):
        return _zone_of_system()


def _zone_of_system() -> tzinfo:
    """Return the zone where no file has it: Windows names it in words of its own.

    Without tzlocal, which translates these, it is the offset of this moment.
    """
    try:
        from tzlocal import get_localzone
    except ImportError:
        return datetime.now().astimezone().tzinfo or UTC
    zone: tzinfo = get_localzone()
    return zone


def zone_named(name: str, *, files: bool = True) -> tzinfo | None:
    """Return the zone that `TZ=name` gives, None if it is none.

    `files` allows paths of any file.
    """
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
    """Return the zone of a `TZ=name` that is not valid: UTC, named by the letters at its start.

    A name of fewer than three letters, and a form with an invalid end, give no name.
    """
    name = name.removeprefix(":")
    found = re.match(_NAME, name)
    is_form = found and re.match(_HOURS, name[found.end() :]) and not re.match(_FORM, name)
    return timezone(timedelta(0), found[0].strip("<>") if found and not is_form else "")


def _of_form(name: str) -> tzinfo | None:
    form = re.match(_FORM, name)
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
    """Return seconds west of UTC. Minutes and seconds over 59 count as 59, as in the C library."""
    hour, minute, second = (int(part) for part in f"{hours.lstrip('+-')}:0:0".split(":")[:3])
    seconds = hour * 3600 + min(minute, 59) * 60 + min(second, 59)
    return -seconds if hours.startswith("-") else seconds


def _clock(seconds: int) -> str:
    minute, second = divmod(abs(seconds), 60)
    hour, minute = divmod(minute, 60)
    return f"{'-' if seconds < 0 else ''}{hour}:{minute:02}:{second:02}"


def _data(form: str) -> bytes:
    """Return a file of the time zone database (RFC 8536) that only has the times of `form`."""

    def header(types: int, characters: int) -> bytes:
        counts = (0, 0, 0, 0, types, characters)
        return b"TZif2" + bytes(15) + b"".join(count.to_bytes(4) for count in counts)

    only_type = bytes(6)
    block = header(1, 1) + only_type + b"\0"
    return block + block + b"\n" + form.encode("ascii") + b"\n"
