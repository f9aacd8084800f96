"""The end-of-block marker: a `^` alone on its line."""

from __future__ import annotations

from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.patterns import eob_marker


def parse(state: BlockState) -> bool:
    match = eob_marker(state.src, state.pos)
    if match is None:
        return False
    state.pos = match.end()
    state.add(state.new("eob"))
    return True
