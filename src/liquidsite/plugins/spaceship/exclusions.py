"""Parts of a text that processors leave alone: code and Liquid.

The gem means to leave formulas alone, too, with a pattern that matches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_CODE = re.compile(r"((?<!\\)`+)\s*\w*.*?\1", re.ASCII | re.DOTALL)
_LIQUID = re.compile(r"(?<!\\)(?:\{\{[^\n]*?\}\}|\{%[^\n]*?%\})")
_MARK = re.compile("<!JEKYLL@0@([0-9]+)>")
OF_MARKDOWN = (_CODE, _LIQUID)


def without(text: str, patterns: Sequence[re.Pattern[str]], change: Callable[[str], str]) -> str:
    """Return the text changed, except for what matches one of the patterns."""
    hidden: list[str] = []
    for pattern in patterns:
        text = _hide(text, list(pattern.finditer(text)), hidden)
    shown: set[int] = set()

    def show(match: re.Match[str]) -> str:
        number = int(match[1])
        if number >= len(hidden) or number in shown:
            return match[0]
        shown.add(number)
        return _MARK.sub(show, hidden[number])

    return _MARK.sub(show, change(text))


def _hide(text: str, matches: list[re.Match[str]], hidden: list[str]) -> str:
    """Put marks into the places of the matches, and add their texts to `hidden`.

    As in the gem, a mark takes the first place in the text where the same stands.
    """
    pieces: list[str] = []
    at = 0
    for match in matches:
        pieces += (text[at : match.start()], _mark(len(hidden)))
        hidden.append(match[0])
        at = match.end()
    pieces.append(text[at:])
    starts = {match[0][: 2 if match[0][0] == "{" else 1] for match in matches}
    if not any(start in piece for piece in pieces[::2] for start in starts):
        return "".join(pieces)  # nothing outside begins as a match does
    first = len(hidden) - len(matches)
    for number, match in enumerate(matches, first):
        text = text.replace(match[0], _mark(number), 1)
    return text


def _mark(number: int) -> str:
    return f"<!JEKYLL@0@{number}>"
