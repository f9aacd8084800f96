"""The text of a template, and where it is from."""

from __future__ import annotations

from typing import NamedTuple


class Source(NamedTuple):
    """A template's text.

    `path` is its path as errors show it, `line` the line of the file that `text` begins on, `file`
    the absolute path of an include, which Jekyll's messages name.
    """

    text: str
    path: str
    line: int = 1
    file: str = ""
