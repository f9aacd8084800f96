"""What Git knows of a site's source. Without Git, or outside of a repository, that is nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

_COMMIT = "\x01"


def run(folder: Path, *arguments: str) -> str:
    """Return the output of a git command, stripped; empty when it fails."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def last_commits(folder: Path) -> dict[str, int]:
    """Return the time, in seconds, of the last commit of each file (relative to `folder`)."""
    found: dict[str, int] = {}
    log = run(
        folder, "log", "-c", "-z", "--relative", "--name-only", f"--format={_COMMIT}%ct", "--", "."
    )
    for path, seconds in _changes(log):
        found.setdefault(path, seconds)
    return found


def _changes(log: str) -> Iterator[tuple[str, int]]:
    """Yield the files of each commit with its time, newest first."""
    seconds = 0
    for field in log.split("\0"):
        part = field.lstrip("\n")
        if part.startswith(_COMMIT):
            time, _, part = part[1:].partition("\n")
            seconds = int(time)
        if part.strip("\n"):
            yield part.strip("\n"), seconds
