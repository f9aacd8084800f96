"""Math in a line: `$$ … $$`."""

from __future__ import annotations

from liquidsite.kramdown.element import Element
from liquidsite.kramdown.patterns import SPACES
from liquidsite.kramdown.span.state import SpanState


def parse(state: SpanState, at: int) -> int | None:
    if not state.src.startswith("$$", at):
        return None
    end = state.source.find("$$", at + 2)
    if end < 0:
        return None
    element = Element("math", state.src[at + 2 : end].strip(SPACES))
    element.category = "span"
    return state.push(at, element, end + 2)
