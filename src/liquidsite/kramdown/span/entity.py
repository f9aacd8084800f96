"""Entities, by name or number; an unknown name is text with an ampersand."""

from __future__ import annotations

import re

from liquidsite.kramdown.element import Element
from liquidsite.kramdown.entities import AMP, code_point, entity
from liquidsite.kramdown.span.state import SpanState

_entity = re.compile(r"&(?:([A-Za-z0-9_:][A-Za-z0-9_.:-]*)|#([0-9]+)|#x([0-9a-fA-F]+));").match


def parse(state: SpanState, at: int) -> int | None:
    match = _entity(state.src, at)
    if match is None:
        return None
    found = entity(match[1] or code_point(match[2], match[3]))
    if found is None:
        state.push(at, Element("entity", AMP), at + 1)
        return match.end()
    element = Element("entity", found)
    element.options["original"] = match[0]
    return state.push(at, element, match.end())
