"""Horizontal rules: three or more `*`, `-` or `_`, spaces allowed between."""

from __future__ import annotations

import re

from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.patterns import OPT_SPACE

match_rule = re.compile(rf"{OPT_SPACE}([*_-])[ \t]*\1[ \t]*\1(?:\1|[ \t])*\n").match


def parse(state: BlockState) -> bool:
    match = match_rule(state.src, state.pos)
    if match is None:
        return False
    state.add(state.new("hr", line=state.line))
    state.pos = match.end()
    return True
