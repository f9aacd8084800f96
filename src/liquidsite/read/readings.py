"""Pages and documents of earlier readings in one process: an unchanged file gives the same value.

That they are the same objects tells the next build, without comparing, that nothing changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar, cast

from liquidsite.errors import Notice
from liquidsite.model import Document, Page
from liquidsite.read.texts import identity

if TYPE_CHECKING:
    from liquidsite.read.reader import Reader

Item = TypeVar("Item", Page, Document)

# The placeholders of a permalink that are the same at any time.
_TIMELESS = "collection|path|output_ext|name|title|slug|categories|slugified_categories"
_TIMED = re.compile(rf":(?!(?:{_TIMELESS})(?![a-z_]))[a-z]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file of that identity gave, and what there was to tell."""

    identity: str
    item: Page | Document
    notices: tuple[Notice, ...]


@dataclass
class Readings:
    """`known` from earlier readings, `new` from the one at hand, by absolute file."""

    known: dict[str, Reading] = field(default_factory=dict)
    new: dict[str, Reading] = field(default_factory=dict)

    def begin(self, changed: frozenset[str]) -> None:
        """Before the next reading: of the files that are left, all but `changed` are known."""
        self.known = {**self.known, **self.new}
        self.new = {}
        for file in changed:
            self.known.pop(file, None)

    def settle(self) -> None:
        """After a reading: forget the files that it did not meet."""
        self.known, self.new = self.new, {}

    def get(
        self, reader: Reader, path: str, file: str, read: Callable[[], Item | None]
    ) -> Item | None:
        """The item of `file`: that of an earlier reading, or what `read` gives."""
        now = identity(file)
        found = self.known.get(file)
        if found is not None and found.identity == now and found.item.path == path:
            reader.texts.used.add(path)
            reader.notices.extend(found.notices)
            self.new[file] = found
            return cast("Item", found.item)  # one file is always of one kind
        told = len(reader.notices)
        item = read()
        if item is not None and _lasts(reader, item):
            self.new[file] = Reading(now, item, tuple(reader.notices[told:]))
        return item


def _lasts(reader: Reader, item: Page | Document) -> bool:
    """Whether a later reading of the same text gives the same: not when the clock has a say."""
    if isinstance(item, Page):
        return True
    if item.date is None:
        permalink = item.data.get("permalink") or ""
        settings = reader.config.collections.get(item.collection, {})
        own = settings.get("permalink") or reader.config.permalink_style
        return not (_TIMED.search(str(permalink)) or _TIMED.search(str(own)))
    return item.date < reader.time - timedelta(seconds=1)
