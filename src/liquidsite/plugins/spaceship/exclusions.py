"""Parts of a text that processors leave alone: code and Liquid.

The gem means to leave formulas alone, too, with a pattern that matches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

_TICKS = re.compile("`+")
_LIQUID = re.compile(r"(?<!\\)(?:\{\{[^\n]*?\}\}|\{%[^\n]*?%\})")
_MARK = re.compile("<!JEKYLL@0@([0-9]+)>")

# Where a part begins and ends.
Span: TypeAlias = tuple[int, int]


def spans_of(pattern: re.Pattern[str]) -> Callable[[str], list[Span]]:
    """Return what finds the matches of a pattern."""
    return lambda text: [match.span() for match in pattern.finditer(text)]


def _code(text: str) -> list[Span]:
    """Return the code: what stands between as many backticks as the first run can have in common.

    A backslash takes the first backtick of a run away.
    """
    runs = [match.span() for match in _TICKS.finditer(text)]
    longest = [0] * (len(runs) + 1)  # of the runs from each on
    for place in range(len(runs) - 1, -1, -1):
        longest[place] = max(longest[place + 1], runs[place][1] - runs[place][0])
    found: list[Span] = []
    at = 0
    for place, (first, end) in enumerate(runs):
        start = max(first, at)
        if start == first and text[start - 1 : start] == "\\":
            start += 1
        while start < end:
            ticks = min(end - start, max(longest[place + 1], (end - start) // 2))
            if not ticks:
                break
            at = text.find("`" * ticks, start + ticks) + ticks
            found.append((start, at))
            start = at
    return found


def _liquid(text: str) -> list[Span]:
    return [match.span() for match in _LIQUID.finditer(text)] if "}" in text else []


OF_MARKDOWN = (_code, _liquid)


def without(
    text: str, finders: Sequence[Callable[[str], list[Span]]], change: Callable[[str], str]
) -> str:
    """Return the text changed, except for what one of the finders finds."""
    hidden: list[str] = []
    for find in finders:
        text = _hide(text, find(text), hidden)
    shown: set[int] = set()

    def show(match: re.Match[str]) -> str:
        number = int(match[1])
        if number >= len(hidden) or number in shown:
            return match[0]
        shown.add(number)
        return _MARK.sub(show, hidden[number])

    return _MARK.sub(show, change(text))


def _hide(text: str, spans: list[Span], hidden: list[str]) -> str:
    """Put marks into the places of the spans, and add their texts to `hidden`.

    As in the gem, a mark takes the first place in the text where the same stands.
    """
    pieces: list[str] = []
    first, at = len(hidden), 0
    for start, end in spans:
        pieces += (text[at:start], _mark(len(hidden)))
        hidden.append(text[start:end])
        at = end
    pieces.append(text[at:])
    starts = {part[: 2 if part[0] == "{" else 1] for part in hidden[first:]}
    if not any(start in piece for piece in pieces[::2] for start in starts):
        return "".join(pieces)  # nothing outside begins as a span does
    for number, part in enumerate(hidden[first:], first):
        text = text.replace(part, _mark(number), 1)
    return text


def _mark(number: int) -> str:
    return f"<!JEKYLL@0@{number}>"
