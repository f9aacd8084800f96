"""Paragraphs: what no other rule takes, up to what may end them."""

from __future__ import annotations

import re
from collections.abc import Callable

from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.patterns import (
    BLOCKQUOTE_START,
    DEFINITION_START,
    LAZY_END,
    LIST_START,
    SPACES,
    on_first_use,
)

# A line that starts with a letter ends nothing; that saves most lines the long look.
_PLAIN = r"[^\x00-@\[-`{-\x7f].*\n"
_end = rf"{LAZY_END}|{DEFINITION_START}"
_end_gfm = rf"{_end}|{LIST_START}|#{{1,6}}[\t ]+.*\n|{BLOCKQUOTE_START}|[ ]{{0,3}}[~`]{{3,}}"
_first_line = re.compile(r" {0,3}[^ \t\n].*\n").match
_lines = on_first_use(rf"(?:{_PLAIN}|(?!{_end}).*\n)*+")
_lines_gfm = on_first_use(rf"(?:{_PLAIN}|(?!{_end_gfm}).*\n)*+")


def parse(state: BlockState) -> bool:
    return _parse(state, _lines)


def parse_gfm(state: BlockState) -> bool:
    """Read a paragraph as GFM does, where lists, quotes… end it."""
    return _parse(state, _lines_gfm)


def _parse(state: BlockState, lines: Callable[[], re.Pattern[str]]) -> bool:
    match = _first_line(state.src, state.pos)
    if match is None:
        return False
    _add(state, state.lines(match.end(), lines().match))
    return True


def _add(state: BlockState, end: int) -> None:
    start, src = state.pos, state.src
    text = src[start:end].rstrip(SPACES)
    last = state.last()
    if last is not None and last.type == "p":
        # Another rule declined here, so the paragraph before continues, with its line break.
        joiner = "  \n" if src[max(start - 3, 0) : start] == "  \n" else "\n"
        state.append_raw(last, text, joiner)
    else:
        state.add(state.new("p", raw=text.lstrip(SPACES), line=state.line))
    state.pos = end
