"""Abbreviation definitions: `*[HTML]: its meaning`."""

from __future__ import annotations

import re

from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.patterns import OPT_SPACE, SPACES

_abbreviation = re.compile(rf"{OPT_SPACE}\*\[(.+?)\]:(.*)\n").match


def parse(state: BlockState) -> bool:
    match = _abbreviation(state.src, state.pos)
    if match is None:
        return False
    doc, name = state.doc, match[1]
    if name in doc.abbreviations:
        doc.warn(f"Duplicate abbreviation ID '{name}' on line {{line}} - overwriting", state.line)
    state.pos = match.end()
    mark = state.new("eob", "abbrev_def")
    state.add(mark)
    doc.abbreviations[name] = match[2].strip(SPACES)
    doc.abbreviation_marks[name] = mark
    return True
