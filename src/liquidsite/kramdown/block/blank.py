"""Blank lines: kept, because they decide what a list or a header is."""

from __future__ import annotations

from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.patterns import blank_line


def parse(state: BlockState) -> bool:
    match = blank_line(state.src, state.pos)
    if match is None:
        return False
    state.pos = match.end()
    last = state.last()
    if last is not None and last.type == "blank":
        last.value += match[0]
    else:
        state.add(state.new("blank", match[0]))
    return True
