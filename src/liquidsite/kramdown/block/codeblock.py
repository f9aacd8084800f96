"""Indented code blocks."""

from __future__ import annotations

import re

from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.patterns import (
    BLANK,
    BLOCK_TAG_START,
    BLOCK_TAG_STOP,
    EOB,
    IAL_BLOCK,
    INDENT,
    NOT_WS,
    OPT_SPACE,
)  # fmt: skip

_start = re.compile(INDENT).match
_LAZY = (
    rf"(?!{OPT_SPACE}(?:{IAL_BLOCK}|{BLOCK_TAG_STOP}|{BLOCK_TAG_START})|{EOB})[ \t]*{NOT_WS}.*\n"
)
CODE = rf"(?:(?:{BLANK})?(?:{INDENT}[ \t]*{NOT_WS}.*\n)++(?:{_LAZY})*+)*+"
_code = re.compile(CODE).match
_lazy_line = re.compile(rf"\n( {{0,3}}{NOT_WS})")
indentation = re.compile(rf"^{INDENT}", re.MULTILINE)


def parse(state: BlockState) -> bool:
    if not _start(state.src, state.pos):
        return False
    match = _code(state.src, state.pos)
    if match is None or match.end() == state.pos:
        return False
    line = state.line
    state.pos = match.end()
    code = indentation.sub("", _lazy_line.sub(r" \1", match[0]))
    state.add(state.new("codeblock", code, line=line))
    return True
