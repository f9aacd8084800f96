"""A site that something is wrong with, built by the command over the result of a good build."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from liquidsite.cli.group import main

_EXCERPT = re.compile(r"(?:> )?\d* *\|")

Files = Mapping[str, str | bytes]

LAST_GOOD = {"index.html": "good", "about/index.html": "good", "old.css": "good"}


@dataclass(frozen=True)
class Outcome:
    """How the command ended, what it said on standard output and told on standard error.

    `intact` says that the last good site is there byte for byte.
    """

    status: int
    said: str
    told: str
    intact: bool
    written: Mapping[str, bytes]

    @property
    def first(self) -> str:
        """The first line of what was told, without its indentation."""
        return self.told.strip().partition("\n")[0]

    @property
    def places(self) -> list[str]:
        """The lines under the message of an error: where it was, and how it was reached.

        The excerpt of the source that comes after them is left out.
        """
        lines = [line.strip() for line in self.told.rstrip().split("\n")]
        start = next(i for i, line in enumerate(lines) if "rror:" in line or ": " in line)
        return [line for line in lines[start + 1 :] if not _EXCERPT.match(line)]


def write(folder: Path, files: Files) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


def read(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`; folders have a slash at the end of their names."""
    found = sorted(folder.rglob("*"))
    return {
        path.relative_to(folder).as_posix() + ("/" if path.is_dir() else ""): b""
        if path.is_dir()
        else path.read_bytes()
        for path in found
    }


def build(root: Path, files: Files, *flags: str) -> Outcome:
    """Write `files` as a site and build it. Paths in what is told begin with SITE or DEST."""
    site, dest = root / "site", root / "dest"
    site.mkdir(exist_ok=True)
    write(site, files)
    if not dest.exists():
        write(dest, LAST_GOOD)
    return run(site, dest, *flags)


def run(site: Path, dest: Path, *flags: str) -> Outcome:
    """Build the folder `site`. What is no error of ours, a traceback in other words, is raised."""
    before = read(dest)
    options = ["--disable-disk-cache", "--source", str(site), "--destination", str(dest)]
    result = CliRunner().invoke(main, ["build", *options, *flags])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    told = result.stderr.replace(str(site), "SITE").replace(str(dest), "DEST")
    after = read(dest)
    return Outcome(result.exit_code, result.stdout, told, after == before, after)
