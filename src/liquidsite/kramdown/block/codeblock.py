"""Indented code blocks."""

from __future__ import annotations

import re

from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.patterns import (
    BLANK,
    BLOCK_TAG,
    EOB,
    INDENT,
    NOT_WS,
    OPT_SPACE,
    on_first_use,
)

_start = re.compile(INDENT).match
_LAZY = rf"(?!{OPT_SPACE}(?:\{{:|{BLOCK_TAG})|{EOB})[ \t]*{NOT_WS}.*\n"
_INDENTED = rf"(?:(?:{BLANK})?(?:{INDENT}[ \t]*{NOT_WS}.*\n)++(?:{_LAZY})*+)"
_code = on_first_use(rf"{_INDENTED}++")
_more_code = on_first_use(rf"(?:{_LAZY})*+{_INDENTED}*+")
_lazy_line = re.compile(rf"\n( {{0,3}}{NOT_WS})")
indentation = re.compile(rf"^{INDENT}", re.MULTILINE)


def code_end(state: BlockState, pos: int) -> int:
    """Return where the indented lines at `pos` end, blank and lazy lines among them included."""
    match = _code().match(state.src, pos)
    return state.lines(match.end(), _more_code().match) if match else pos


def parse(state: BlockState) -> bool:
    if not _start(state.src, state.pos):
        return False
    end = code_end(state, state.pos)
    if end == state.pos:
        return False
    line = state.line
    lines, state.pos = state.src[state.pos : end], end
    code = indentation.sub("", _lazy_line.sub(r" \1", lines))
    state.add(state.new("codeblock", code, line=line))
    return True
