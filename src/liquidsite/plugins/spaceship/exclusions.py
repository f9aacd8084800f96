"""Parts of a text that processors leave alone: code and Liquid.

The gem means to leave formulas alone, too, with a pattern that matches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_CODE = re.compile(r"((?<!\\)`+)\s*\w*.*?\1", re.ASCII | re.DOTALL)
_LIQUID = re.compile(r"(?<!\\)(?:\{\{[^\n]*?\}\}|\{%[^\n]*?%\})")
OF_MARKDOWN = (_CODE, _LIQUID)


def without(text: str, patterns: Sequence[re.Pattern[str]], change: Callable[[str], str]) -> str:
    """Return the text changed, except for what matches one of the patterns."""
    hidden: list[str] = []
    for pattern in patterns:
        for match in list(pattern.finditer(text)):
            text = text.replace(match[0], _mark(len(hidden)), 1)
            hidden.append(match[0])
    text = change(text)
    while hidden:
        part = hidden.pop()
        text = text.replace(_mark(len(hidden)), part, 1)
    return text


def _mark(number: int) -> str:
    return f"<!JEKYLL@0@{number}>"
