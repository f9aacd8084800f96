"""A text file with front matter, as Jekyll finds it.

Front matter begins on the first line with `---` and ends at the next line that is `---` or
`...`; white space after either is part of it, so the content begins at its first line that is
not blank. Source: Jekyll's documentation, "Front Matter", and the behaviour of 4.4.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from liquidsite import regular_file
from liquidsite.safe_mode.limits import Limits

_WHITE = r"[ \t\r\n\f\v]"
_OPENING = re.compile(rf"---{_WHITE}*\n")
_CLOSING = re.compile(rf"^(?:---|\.\.\.){_WHITE}*$\n?", re.MULTILINE)
_HEADER_LINE = re.compile(rb"---[ \t\r\f\v]*\n")


class Split(NamedTuple):
    """`matter` is the YAML text, None when there is none; `content` begins on `line`."""

    matter: str | None
    content: str
    line: int


def split(text: str) -> Split:
    """Split `text` into its front matter and its content."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if closing is None:
        return Split(None, text, 1)
    line = text.count("\n", 0, closing.end()) + 1
    return Split(text[: closing.start()], text[closing.end() :], line)


def is_opened(text: str) -> bool:
    """Return whether the first line of `text` opens front matter."""
    return _OPENING.match(text) is not None


def has_header(head: bytes) -> bool:
    """Return whether the first bytes of a file open front matter: what makes a file a page."""
    return _HEADER_LINE.match(head) is not None


def line_of(key: str, file: str) -> int | None:
    """Return the line on which the front matter of `file` gives `key`: for errors, so it is read
    again.
    """
    try:
        lines = enumerate(regular_file.read_text(file).split("\n"), 1)
        return next((number for number, line in lines if line.startswith(f"{key}:")), None)
    except OSError:
        return None


def parse(matter: str, path: str, limits: Limits | None = None) -> Any:
    """Return the value of the YAML in `matter`. Raises FrontMatterError, with line and column."""
    from liquidsite.errors import FrontMatterError, ReadError
    from liquidsite.ruby import safe_yaml

    try:
        return safe_yaml.load(matter, path, limit=safe_yaml.MOST_NODES, limits=limits)
    except ReadError as error:
        raise FrontMatterError(
            f"YAML Exception reading {path}: {error.message}",
            path=path,
            line=error.line,
            column=error.column,
        ) from error
