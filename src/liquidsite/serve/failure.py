"""A failed build in a form for display: message, source excerpt, chain of includes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import NamedTuple

from liquidsite import regular_file
from liquidsite.errors import (
    ConfigError,
    ConversionError,
    Frame,
    LiquidsiteError,
    Notice,
    PluginError,
    ReadError,
    TemplateError,
    WriteError,
)
from liquidsite.serve.editor import editor_url

_AROUND = 3  # lines shown before and after the one of the error
_WIDEST = 400  # characters of a line
# Kind of error → title in the browser, and Jekyll's word for it in a terminal.
_TITLES: tuple[tuple[type[LiquidsiteError], str, str], ...] = (
    (TemplateError, "Liquid Exception", "Liquid Exception"),
    (ConversionError, "Conversion error", "Conversion error"),
    (ConfigError, "Configuration error", "Fatal"),
    (PluginError, "Plugin error", "ERROR"),
    (ReadError, "Cannot read", "ERROR"),
    (WriteError, "Cannot write", "ERROR"),
    (LiquidsiteError, "Error", "ERROR"),
)
# Liquid counts the lines of a template without its front matter.
_LIQUIDS_LINE = re.compile(r" \((?P<file>[^()]* )?line \d+\)")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Source lines from `first` on; `line` is the one of the error, `column` its place there."""

    first: int
    lines: tuple[str, ...]
    line: int
    column: int | None

    def numbered(self) -> Iterator[tuple[int, str]]:
        return enumerate(self.lines, self.first)

    def terminal_lines(self) -> Iterator[str]:
        """Yield the excerpt in plain text, the line marked with `>` and the column with `^`."""
        width = len(str(self.first + len(self.lines)))
        for number, text in self.numbered():
            mark = ">" if number == self.line else " "
            yield f"{mark} {number:>{width}} | {text}".rstrip()
            if number == self.line and self.column is not None:
                yield f"  {'':>{width}} | {indent(text, self.column)}^"


class Place(NamedTuple):
    """A place in a file; `line` and `column` count from 1."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in self if part is not None)


def linked(place: Place, folders: tuple[Path, ...], text: str = "") -> str:
    """Return the place as HTML, a link that opens it in an editor if the file is in `folders`."""
    shown = escape(text or str(place))
    files = (folder / place.path for folder in folders)
    file = next((file for file in files if file.is_file()), None)
    if file is None:
        return f"<span>{shown}</span>"
    url = editor_url(file.absolute(), place.line, place.column)
    return f'<a href="{escape(url)}">{shown}</a>'


@dataclass(frozen=True, slots=True)
class Failure:
    """One error.

    topic     Jekyll's word for its kind
    template  the page or layout that was being rendered; None if that is not known
    chain     where the file of the error was included from, the innermost file first
    folders   where paths are looked up
    """

    title: str
    message: str
    topic: str = "ERROR"
    place: Place | None = None
    excerpt: Excerpt | None = None
    chain: tuple[Frame, ...] = ()
    template: str | None = None
    folders: tuple[Path, ...] = ()

    @classmethod
    def of(cls, error: Exception, folders: tuple[Path, ...]) -> Failure:
        """Describe `error`; its paths are looked up below `folders`, the source first."""
        if not isinstance(error, LiquidsiteError):
            hint = "`liquidsite build --trace` shows where."
            return cls("Internal error", f"{type(error).__name__}: {error}\n{hint}")
        title, topic = next(names for kind, *names in _TITLES if isinstance(error, kind))
        template = _template(error) if isinstance(error, TemplateError) else None
        message = _with_right_line(error, own=template == error.path)
        excerpt, chain = _excerpt(error, folders), tuple(reversed(error.stack))
        place = Place(error.path, error.line, error.column) if error.path else None
        return cls(title, message, topic, place, excerpt, chain, template, folders)

    def notices(self) -> Iterator[Notice]:
        """Yield the lines for a terminal: Jekyll's, which scripts look for, then the place, the
        chain of includes, and the lines of the source.
        """
        first, *more = self.message.split("\n")
        yield Notice(f"{self.topic}:", f"{first} in {self.template}" if self.template else first)
        places = [str(self.place or ""), *(f"from {frame}" for frame in self.chain)]
        excerpt = self.excerpt.terminal_lines() if self.excerpt else ()
        yield from (Notice("", line) for line in (*filter(None, (*more, *places)), *excerpt))


def _template(error: LiquidsiteError) -> str | None:
    """Return the page or layout that was being rendered: the first of the chain with a line."""
    return next((frame.path for frame in error.stack if frame.line is not None), error.path)


def _with_right_line(error: LiquidsiteError, *, own: bool) -> str:
    """Return the message; Liquid's line in it becomes the one in the file, front matter included.

    Without a file's name in the message it is left out unless `own`: the page is the file.
    """

    def right(match: re.Match[str]) -> str:
        return f" ({match['file'] or ''}line {error.line})" if own or match["file"] else ""

    if error.line is None or not isinstance(error, TemplateError):
        return error.message
    return _LIQUIDS_LINE.sub(right, error.message, count=1)


def indent(text: str, column: int) -> str:
    """Return the white space before `column` (from 1), tabs kept, to put a mark below it."""
    return "".join(char if char == "\t" else " " for char in text[: column - 1])


def _excerpt(error: LiquidsiteError, folders: tuple[Path, ...]) -> Excerpt | None:
    if error.path is None or error.line is None:
        return None
    first = max(1, error.line - _AROUND)
    for folder in folders:
        try:
            text = regular_file.read_text(folder / error.path)
            found = text.splitlines()[first - 1 : error.line + _AROUND]
        except (OSError, ValueError):
            continue
        lines = tuple(text.rstrip("\r\n")[:_WIDEST] for text in found)
        reaches = first + len(lines) > error.line
        return Excerpt(first, lines, error.line, error.column) if reaches else None
    return None
