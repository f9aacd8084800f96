"""What Git knows of a site's source. Without Git, or outside of a repository, that is nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_COMMIT = "\x01"


def run(folder: Path, *arguments: str) -> str:
    """Return the output of a git command, stripped; empty when it fails."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.decode("utf-8", "surrogateescape").strip()


class Commit(NamedTuple):
    """A commit of a file: its time in seconds, and the author's date as `--date=iso` shows it."""

    time: int
    author_date: str


def last_commits(folder: Path) -> dict[str, int]:
    """Return the time, in seconds, of the last commit of each file (relative to `folder`)."""
    return {path: commits[0].time for path, commits in commits_of(folder).items()}


def commits_of(folder: Path) -> dict[str, list[Commit]]:
    """Return the commits of each file (relative to `folder`), the newest first."""
    found: dict[str, list[Commit]] = {}
    form = f"--format={_COMMIT}%ct %ad"
    log = run(folder, "log", "-c", "-z", "--relative", "--name-only", "--date=iso", form, "--", ".")
    for path, commit in _changes(log):
        found.setdefault(path, []).append(commit)
    return found


def _changes(log: str) -> Iterator[tuple[str, Commit]]:
    """Yield the files of each commit, newest first."""
    commit = Commit(0, "")
    for field in log.split("\0"):
        part = field.lstrip("\n")
        if part.startswith(_COMMIT):
            line, _, part = part[1:].partition("\n")
            time, _, date = line.partition(" ")
            commit = Commit(int(time), date)
        if part.strip("\n"):
            yield part.strip("\n"), commit
