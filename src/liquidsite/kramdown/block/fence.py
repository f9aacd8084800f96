"""Fenced code blocks: `~~~` in kramdown, also backticks and an indentation in GFM."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import partial

from liquidsite.kramdown.block.state import BlockState, Match
from liquidsite.kramdown.patterns import TO_EOL

_INFO = rf"[ \t\r\f\v]*([^ \t\r\n\f\v]*){TO_EOL}"
_open = re.compile(rf"(~{{3,}}){_INFO}").match
_open_gfm = re.compile(rf" {{0,3}}([~`]{{3,}}){_INFO}").match
# A line that ends a block, from the end of the line before it: a search for that is fast.
_close = re.compile(r"\n(~{3,})[ \t\r\f\v]*(?=\n)")
_close_gfm = re.compile(r"\n {0,3}([~`]{3,})[ \t\r\f\v]*(?=\n)")


def _parse(state: BlockState, opening: Match, closing: re.Pattern[str]) -> bool:
    start = opening(state.src, state.pos)
    found = _end(state, start, closing) if start else None
    if start is None or found is None:
        return False
    end, language = found
    line = state.line
    state.pos = end.end() + 1
    block = state.new("codeblock", state.src[start.end() : end.start() + 1], line=line)
    if language:
        block.options["lang"] = language
        block.attr["class"] = "language-" + _name(language)
    state.add(block)
    return True


parse = partial(_parse, opening=_open, closing=_close)
parse_gfm = partial(_parse, opening=_open_gfm, closing=_close_gfm)


def _end(
    state: BlockState, start: re.Match[str], closing: re.Pattern[str]
) -> tuple[re.Match[str], str] | None:
    """Return the end of the block that `start` opens, and the block's language.

    The end is the fence again, perhaps longer. If there is none, the longest shorter fence that has
    an end counts, and what is over belongs to the language.
    """
    fence = start[1]
    ends = state.finder.index(closing, lambda text: _Ends(list(closing.finditer(text))))
    end, length = ends.best(fence, start.end() - 1)
    if end is None:
        return None
    rest = fence[length:]
    if rest and start[2] and start.start(2) != start.end(1):
        return None  # a language has no space in it
    return end, rest + start[2]


class _Ends:
    """All lines of a text that may end a fenced block."""

    def __init__(self, matches: list[re.Match[str]]) -> None:
        self._matches = matches
        self._starts = [match.start() for match in matches]
        # For each line, the longest fence of either character on it or on a later one.
        self._longest: list[dict[str, int]] = [{} for _ in range(len(matches) + 1)]
        for index in range(len(matches) - 1, -1, -1):
            longest = self._longest[index] = dict(self._longest[index + 1])
            char, length = _leading(matches[index][1])
            longest[char] = max(longest.get(char, 0), length)

    def best(self, fence: str, pos: int) -> tuple[re.Match[str] | None, int]:
        """Return the line from `pos` on that repeats most of `fence`, the first of equals.

        How much.
        """
        first = bisect_left(self._starts, pos)
        char, length = _leading(fence)
        enough = min(self._longest[first].get(char, 0), length) if length == len(fence) else -1
        best, best_length = None, 2
        for index in range(first, len(self._matches)):
            if best_length == enough or 0 <= enough < 3:
                break
            common = _common(fence, self._matches[index][1])
            if common > best_length:
                best, best_length = self._matches[index], common
        return best, best_length


def _leading(fence: str) -> tuple[str, int]:
    """Return the fence's first character and how often it is repeated."""
    return fence[0], len(fence) - len(fence.lstrip(fence[0]))


def _common(fence: str, end: str) -> int:
    """Count how much of `fence` the fence `end` repeats, if only its last character follows."""
    length = 0
    while length < min(len(fence), len(end)) and fence[length] == end[length]:
        length += 1
    rest = end[length:]
    return length if length and rest == fence[length - 1] * len(rest) else 0


def _name(language: str) -> str:
    """Return the name before the lexer's options: `ruby?start_line=2`."""
    mark = language.find("?", 1)
    return language if mark < 0 else language[:mark]
