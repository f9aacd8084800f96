"""What earlier builds read, kept by file identity: an unchanged file is not parsed again.

See `identity`; a file that is not settled yet is not kept.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from liquidsite.file_stamp import identity, settled
from liquidsite.ruby.safe_yaml import packed

if TYPE_CHECKING:
    from liquidsite.incremental.readings import Readings


class Text(NamedTuple):
    """A source file with its front matter parsed; `matter` is None when it has none.

    `problem` is what was wrong with the front matter when the site may go on without it.
    """

    matter: Any
    content: str
    line: int
    problem: str | None = None


# Identity, and the packed value of a file; empty for a file without front matter.
Entry = tuple[str, bytes]


@dataclass
class Texts:
    """`known` from earlier readings, `new` from this one, by path as messages show it.

    The value of a page is its front matter, that of a data file all of it. `readings` has the
    pages and documents that were made of them.
    """

    known: Mapping[str, Entry] = field(default_factory=dict)
    new: dict[str, Entry] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    began: int = field(default_factory=time.time_ns)
    readings: Readings | None = None

    def find(self, path: str, file: str) -> bytes | None:
        """The value of `file`, packed, if it is what it was."""
        entry = self.known.get(path)
        if entry is None or entry[0] != identity(file):
            return None
        self.used.add(path)
        return entry[1]

    def keep(self, path: str, file: str, value: bytes | None) -> None:
        """Remember the packed value of what was just read; None is what cannot be kept."""
        now = self.settled(file)
        if now and value is not None:
            self.new[path] = (now, value)

    def settled(self, file: str) -> str:
        """The identity of `file`, if it is settled."""
        return settled(file, self.began)


NO_MATTER = b""


def pack(text: Text | None) -> bytes | None:
    """The front matter of `text` as bytes; None when something was wrong or cannot be kept."""
    if text is None:
        return NO_MATTER
    return None if text.problem else packed.pack(text.matter)
