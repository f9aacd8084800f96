"""Block quotes: lines after `>`, and the lines that continue them lazily."""

from __future__ import annotations

import re

from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.patterns import BLOCKQUOTE_START, LAZY_END

_start = re.compile(BLOCKQUOTE_START).match
_text = re.compile(rf".*\n(?:(?!{LAZY_END}).*\n)*+").match
_marker = re.compile(rf"^{BLOCKQUOTE_START}", re.MULTILINE)


def parse(state: BlockState) -> bool:
    if not _start(state.src, state.pos):
        return False
    line = state.line
    match = _text(state.src, state.pos)
    assert match is not None  # every text ends with a newline
    state.pos = match.end()
    quote = state.new("blockquote", line=line)
    state.add(quote)
    state.parse_text(_marker.sub("", match[0]), quote, line)
    return True
