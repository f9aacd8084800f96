#!/usr/bin/env python3
"""List the versions of the references, and which of them have newer ones.

    tests/differential/versions.py VERSIONS.tsv [--clones FOLDER]

VERSIONS.tsv has lines of repository, tag and name, with tabs between them. The newest tag is asked
of GitHub; where FOLDER has a clone `owner+name` of a repository, of that. The exit status is 1 when
a reference has moved.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

_TAG = re.compile(r"(?P<prefix>\D*)(?P<numbers>\d+(?:[._]\d+)*)")


class Reference(NamedTuple):
    """One line of the list."""

    repository: str
    tag: str
    name: str


def references(text: str) -> Iterator[Reference]:
    """Yield the lines of the list; empty ones and those that begin with `#` are left out."""
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            repository, tag, *name = line.split("\t")
            yield Reference(repository, tag, name[0] if name else repository)


def numbers(tag: str) -> tuple[int, ...] | None:
    """Return the numbers of a release's tag: of `v1.2` and `REL_1_2` (1, 2); None for others."""
    match = _TAG.fullmatch(tag)
    return tuple(map(int, re.split("[._]", match["numbers"]))) if match else None


def newest(tag: str, tags: Iterable[str]) -> str:
    """Return the newest of `tags` that are releases of the same form as `tag`, else `tag`."""
    own = _TAG.fullmatch(tag)
    releases = [tag]
    for other in tags:
        match = _TAG.fullmatch(other)
        if own and match and match["prefix"] == own["prefix"]:
            releases.append(other)
    return max(releases, key=lambda one: numbers(one) or ())


def tags_of(repository: str, clones: Path | None) -> list[str]:
    """Return the tags of a repository. Raises CalledProcessError when it cannot be asked."""
    clone = clones / repository.replace("/", "+") if clones else None
    if clone and (clone / "repo").is_dir():
        clone /= "repo"
    url = str(clone) if clone and clone.is_dir() else f"https://github.com/{repository}"
    command = ["git", "ls-remote", "--tags", "--refs", url]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return [line.rpartition("refs/tags/")[2] for line in done.stdout.splitlines()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("versions", type=Path)
    parser.add_argument("--clones", type=Path)
    options = parser.parse_args()
    moved = 0
    for reference in references(options.versions.read_text(encoding="utf-8")):
        try:
            last = newest(reference.tag, tags_of(reference.repository, options.clones))
        except (OSError, subprocess.SubprocessError):
            print(f"{reference.name:<28} {reference.tag:<14} not known")
            continue
        moved += last != reference.tag
        print(f"{reference.name:<28} {reference.tag:<14} {last if last != reference.tag else ''}")
    return 1 if moved else 0


if __name__ == "__main__":
    sys.exit(main())
