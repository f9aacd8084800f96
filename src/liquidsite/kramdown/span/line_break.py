"""Line breaks: two spaces or backslashes before the end of a line."""

from __future__ import annotations

from liquidsite.kramdown.element import Element
from liquidsite.kramdown.span.state import SpanState


def parse(state: SpanState, at: int) -> int | None:
    if state.src.startswith(("  \n", "\\\\\n"), at):
        return state.push(at, Element("br"), at + 2)
    return None
