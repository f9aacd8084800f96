"""Math blocks: `$$ … $$` between block boundaries."""

from __future__ import annotations

import re

from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.patterns import SPACES, to_eol

_start = re.compile(r" {0,3}(\\)?\$\$").match


def parse(state: BlockState) -> bool:
    src = state.src
    match = _start(src, state.pos)
    if match is None:
        return False
    stop = state.finder.find("$$", match.end())
    if stop < 0 or not state.after_block_boundary():
        return False
    eol = to_eol(src, stop + 2)
    if match[1]:
        if eol:  # an escaped block: without its backslash it is a paragraph with math
            state.pos = match.end(1)
        return False
    end = eol.end() if eol else stop + 2
    if not state.before_block_boundary(end):
        return False
    math = state.new("math", src[match.end() : stop].strip(SPACES), line=state.line)
    math.category = "block"
    state.add(math)
    state.pos = end
    return True
