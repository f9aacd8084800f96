"""Footnote markers."""

from __future__ import annotations

import re

from liquidsite.kramdown.attributes import apply
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.patterns import ID_NAME
from liquidsite.kramdown.span.state import SpanState

_marker = re.compile(rf"\[\^({ID_NAME})\]").match


def parse(state: SpanState, at: int) -> int | None:
    match = _marker(state.src, at)
    if match is None:
        return None
    name, doc = match[1], state.doc
    footnote = doc.footnotes.get(name)
    if footnote is None:
        state.source.warn(f"Footnote definition for '{name}' not found on line {{line}}", at)
        return match.end()
    if not footnote.used:
        footnote.used = True
        if footnote.mark.ial is not None:
            apply(footnote.mark.attr, footnote.mark.ial, doc.alds)
    marker = Element("footnote", footnote.content, footnote.mark.attr)
    marker.ial = footnote.mark.ial
    marker.options["name"] = name
    return state.push(at, marker, match.end())
