"""Footnote definitions: `[^id]: text`, and the indented blocks below it."""

from __future__ import annotations

import re

from liquidsite.kramdown.block.codeblock import code_end, indentation
from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.document import Footnote
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.patterns import ID_NAME, OPT_SPACE

_footnote = re.compile(rf"{OPT_SPACE}\[\^({ID_NAME})\]:.*\n").match


def parse(state: BlockState) -> bool:
    match = _footnote(state.src, state.pos)
    if match is None:
        return False
    line, doc, name = state.line, state.doc, match[1]
    end = code_end(state, match.end())
    text, state.pos = state.src[match.end(1) + 2 : end], end
    content = Element("footnote_def", line=line)
    # The definition's own attribute list waits while its text is parsed.
    state.parse_text(indentation.sub("", text), content, line)
    if name in doc.footnotes:
        doc.warn(f"Duplicate footnote name '{name}' on line {{line}} - overwriting", line)
    mark = state.new("eob", "footnote_def")
    state.add(mark)
    doc.footnotes[name] = Footnote(content, mark)
    return True
