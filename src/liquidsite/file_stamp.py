"""The stamp of a file: size, inode and both times, which differ when the file was replaced.

A file whose times are as new as the moment of reading is racy (Git's word): it may be written once
more within the same tick of the clock, and its stamp would not show it.
"""

from __future__ import annotations

import os

# Ticks of file systems, in ns: 10 ms and finer, but 2 s on some that come from Windows.
_FRESH = 2_100_000_000


def file_stamp(file: str) -> str:
    """Return the stamp of `file`; "" when there is no such file."""
    stat = stat_of(file)
    return "" if stat is None else stamp_of(stat)


def stable_stamp(file: str, began: int) -> str:
    """Return the stamp of `file`; "" when it is racy, or when there is no such file.

    `began` is when the reading began, in ns as `time.time_ns` gives it.
    """
    stat = stat_of(file)
    return "" if stat is None or is_racy(stat, began) else stamp_of(stat)


def is_racy(stat: os.stat_result, began: int) -> bool:
    """Return whether the file may still change without another stamp."""
    return max(stat.st_mtime_ns, stat.st_ctime_ns) > began - _FRESH


def stat_of(file: str) -> os.stat_result | None:
    """Return what the system says about `file`; None when there is none."""
    try:
        return os.stat(file)  # noqa: PTH116 - thousands of calls
    except OSError:
        return None


def stamp_of(stat: os.stat_result) -> str:
    """Return the stamp of a file of which `stat` is known."""
    return f"{stat.st_size} {stat.st_ino} {stat.st_mtime_ns} {stat.st_ctime_ns}"
