"""Times of whole processes, from the system's own accounting."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass

# What a fresh installation has: compiled modules on disk.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
ENVIRONMENT |= {"TZ": "UTC", "JEKYLL_NO_BUNDLER_REQUIRE": "true"}


@dataclass(frozen=True)
class Run:
    """One process: seconds of wall time, of user and system time, and megabytes at the peak.

    The peak is that of the largest single process. `said` is what it printed.
    """

    wall: float
    user: float
    system: float
    peak: float
    said: str = ""


def run(command: list[str]) -> Run:
    """The figures of `command`. Raises when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    told = process.stdout.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        raise RuntimeError(f"{' '.join(command)}: {told[-2000:]}")
    return Run(wall, usage.ru_utime, usage.ru_stime, usage.ru_maxrss / 1024, told)


def median(runs: list[Run]) -> Run:
    """The run with the median wall time."""
    return sorted(runs, key=lambda run: run.wall)[len(runs) // 2]
