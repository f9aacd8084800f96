"""Times of whole processes, from the system's own accounting."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

# What a fresh installation has: compiled modules on disk.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
ENVIRONMENT |= {"TZ": "UTC", "JEKYLL_NO_BUNDLER_REQUIRE": "true"}

_SAMPLE_SECONDS = 0.03


@dataclass(frozen=True)
class Run:
    """One command: seconds of wall time, of user and system time, and megabytes at the peak.

    The peak is that of all its processes together when they were sampled, else that of the
    largest one. `said` is what it printed.
    """

    wall: float
    user: float
    system: float
    peak: float
    said: str = ""

    @property
    def cpu(self) -> float:
        return self.user + self.system


def run(command: Sequence[str], *, cwd: Path | None = None, samples: bool = False) -> Run:
    """Return the figures of `command`. Raises RuntimeError when it fails.

    `samples` is for the memory of all processes together, where the system tells it (Linux).
    Sampling takes a core some of its time: such a run says little about seconds.
    """
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env=ENVIRONMENT, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    with _sampling(process.pid) if samples else _not_sampling() as peaks:
        told = process.stdout.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        raise RuntimeError(f"{' '.join(command)}: {told[-2000:]}")
    peak = max(peaks, default=usage.ru_maxrss / 1024)
    return Run(wall, usage.ru_utime, usage.ru_stime, peak, told)


def median(runs: Sequence[Run]) -> Run:
    """Return the run with the median wall time, with the largest peak of all."""
    middle = sorted(runs, key=lambda run: run.wall)[len(runs) // 2]
    return replace(middle, peak=max(run.peak for run in runs))


@contextmanager
def _not_sampling() -> Iterator[list[float]]:
    yield []


@contextmanager
def _sampling(pid: int) -> Iterator[list[float]]:
    """Collect, inside the block, the megabytes of a process and its descendants."""
    found: list[float] = []
    done = threading.Event()

    def sample() -> None:
        while not done.wait(_SAMPLE_SECONDS):
            if megabytes := sum(map(_megabytes, _family(pid))):
                found.append(megabytes)

    sampler = threading.Thread(target=sample)
    sampler.start()
    try:
        yield found
    finally:
        done.set()
        sampler.join()


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in children.read_text().split():
                yield from _family(int(child))


def _megabytes(pid: int) -> float:
    """Return what a process holds; of memory that processes share, each has its part."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
