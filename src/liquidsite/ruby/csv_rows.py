"""Comma and tab separated values, as strict as in Ruby's CSV library.

Unlike Python's `csv`: an unquoted empty field is nil and a quoted one an empty string, a quote
inside of an unquoted field is an error, and the end of the first line decides how all lines end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from liquidsite.errors import DataError

Row = list[str | None]


def rows(text: str, separator: str, path: str) -> Iterator[Row]:
    """Yield the rows of `text`; a blank line is an empty row.

    Raises `DataError`, with its place.
    """
    line_end = _line_end(text)
    field = re.compile(
        rf'(?:"([^"]*+(?:""[^"]*+)*+)"|([^"\r\n{separator}]*+))({separator}|{line_end}|\Z)'
    )
    row: Row = []
    position, end = 0, len(text)
    while position < end or row:
        match = field.match(text, position)
        if match is None:
            raise _malformed(text, position, path)
        quoted, plain, terminator = match.groups()
        value = plain or None if quoted is None else quoted.replace('""', '"')
        position = match.end()
        if terminator == separator:
            row.append(value)
            if position < end:
                continue
            value = None
        yield [*row, value] if row or value is not None else []
        row = []


def _line_end(text: str) -> str:
    first = re.search(r"\r\n?|\n", text)
    return "\n" if first is None else first.group()


def _malformed(text: str, position: int, path: str) -> DataError:
    quoted = re.compile(r'"[^"]*+(?:""[^"]*+)*+("?)').match(text, position)
    if quoted is None:
        bad = re.compile(r'["\r\n]').search(text, position)
        assert bad is not None
        position, problem = bad.start(), "Illegal quoting"
        if bad.group() != '"':
            problem = "Unquoted fields do not allow a new line unlike the first one"
    elif quoted.group(1):
        position, problem = quoted.end(), "Any value after a quoted field isn't allowed"
    else:
        problem = "Unclosed quoted field"
    line = 1 + len(re.findall(r"\r\n?|\n", text[:position]))
    line_start = max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1
    message = f"The data file {path} cannot be parsed: {problem}"
    return DataError(message, path=path, line=line, column=position - line_start + 1)
