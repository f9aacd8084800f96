"""libyaml's events of a text, and its errors in this project's terms."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from yaml import MarkedYAMLError, YAMLError
from yaml.parser import Parser
from yaml.reader import Reader, ReaderError
from yaml.scanner import Scanner

from liquidsite.errors import ReadError


class PurePythonParser(Reader, Scanner, Parser):
    """A parser of the same events, some ten times slower, and stricter about tabs."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


_parser: Callable[[str], Any] = PurePythonParser
with suppress(ImportError):  # PyYAML can be built without libyaml
    from yaml._yaml import CParser as _parser  # noqa: N813


# The most likely mistake, where libyaml only names what it found.
_HINTS = (
    ("mapping values are not allowed", " (a value with a colon in it needs quotes)"),
    ("cannot start any token", " (indent with spaces; a value that begins so needs quotes)"),
    ("found a tab character", " (indent with spaces)"),
)


def next_event(text: str) -> Callable[[], Any]:
    """Return a function that gives the events of `text` one by one, or raises `YAMLError`."""
    get: Callable[[], Any] = _parser(text).get_event
    return get


def read_error(error: YAMLError, text: str, path: str, line: int) -> ReadError:
    """Return the public error for `error`, in a `text` that begins on `line` of the file `path`."""
    if isinstance(error, ReaderError):
        row, column = _position(text, error.position)
        return ReadError(error.reason, path=path, line=line + row, column=column + 1)
    if not isinstance(error, MarkedYAMLError):
        return ReadError(str(error), path=path, line=line)
    message = " ".join(part for part in (error.problem, error.context) if part)
    hint = _hint(message, text, error.problem_mark)
    mark, began = error.problem_mark or error.context_mark, error.context_mark
    if mark and began and began.line != mark.line:
        message += f" that begins at line {line + began.line} column {began.column + 1}"
    message += hint
    if mark is None:
        return ReadError(message, path=path, line=line)
    return ReadError(message, path=path, line=line + mark.line, column=mark.column + 1)


def _hint(message: str, text: str, mark: Any) -> str:
    """Return what was probably done wrong, in parentheses; empty if that is not known."""
    lines = text.splitlines()[: mark.line + 1] if mark is not None else []
    if lines and _is_bad_indent(message, lines, mark.column):
        return " (the indentation is wrong: it is not that of the lines above)"
    return next((hint for sign, hint in _HINTS if sign in message), "")


def _is_bad_indent(message: str, lines: list[str], column: int) -> bool:
    """Return whether the last of `lines`, with the problem at `column`, begins in a wrong column.

    That is so where a line stands between two levels, or deeper than a key that has its value.
    """
    last = lines[-1]
    if message.startswith(("did not find expected key", "did not find expected '-' indicator")):
        return not last[:column].strip() and bool(last[column:].strip())
    before = next((line for line in reversed(lines[:-1]) if line.strip()), "")
    deeper = len(last) - len(last.lstrip()) > len(before) - len(before.lstrip())
    is_first = ": " not in last[:column] and ":" in last[column : column + 1]
    has_value = bool(before.partition(": ")[2].strip())
    return "mapping values are not" in message and deeper and is_first and has_value


def _position(text: str, offset: int) -> tuple[int, int]:
    """Return row and column, from 0, of an offset in bytes of UTF-8."""
    before = text.encode()[:offset].decode(errors="ignore")
    return before.count("\n"), len(before) - before.rfind("\n") - 1
