"""Autolinks: addresses of pages and mailboxes in angle brackets."""

from __future__ import annotations

import re

from liquidsite.kramdown.element import Element
from liquidsite.kramdown.span.state import SpanState

_autolink = re.compile(r"<((mailto|https?|ftps?):[^\n][^>\n]*|[\w.-]+@[\w.-]+)>").match
_line_end = re.compile(r"[>\n]")


def parse(state: SpanState, at: int) -> int | None:
    end = state.source.search(_line_end, at + 1)
    match = _autolink(state.src, at) if end and end[0] == ">" else None
    if match is None:
        return None
    address = match[1]
    link = Element("a", None, {"href": address if match[2] else f"mailto:{address}"})
    link.children.append(address.removeprefix("mailto:"))
    return state.push(at, link, match.end())
