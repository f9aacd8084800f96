"""GFM's strikethrough: `~~ … ~~`, whose content is read as a text of its own."""

from __future__ import annotations

import re

from liquidsite.kramdown.element import Element
from liquidsite.kramdown.span.state import Source, SpanState

_strikethrough = re.compile(r"~~(?![ \t\r\n\f\v~])").match
_end_of_strikethrough = re.compile(r"[^ \t\r\n\f\v~]~~")


def parse(state: SpanState, at: int) -> int | None:
    source = state.source
    if not _strikethrough(state.src, at):
        return None
    end = source.search(_end_of_strikethrough, at + 2)
    if end is None:
        return None
    element = Element("html_element", "del")
    element.category = "span"
    text = state.src[at + 2 : end.end() - 2]
    inner = SpanState(Source(state.doc, text, source.line_at(at)), 0, state.doc.span_rules)
    inner.run_inner(0)
    element.children = inner.finish(len(text))
    return state.push(at, element, end.end())
