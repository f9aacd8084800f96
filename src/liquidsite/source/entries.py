"""Which entries of a folder belong to the site: Jekyll's `include`, `exclude` and special names.

Source of the rules: Jekyll's documentation, "Configuration Options" (`include`, `exclude`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from liquidsite.config import Config
from liquidsite.folder_tree import is_folder
from liquidsite.regular_file import is_absent
from liquidsite.ruby import globs

_SPECIAL = ".#_~"


@dataclass(frozen=True, eq=False, repr=False)
class EntryFilter:
    """Tells the entries that are read from those that are not."""

    source: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    safe: bool = False

    @classmethod
    def of(cls, config: Config) -> EntryFilter:
        include = _strings(config["include"])
        exclude = tuple(p for p in _strings(config["exclude"]) if p not in include)
        return cls(str(config.source), include, exclude, bool(config["safe"]))

    @cached_property
    def _included(self) -> re.Pattern[str]:
        return any_of(self.include)

    @cached_property
    def _excluded(self) -> re.Pattern[str]:
        return any_of(self.exclude)

    def keep(self, entries: Iterable[str], base: str = "") -> list[str]:
        """Return the `entries`, relative to the folder `base` (itself relative to the source), to
        read.
        """
        return [entry for entry in entries if self.keeps(entry, base)]

    def keeps(self, entry: str, base: str = "") -> bool:
        """Return whether an entry is read: included, or neither excluded nor special."""
        if entry.endswith("."):
            return False
        name = entry.rpartition("/")[2]
        included = bool(self._included.match(entry) or self._included.match(name))
        path = f"{base}/{entry}".lstrip("/")
        if not included and self._excluded.match(path):
            return False
        if self.safe and self.leaves_source(path):
            return False
        return included or not (entry[0] in _SPECIAL or name[:1] in _SPECIAL or entry.endswith("~"))

    def leaves_source(self, path: str) -> bool:
        """Return whether `path` is a link that leads out of the source."""
        full = os.path.join(self.source, path)  # noqa: PTH118 - thousands of calls
        if not os.path.islink(full):  # noqa: PTH114
            return False
        root = os.path.realpath(self.source)
        return not os.path.realpath(full).startswith(root + os.sep)


def walk(root: str, *, hidden: bool) -> Iterator[str]:
    """Yield files below `root`, relative to it, in the order of Ruby's `Dir.glob("**/*")`.

    `hidden` includes dot files and dot folders. Linked folders are listed, not entered. A missing
    folder has no files. Raises OSError for a folder that cannot be listed.
    """
    waiting = [_listed(root, "")]
    while waiting:
        path, entry = next(waiting[-1], ("", None))
        if entry is None:
            waiting.pop()
        elif not entry.name.startswith(".") or hidden:
            if is_folder(entry):
                if not entry.is_symlink():
                    waiting.append(_listed(root, path))
            elif is_readable(entry):
                yield path


def _listed(root: str, below: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the entries of one folder by name, each with its path below `root`."""
    try:
        with os.scandir(os.path.join(root, below)) as found:  # noqa: PTH118
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        if is_absent(error):
            return
        raise
    for entry in entries:
        yield f"{below}/{entry.name}" if below else entry.name, entry


def is_readable(entry: os.DirEntry[str]) -> bool:
    """Return whether `entry` is a file or a link, and not a pipe, socket or device, which block."""
    return entry.is_symlink() or entry.is_file()


def _strings(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        return ()
    return tuple(str(value) for value in values if isinstance(value, str))


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return one pattern for all: a path matches as a whole by glob, or begins with the text."""
    choices = [choice for pattern in patterns for choice in _choices(pattern.lstrip("/"))]
    return re.compile("|".join(choices) if choices else r"(?!)", re.DOTALL)


def _choices(pattern: str) -> Iterator[str]:
    yield re.escape(pattern)
    if pattern.endswith("/"):
        yield re.escape(pattern[:-1]) + r"\Z"
    if any(char in pattern for char in "*?[\\"):
        yield f"(?:{globs.expression(pattern)})\\Z"
