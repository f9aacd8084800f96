"""Pages and documents of earlier builds: an unchanged file gives the same value, without a look.

Those of the same process are the same objects. Those that the cache on disk kept are made again
from their fields; their text stays in the file until somebody asks for it.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta, tzinfo
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from liquidsite.errors import Notice
from liquidsite.file_stamp import identity
from liquidsite.incremental.texts import Texts
from liquidsite.model import Document, Page
from liquidsite.ruby.safe_yaml import packed

if TYPE_CHECKING:
    from liquidsite.source.reader import Reader

Item = TypeVar("Item", Page, Document)

# The placeholders of a permalink that are the same at any time.
_TIMELESS = "collection|path|output_ext|name|title|slug|categories|slugified_categories"
_TIMED = re.compile(rf":(?!(?:{_TIMELESS})(?![a-z_]))[a-z]")

_KINDS: tuple[type[Page | Document], ...] = (Page, Document)
# Kept apart: `file` is the key, `content` stays in the file, `date` needs the site's zone.
_APART = ("file", "content", "date")
_NAMES = {
    kind: (*(f.name for f in fields(kind) if f.name not in _APART), "counts") for kind in _KINDS
}


@dataclass(slots=True)
class Reading:
    """What a file of that identity gave, and what there was to tell.

    `front` and `body` name its attributes and its text, once somebody has worked that out.
    """

    identity: str
    item: Page | Document
    notices: tuple[Notice, ...] = ()
    front: str = ""
    body: str = ""


# Identity, what names front and body, and the packed item, as the cache keeps them.
Stored = tuple[str, str, str, bytes]


class Ahead(NamedTuple):
    """What another process has just read: identity, the packed item, its text."""

    identity: str
    data: bytes
    content: str


@dataclass
class Readings:
    """`known` from earlier readings, `new` from the one at hand, by absolute file.

    `stored` are those of earlier processes, `ahead` those that another one read for this reading.
    """

    stored: Mapping[str, Stored] = field(default_factory=dict)
    known: dict[str, Reading] = field(default_factory=dict)
    new: dict[str, Reading] = field(default_factory=dict)
    ahead: dict[str, Ahead] = field(default_factory=dict)
    _changed: frozenset[str] = frozenset()

    def begin(self, changed: frozenset[str]) -> None:
        """Before the next reading: of the files that are left, all but `changed` are known."""
        self.known = {**self.known, **self.new}
        self.new = {}
        self._changed = changed

    def settle(self, kept: Mapping[str, Stored]) -> None:
        """After a reading: forget the files that it did not meet; `kept` are stored now."""
        self.known, self.new = self.new, {}
        self.ahead = {}
        stored = {**self.stored, **kept}
        self.stored = {file: stored[file] for file in self.known if file in stored}

    def has(self, file: str) -> bool:
        """Whether an earlier reading met `file`, whatever it is now."""
        return file in self.known or file in self.stored

    def get(
        self, reader: Reader, path: str, file: str, read: Callable[[], Item | None]
    ) -> Item | None:
        """The item of `file`: that of an earlier reading, or what `read` gives."""
        now = identity(file)
        found = self._found(reader, path, file, now)
        if found is not None:
            reader.texts.used.add(path)
            reader.notices.extend(found.notices)
            self.new[file] = found
            return cast("Item", found.item)  # one file is always of one kind
        told, reader.asked_clock = len(reader.notices), False
        item = read()
        if item is not None and _lasts(reader, item):
            self.new[file] = Reading(now, item, tuple(reader.notices[told:]))
        return item

    def _found(self, reader: Reader, path: str, file: str, now: str) -> Reading | None:
        if file in self._changed:
            return None
        found = self.known.get(file)
        if found is None and file in self.stored:
            known, front, body, data = self.stored[file]
            if known == now:
                with suppress(LookupError):
                    found = Reading(now, _unpacked(data, file, reader), (), front, body)
        if found is None and file in self.ahead:
            known, data, content = self.ahead[file]
            found = Reading(known, _unpacked(data, file, reader))
            found.item.__dict__["content"] = content
        if found is None or found.identity != now or found.item.path != path:
            return None
        return found if _is_past(reader, found.item) else None

    def of(self, item: Page | Document) -> Reading | None:
        """The reading that gave this very item."""
        found = self.new.get(item.file) if item.file else None
        return found if found is not None and found.item is item else None

    def to_store(self, texts: Texts, zone: tzinfo) -> Iterator[tuple[str, Stored]]:
        """Of the readings at hand those that the cache does not have, and can have."""
        for file, reading in self.new.items():
            stored = self.stored.get(file)
            names = (reading.identity, reading.front, reading.body)
            if stored and stored[:3] == names:
                continue
            if texts.settled(file) != reading.identity:
                continue
            if (data := self._packed(file, reading, zone)) is not None:
                yield file, (*names, data)

    def _packed(self, file: str, reading: Reading, zone: tzinfo) -> bytes | None:
        """The item as bytes; None when there was something to tell, or it cannot be kept."""
        if reading.notices:
            return None
        ahead = self.ahead.get(file)
        if ahead is not None and ahead.identity == reading.identity:
            return ahead.data
        return _packed(reading.item, zone)

    def for_another(self, file: str, zone: tzinfo) -> Ahead | None:
        """The reading of `file` at hand, for the process that this one reads ahead for."""
        reading = self.new.get(file)
        data = self._packed(file, reading, zone) if reading else None
        return Ahead(reading.identity, data, reading.item.content) if reading and data else None


def _lasts(reader: Reader, item: Page | Document) -> bool:
    """Whether a later reading of the same text gives the same: not when the clock has a say."""
    if reader.asked_clock:
        return False
    if isinstance(item, Page):
        return True
    if item.date is None:
        permalink = item.data.get("permalink") or ""
        settings = reader.config.collections.get(item.collection, {})
        own = settings.get("permalink") or reader.config.permalink_style
        return not (_TIMED.search(str(permalink)) or _TIMED.search(str(own)))
    return _is_past(reader, item)


def _is_past(reader: Reader, item: Page | Document) -> bool:
    """Whether `item` is shown at the time of the site, which may also go back."""
    date = None if isinstance(item, Page) else item.date
    return date is None or date < reader.time - timedelta(seconds=1)


def _packed(item: Page | Document, zone: tzinfo) -> bytes | None:
    """The fields of `item` as bytes; None when they hold what cannot be kept."""
    date, data = item.date, item.data
    if item.pager or item.yaml or (date is not None and date.tzinfo is not zone):
        return None
    dated = date is not None and data.get("date") is date
    values = {name: getattr(item, name) for name in _NAMES[type(item)]}
    if dated:
        values["data"] = {**data, "date": None}
    plain = packed.is_plain(values)
    moment = None if date is None else (date.replace(tzinfo=None).isoformat(), date.fold)
    kind = _KINDS.index(type(item))
    try:
        fields = list((values if plain else packed.bare(values)).values())
        return marshal.dumps((kind, fields, plain, moment, dated))
    except (ValueError, RecursionError):
        return None


def _unpacked(data: bytes, file: str, reader: Reader) -> Page | Document:
    kind, values, plain, moment, dated = packed.loads(data)
    made = _KINDS[kind]
    item: Page | Document = object.__new__(made)
    state: dict[str, Any] = item.__dict__
    state.update(zip(_NAMES[made], values if plain else packed.whole(values), strict=True))
    state["file"] = file
    if made is Document:
        state["date"] = _moment(moment, reader.zone)
    if dated:
        state["data"]["date"] = state["date"]
    state["load"] = partial(reader.content, file, state["path"])
    return item


def _moment(moment: tuple[str, int] | None, zone: tzinfo) -> datetime | None:
    if moment is None:
        return None
    return datetime.fromisoformat(moment[0]).replace(tzinfo=zone, fold=moment[1])
