"""A failed build in a form for display: message, source excerpt, chain of includes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from liquidsite import regular_file
from liquidsite.errors import (
    ConfigError,
    ConversionError,
    Frame,
    LiquidsiteError,
    PluginError,
    ReadError,
    TemplateError,
    WriteError,
)

_AROUND = 3  # lines shown before and after the one of the error
_WIDEST = 400  # characters of a line
_TITLES: tuple[tuple[type[LiquidsiteError], str], ...] = (
    (TemplateError, "Liquid Exception"),
    (ConversionError, "Conversion error"),
    (ConfigError, "Configuration error"),
    (PluginError, "Plugin error"),
    (ReadError, "Cannot read"),
    (WriteError, "Cannot write"),
)


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


@dataclass(frozen=True, slots=True)
class Failure:
    """One error. `chain` is where it was included from, the innermost file first."""

    title: str
    message: str
    where: str = ""
    excerpt: Excerpt | None = None
    chain: tuple[Frame, ...] = ()

    @classmethod
    def of(cls, error: Exception, folders: tuple[Path, ...]) -> Failure:
        """Describe `error`; its paths are looked up below `folders`, the source first."""
        if not isinstance(error, LiquidsiteError):
            hint = "`liquidsite build --trace` shows where."
            return cls("Internal error", f"{type(error).__name__}: {error}\n{hint}")
        title = next((name for kind, name in _TITLES if isinstance(error, kind)), "Error")
        excerpt = _excerpt(error, folders)
        return cls(title, error.message, error.where, excerpt, tuple(reversed(error.stack)))

    def terminal_lines(self) -> Iterator[str]:
        """Yield the whole failure in plain text, for the terminal."""
        yield from self.message.split("\n")
        if self.where:
            yield self.where
        yield from (f"from {frame}" for frame in self.chain)
        if self.excerpt:
            yield from self.excerpt.terminal_lines()


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
