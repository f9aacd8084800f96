"""What every reading function needs: the configuration, the rules made from it, a place to warn."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from liquidsite import regular_file, times
from liquidsite.config import Config
from liquidsite.errors import FrontMatterError, Notice, ReadError, not_in, place_in, undecoded
from liquidsite.incremental.items import Items, Queries
from liquidsite.incremental.parsed_files import NO_MATTER, ParsedFile, ParsedFiles, pack
from liquidsite.incremental.trace import digest
from liquidsite.model import EMPTY, Data
from liquidsite.ruby.safe_yaml.packed import unpack
from liquidsite.source import front_matter
from liquidsite.source.defaults import Defaults
from liquidsite.source.entries import EntryFilter, walk
from liquidsite.source.guard import Guard
from liquidsite.source.overrides import Override

# Called with how many documents of a collection have been read, and of how many.
Progress = Callable[[int, int], None]
# Extension with its dot → extension of what a converter makes of it.
OutputExt = Callable[[str], str]
IsBlock = Callable[[str], bool]

_HEADER_BYTES = 512


@dataclass(slots=True, eq=False, repr=False)
class ReadingTrace:
    """What reading found besides its result: warnings, and whether it asked for the time."""

    notices: list[Notice] = field(default_factory=list)
    asked_clock: bool = False


@dataclass(eq=False, repr=False)
class Reader:
    """One reading of a site.

    `trace` is that of the item that is read, or of the site between two items; `meanwhile` is
    done while another process reads; `progress` is called after each document; `leaves_texts`
    says that the texts of documents are not kept in memory: there are many, and other processes
    render them.
    """

    config: Config
    time: datetime
    zone: tzinfo
    output_ext: OutputExt
    is_block: IsBlock
    filter: EntryFilter
    trace: ReadingTrace = field(default_factory=ReadingTrace)
    defaults: Defaults = field(default_factory=Defaults)
    parsed_files: ParsedFiles = field(default_factory=ParsedFiles)
    items: Items | None = None
    guard: Guard | None = None
    overrides: Mapping[str, Override] = field(default_factory=dict)
    meanwhile: Callable[[], None] | None = None
    progress: Progress | None = None
    leaves_texts: bool = False

    @classmethod
    def of(
        cls,
        config: Config,
        time: datetime,
        output_ext: OutputExt,
        is_block: IsBlock,
        queries: Queries | None = None,
    ) -> Reader:
        zone = time.tzinfo
        assert zone is not None
        reader = cls(config, time, zone, output_ext, is_block, EntryFilter.of(config))
        if queries is not None:
            reader.parsed_files, reader.items = queries.parsed_files, queries.items
        reader.guard = Guard.of(config)
        reader.defaults = Defaults.of(config, reader.parse_date, reader.warn)
        return reader

    @property
    def notices(self) -> list[Notice]:
        """Return the warnings so far."""
        return self.trace.notices

    def warn(self, notice: Notice) -> None:
        self.trace.notices.append(notice)

    @contextlib.contextmanager
    def tracing(self) -> Iterator[ReadingTrace]:
        """Trace the reading of one item while the block runs; its warnings are the site's too."""
        outer, self.trace = self.trace, ReadingTrace()
        try:
            yield self.trace
        finally:
            outer.notices += self.trace.notices
            self.trace = outer

    @property
    def strict(self) -> bool:
        return bool(self.config["strict_front_matter"])

    def full(self, path: str) -> str:
        """Return the absolute path of `path`, which is relative to the source and has `/`."""
        return os.path.join(str(self.config.source), path)  # noqa: PTH118 - thousands of calls

    def parse_date(self, value: Any) -> datetime:
        """Return `value` as a time of the site. Raises ValueError."""
        return times.parse(value, self.zone, self._clock)

    def _clock(self) -> datetime:
        """Return the time of the build, for a date that lacks a part: it is read each time."""
        self.trace.asked_clock = True
        return self.time

    def has_header(self, file: str, shown: str) -> bool:
        """Return whether the file begins with front matter, found from its first line alone."""
        known = self.parsed_files.find(shown, file)
        if known is not None:
            return known != NO_MATTER
        if self.guard:
            self.guard.admit(file, shown)
        found = has_header(file, shown)
        if not found:
            self.parsed_files.insert(shown, file, pack(None))
        return found

    def bytes(self, file: str, shown: str) -> bytes:
        """Return all of the file. Raises ReadError, LimitError."""
        if self.guard:
            self.guard.admit(file, shown, whole=True)
        return read_bytes(file, shown)

    def enter(self, folder: str) -> None:
        """Check that the folder may be read. Raises ReadError where safe mode forbids it."""
        if self.guard:
            self.guard.enter(folder)

    def walk(self, root: str, *, hidden: bool) -> Iterator[str]:
        """Yield as `entries.walk` does; in safe mode nothing that leads out of the source."""
        self.enter(root)
        found = walk(root, hidden=hidden)
        try:
            yield from self.guard.own(root, found) if self.guard else found
        except OSError as error:
            raise self.closed(error) from error

    def closed(self, error: OSError) -> ReadError:
        """Return the error for a folder that cannot be listed."""
        folder = os.path.relpath(str(error.filename), self.config.source).replace(os.sep, "/")
        shown = str(error.filename) if folder.startswith("../") else folder
        return ReadError(f"The folder cannot be read: {error.strerror}", path=shown)

    def text(self, file: str, shown: str) -> ParsedFile:
        """Return the file, decoded and split. `shown` is its path in messages. Raises ReadError."""
        if (override := self.overrides.get(shown)) is not None:
            return override.of(lambda: self._text(file, shown))
        return self._text(file, shown)

    def _text(self, file: str, shown: str) -> ParsedFile:
        known = self.parsed_files.find(shown, file)
        with contextlib.suppress(LookupError):
            if known:
                matter, parts = unpack(known), self._split(file, shown)
                return ParsedFile(matter, parts.content, parts.line)
        text = self._read_text(file, shown)
        self.parsed_files.insert(shown, file, pack(text), text.fingerprint)
        return text

    def content(self, file: str, shown: str) -> str:
        """Return the text after the front matter of a file read before. Raises ReadError."""
        return self._split(file, shown).content

    def _split(self, file: str, shown: str) -> front_matter.Split:
        return front_matter.split(decode(self.bytes(file, shown), str(self.config["encoding"])))

    def _read_text(self, file: str, shown: str) -> ParsedFile:
        text = decode(self.bytes(file, shown), str(self.config["encoding"]))
        if (bad := undecoded(text)) is not None:
            return self._undecoded(text, bad, shown)
        parts = front_matter.split(text)
        if parts.matter is None:
            return ParsedFile(None, parts.content, parts.line)
        return self._parsed(parts, shown)

    def _undecoded(self, text: str, bad: int, shown: str) -> ParsedFile:
        """Return all of the file as content: Liquid and Markdown refuse it, others copy it."""
        line, column = place_in(text, bad)
        error = ReadError(
            f"Error reading file {shown}: {not_in(str(self.config['encoding']))}",
            path=shown,
            line=line,
            column=column,
        )
        if self.strict:
            raise error
        return ParsedFile(None, text, 1, f"{error.message} ({error.where})")

    def _parsed(self, parts: front_matter.Split, shown: str) -> ParsedFile:
        assert parts.matter is not None
        fingerprint = digest(parts.matter)
        with contextlib.suppress(LookupError):
            if known := self.parsed_files.find_same(shown, fingerprint):
                return ParsedFile(unpack(known), parts.content, parts.line, fingerprint=fingerprint)
        try:
            matter = front_matter.parse(parts.matter, shown, self.config.limits)
        except FrontMatterError as error:
            if self.strict:
                raise
            return ParsedFile(None, parts.content, parts.line, f"{error.message} ({error.where})")
        return ParsedFile(matter, parts.content, parts.line, fingerprint=fingerprint)

    def mapping(self, text: ParsedFile, shown: str) -> Data:
        """Return the front matter of a page or layout. Raises FrontMatterError for no mapping."""
        if text.problem:
            self.warn(Notice("Front matter:", text.problem))
        if text.matter is None or text.matter is False:
            return EMPTY
        if not isinstance(text.matter, dict):
            raise FrontMatterError(
                f"Invalid YAML front matter in {shown}: it must be lines of `key: value`",
                path=shown,
                line=2,
            )
        if text.matter.get("permalink") == "":
            raise FrontMatterError(f"Invalid permalink in {shown}: it is empty", path=shown)
        return text.matter


def read_bytes(file: str, shown: str) -> bytes:
    try:
        return regular_file.read(file)
    except OSError as error:
        raise unreadable(error, shown) from error


def has_header(file: str, shown: str) -> bool:
    """Return whether the file begins with front matter, found from its first line alone."""
    try:
        return front_matter.has_header(regular_file.read(file, _HEADER_BYTES))
    except OSError as error:
        raise unreadable(error, shown) from error


def is_refused(error: ReadError) -> bool:
    """Return whether the file exists and may not be read; Jekyll skips links to nowhere."""
    cause = error.__cause__
    return isinstance(cause, OSError) and not isinstance(cause, FileNotFoundError)


def unreadable(error: OSError, shown: str) -> ReadError:
    """Return the error for the file or folder `shown`, with the system's reason."""
    return ReadError(f"The file cannot be read: {error.strerror}", path=shown)


def decode(raw: bytes, encoding: str) -> str:
    """Return `raw` as text, with its line ends, without the byte-order mark of a UTF file.

    Bytes that are no text in that encoding are kept as lone surrogates: see `undecoded`.
    """
    if encoding.lower() in ("utf-8", "utf8"):
        codec = "utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "utf-8"
        return raw.decode(codec, "surrogateescape")
    return raw.decode(encoding, "surrogateescape").removeprefix("\ufeff")
