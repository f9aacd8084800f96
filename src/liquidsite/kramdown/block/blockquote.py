"""Block quotes: lines after `>`, and the lines that continue them lazily."""

from __future__ import annotations

import re

from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.patterns import BLOCKQUOTE_START, LAZY_END, on_first_use

_start = re.compile(BLOCKQUOTE_START).match
_lines = on_first_use(rf"(?:(?!{LAZY_END}).*\n)*+")
_marker = re.compile(rf"^{BLOCKQUOTE_START}", re.MULTILINE)


def parse(state: BlockState) -> bool:
    if not _start(state.src, state.pos):
        return False
    line = state.line
    end = state.lines(state.src.index("\n", state.pos) + 1, _lines().match)
    text, state.pos = state.src[state.pos : end], end
    quote = state.new("blockquote", line=line)
    state.add(quote)
    state.parse_text(_marker.sub("", text), quote, line)
    return True
