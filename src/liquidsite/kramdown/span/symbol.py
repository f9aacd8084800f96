"""Typographic symbols: dashes, ellipses and guillemets."""

from __future__ import annotations

import re

from liquidsite.kramdown.element import Element
from liquidsite.kramdown.entities import GT, LT
from liquidsite.kramdown.span.state import SpanState

_symbol = re.compile(r"---|--|\.\.\.|\\<<|\\>>|<< | >>|<<|>>").match
_SYMBOLS = {
    "---": "mdash", "--": "ndash", "...": "hellip", "<< ": "laquo_space", " >>": "raquo_space",
    "<<": "laquo", ">>": "raquo",
}  # fmt: skip


def parse(state: SpanState, at: int) -> int | None:
    match = _symbol(state.src, at)
    if match is None:
        return None
    text = match[0]
    if text[0] == "\\":
        angle = LT if text[1] == "<" else GT
        state.push(at, Element("entity", angle), match.end())
        return state.push(match.end(), Element("entity", angle), match.end())
    return state.push(at, Element("typographic_sym", _SYMBOLS[text]), match.end())
