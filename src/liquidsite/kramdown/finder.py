"""Searching one text again and again without reading it again and again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
Needle = str | re.Pattern[str]


class Finder:
    """Remembers for every needle where it was found last, and from where it was looked for.

    A rule that looks for its end at each of a thousand starts would make a text's time grow with
    its square; with this memory all its searches together read the text once.
    """

    __slots__ = ("_built", "_known", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._built: dict[object, object] = {}
        self._known: dict[Needle, tuple[int, int]] = {}

    def find(self, needle: str, pos: int) -> int:
        """Search as `str.find` does."""
        known = self._known.get(needle)
        if known is not None and known[0] <= pos and (pos <= known[1] or known[1] < 0):
            return known[1]
        found = self.text.find(needle, pos)
        self._known[needle] = (pos, found)
        return found

    def search(self, pattern: re.Pattern[str], pos: int) -> re.Match[str] | None:
        """Search as `pattern.search` does, for patterns that do not look at text before the
        match.
        """
        known = self._known.get(pattern)
        if known is not None and known[0] <= pos and (pos <= known[1] or known[1] < 0):
            return pattern.match(self.text, known[1]) if known[1] >= 0 else None
        match = pattern.search(self.text, pos)
        self._known[pattern] = (pos, match.start() if match else -1)
        return match

    def index(self, key: object, build: Callable[[str], T]) -> T:
        """Return what `build` returns for the text, computed once for a `key`."""
        if key not in self._built:
            self._built[key] = build(self.text)
        return self._built[key]  # type: ignore[return-value]


class LineCounter:
    """The line of a position, counted on from the position asked for before."""

    __slots__ = ("_line", "_pos", "_text")

    def __init__(self, text: str, first_line: int) -> None:
        self._text = text
        self._pos = 0
        self._line = first_line

    def at(self, pos: int) -> int:
        if pos < self._pos:
            self._line -= self._text.count("\n", pos, self._pos)
        else:
            self._line += self._text.count("\n", self._pos, pos)
        self._pos = pos
        return self._line
