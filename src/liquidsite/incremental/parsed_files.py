"""The query ParsedFile(path): the front matter of a file, or all of a data file, parsed.

Its memo is the packed value with the stamp of the file. The memo of front matter also has the
fingerprint of its text: an edit below it leaves the value as it was, and no YAML is parsed. Of a
file that is racy this alone is kept.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from liquidsite.file_stamp import file_stamp, stable_stamp
from liquidsite.incremental.trace import Fingerprint
from liquidsite.ruby.safe_yaml import packed


class ParsedFile(NamedTuple):
    """A source file with its front matter parsed; `matter` is None when it has none.

    `problem` is what was wrong with the front matter when the site may go on without it.
    `fingerprint` is that of the text of the front matter; "" where there is none to keep.
    """

    matter: Any
    content: str
    line: int
    problem: str | None = None
    fingerprint: Fingerprint = ""


# The stamp, "" when the file was racy; the packed value, empty for a file without front matter; the
# fingerprint of the front matter, "" for all that is none.
Entry = tuple[str, bytes, Fingerprint]


@dataclass(eq=False, repr=False)
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
        if entry is None or not entry[0] or entry[0] != file_stamp(file):
            return None
        self.used.add(path)
        return entry[1]

    def find_same(self, path: str, fingerprint: Fingerprint) -> bytes | None:
        """Return the packed value of front matter, if the file had this very text before."""
        entry = self.known.get(path)
        return entry[1] if entry is not None and entry[2] == fingerprint else None

    def insert(
        self, path: str, file: str, value: bytes | None, fingerprint: Fingerprint = ""
    ) -> None:
        """Keep the packed value of what was just read; None is for what cannot be kept."""
        now = self.stable_stamp(file)
        if (now or fingerprint) and value is not None:
            self.new[path] = (now, value, fingerprint)

    def stable_stamp(self, file: str) -> str:
        """Return the stamp of `file`; "" when it is racy."""
        return stable_stamp(file, self.began)


NO_MATTER = b""


def pack(text: ParsedFile | None) -> bytes | None:
    """Return the front matter as bytes; None when it was wrong or cannot be kept."""
    if text is None:
        return NO_MATTER
    return None if text.problem else packed.pack(text.matter)
