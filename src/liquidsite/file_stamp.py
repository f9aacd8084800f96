"""What tells one state of a file from another: size, inode and both time stamps.

A file whose stamps are as new as a reading itself may be written once more within the same tick
of the clock; it is not settled.
"""

from __future__ import annotations

import os

# Ticks of file systems, in ns: 10 ms and finer, but 2 s on some that come from Windows.
_FRESH = 2_100_000_000


def identity(file: str) -> str:
    """Nothing when there is no such file."""
    stat = stat_of(file)
    return "" if stat is None else _identity(stat)


def settled(file: str, began: int) -> str:
    """The identity; nothing when the file may still change without one that differs.

    `began` is when the reading began, in ns as `time.time_ns` gives it.
    """
    stat = stat_of(file)
    if stat is None or max(stat.st_mtime_ns, stat.st_ctime_ns) > began - _FRESH:
        return ""
    return _identity(stat)


def stat_of(file: str) -> os.stat_result | None:
    """What the system says of a file; None when there is none."""
    try:
        return os.stat(file)  # noqa: PTH116 - thousands of calls
    except OSError:
        return None


def _identity(stat: os.stat_result) -> str:
    return f"{stat.st_size} {stat.st_ino} {stat.st_mtime_ns} {stat.st_ctime_ns}"
