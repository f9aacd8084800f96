"""The query Item(path): the page or document that a file gives.

Its memo is the item with the stamp of its file, so an unchanged file is not opened. In a process
that stays alive the memo is the very object. From the cache on disk, items are made again from
their fields; their text stays in the file until it is needed.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta, tzinfo
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from liquidsite.errors import Notice
from liquidsite.file_stamp import file_stamp
from liquidsite.incremental.parsed_files import ParsedFiles
from liquidsite.model import Document, Page, Text, UnreadText
from liquidsite.ruby.safe_yaml import packed

if TYPE_CHECKING:
    from liquidsite.source.reader import Reader

Item = TypeVar("Item", Page, Document)

# The placeholders of a permalink that are the same at any time.
_TIMELESS = "collection|path|output_ext|name|title|slug|categories|slugified_categories"
_TIMED = re.compile(rf":(?!(?:{_TIMELESS})(?![a-z_]))[a-z]")

_KINDS: tuple[type[Page | Document], ...] = (Page, Document)
# Kept separately: `file` is the key, `source` stays in the file, `date` needs the site's zone.
_SEPARATE = ("file", "source", "date")
_NAMES = {
    kind: (*(f.name for f in fields(kind) if f.name not in _SEPARATE), "counts") for kind in _KINDS
}


@dataclass(slots=True, eq=False, repr=False)
class ItemMemo:
    """The item that a file with that stamp gave, and the warnings of reading it.

    `front` and `body` are the fingerprints of its attributes and its text, once computed.
    """

    stamp: str
    item: Page | Document
    notices: tuple[Notice, ...] = ()
    front: str = ""
    body: str = ""


# The stamp, the fingerprints of front and body, and the packed item, as the store keeps them.
Stored = tuple[str, str, str, bytes]


class Prefetched(NamedTuple):
    """An item that another process has read for this one: the stamp, the packed item, its text.

    Without the text it is read when it is needed.
    """

    stamp: str
    data: bytes
    content: str | None


@dataclass(eq=False, repr=False)
class Items:
    """The memos, by absolute file: `known` from earlier builds, `new` from this one.

    `stored` are those of earlier processes, `prefetched` those that another process read for this
    build.
    """

    stored: Mapping[str, Stored] = field(default_factory=dict)
    known: dict[str, ItemMemo] = field(default_factory=dict)
    new: dict[str, ItemMemo] = field(default_factory=dict)
    prefetched: dict[str, Prefetched] = field(default_factory=dict)
    _changed: frozenset[str] = frozenset()

    def begin(self, changed: frozenset[str]) -> None:
        """Begin another build: of the files that are left, all but `changed` are known."""
        self.known = {**self.known, **self.new}
        self.new = {}
        self._changed = changed

    def commit(self, kept: Mapping[str, Stored]) -> None:
        """End a build: forget the files that it did not meet; `kept` are stored now."""
        self.known, self.new = self.new, {}
        self.prefetched = {}
        stored = {**self.stored, **kept}
        self.stored = {file: stored[file] for file in self.known if file in stored}

    def has(self, file: str) -> bool:
        """Return whether an earlier build met `file`, whatever it is now."""
        return file in self.known or file in self.stored

    def get(
        self,
        reader: Reader,
        kind: type[Item],
        path: str,
        file: str,
        read: Callable[[], Item | None],
    ) -> Item | None:
        """Return the item of `file`: from its memo while that is valid, or what `read` gives.

        A file that is both a page and a document, as `include` may have it, has one memo: that of
        what was read last.
        """
        now = file_stamp(file)
        found = self._found(reader, path, file, now)
        if found is not None and isinstance(found.item, kind):
            reader.parsed_files.used.add(path)
            reader.notices.extend(found.notices)
            self.new[file] = found
            return found.item
        with reader.tracing() as trace:
            item = read()
        if item is not None and not trace.asked_clock and _lasts(reader, item):
            self.new[file] = ItemMemo(now, item, tuple(trace.notices))
        return item

    def _found(self, reader: Reader, path: str, file: str, now: str) -> ItemMemo | None:
        if file in self._changed:
            return None
        found = self.known.get(file)
        if found is None and file in self.stored:
            known, front, body, data = self.stored[file]
            if known == now:
                with suppress(LookupError):
                    found = ItemMemo(now, _unpacked(data, file, reader), (), front, body)
        if found is None and file in self.prefetched:
            known, data, content = self.prefetched[file]
            found = ItemMemo(known, _unpacked(data, file, reader, content))
        if found is None or found.stamp != now or found.item.path != path:
            return None
        return found if _is_past(reader, found.item) else None

    def of(self, item: Page | Document) -> ItemMemo | None:
        """Return the memo of this very item."""
        found = self.new.get(item.file) if item.file else None
        return found if found is not None and found.item is item else None

    def to_store(self, parsed_files: ParsedFiles, zone: tzinfo) -> Iterator[tuple[str, Stored]]:
        """Yield the memos of this build that the store does not have and can keep."""
        for file, memo in self.new.items():
            stored = self.stored.get(file)
            names = (memo.stamp, memo.front, memo.body)
            if stored and stored[:3] == names:
                continue
            if parsed_files.stable_stamp(file) != memo.stamp:
                continue
            if (data := self._packed(file, memo, zone)) is not None:
                yield file, (*names, data)

    def _packed(self, file: str, memo: ItemMemo, zone: tzinfo) -> bytes | None:
        """Return the item as bytes; None when it came with a warning, or cannot be kept."""
        if memo.notices:
            return None
        prefetched = self.prefetched.get(file)
        if prefetched is not None and prefetched.stamp == memo.stamp:
            return prefetched.data
        return _packed(memo.item, zone)

    def for_another(self, file: str, zone: tzinfo) -> Prefetched | None:
        """Return the memo of `file` for the process that this one prefetches for."""
        memo = self.new.get(file)
        data = self._packed(file, memo, zone) if memo else None
        if memo is None or data is None:
            return None
        source = memo.item.source
        return Prefetched(memo.stamp, data, source.value if isinstance(source, Text) else None)


def _lasts(reader: Reader, item: Page | Document) -> bool:
    """Return whether the same text gives the same item at any later time."""
    if isinstance(item, Page):
        return True
    if item.date is None:
        permalink = item.data.get("permalink") or ""
        settings = reader.config.collections.get(item.collection, {})
        own = settings.get("permalink") or reader.config.permalink_style
        return not (_TIMED.search(str(permalink)) or _TIMED.search(str(own)))
    return _is_past(reader, item)


def _is_past(reader: Reader, item: Page | Document) -> bool:
    """Return whether `item` is shown at the time of the site, which may also go back."""
    date = None if isinstance(item, Page) else item.date
    return date is None or date < reader.time - timedelta(seconds=1)


def _packed(item: Page | Document, zone: tzinfo) -> bytes | None:
    """Return the fields of `item` as bytes; None when they hold what cannot be kept."""
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


def _unpacked(
    data: bytes, file: str, reader: Reader, content: str | None = None
) -> Page | Document:
    """Return the item; without `content` its text is read when it is needed."""
    kind, values, plain, moment, dated = packed.loads(data)
    made = _KINDS[kind]
    if len(values) != len(_NAMES[made]):
        raise LookupError("the fields of another version")
    item: Page | Document = object.__new__(made)
    state: dict[str, Any] = item.__dict__
    state.update(zip(_NAMES[made], values if plain else packed.whole(values), strict=True))
    state["file"] = file
    if made is Document:
        state["date"] = _moment(moment, reader.zone)
    if dated:
        state["data"]["date"] = state["date"]
    if content is None:
        state["source"] = UnreadText(partial(reader.content, file, state["path"]))
    else:
        state["source"] = Text(content)
    return item


def _moment(moment: tuple[str, int] | None, zone: tzinfo) -> datetime | None:
    if moment is None:
        return None
    return datetime.fromisoformat(moment[0]).replace(tzinfo=zone, fold=moment[1])


@dataclass(frozen=True, eq=False, repr=False)
class Queries:
    """The queries of reading, with what earlier builds found; without `items` none are kept."""

    parsed_files: ParsedFiles = field(default_factory=ParsedFiles)
    items: Items | None = None

    def keep_rest(self) -> None:
        """End a reading of some files: the others count as met, too."""
        self.parsed_files.used.update(self.parsed_files.known)
        if self.items is not None:
            self.items.new = {**self.items.known, **self.items.new}
