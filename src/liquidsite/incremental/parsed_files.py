"""The query ParsedFile(path): the front matter of a file, or all of a data file, parsed.

Its memo is the packed value with the stamp of the file. A file that is racy is not kept.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from liquidsite.file_stamp import file_stamp, stable_stamp
from liquidsite.ruby.safe_yaml import packed


class ParsedFile(NamedTuple):
    """A source file with its front matter parsed; `matter` is None when it has none.

    `problem` is what was wrong with the front matter when the site may go on without it.
    """

    matter: Any
    content: str
    line: int
    problem: str | None = None


# The stamp, and the packed value of a file; empty for a file without front matter.
Entry = tuple[str, bytes]


@dataclass
class ParsedFiles:
    """The memos, by path as messages show it: `known` from earlier builds, `new` from this one.

    `used` are the paths of the known ones that were verified.
    """

    known: Mapping[str, Entry] = field(default_factory=dict)
    new: dict[str, Entry] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    began: int = field(default_factory=time.time_ns)

    def find(self, path: str, file: str) -> bytes | None:
        """Return the packed value of `file`; None when it changed or was not kept."""
        entry = self.known.get(path)
        if entry is None or entry[0] != file_stamp(file):
            return None
        self.used.add(path)
        return entry[1]

    def insert(self, path: str, file: str, value: bytes | None) -> None:
        """Keep the packed value of what was just read; None is for what cannot be kept."""
        now = self.stable_stamp(file)
        if now and value is not None:
            self.new[path] = (now, value)

    def stable_stamp(self, file: str) -> str:
        """Return the stamp of `file`; "" when it is racy."""
        return stable_stamp(file, self.began)


NO_MATTER = b""


def pack(text: ParsedFile | None) -> bytes | None:
    """Return the front matter as bytes; None when it was wrong or cannot be kept."""
    if text is None:
        return NO_MATTER
    return None if text.problem else packed.pack(text.matter)
