"""Escaped characters: the backslash goes, the character is text."""

from __future__ import annotations

import re

from liquidsite.kramdown.span.state import SpanState

_escaped = re.compile(r"\\[\\.*_+`<>()\[\]{}#!:|\"'$=-]").match
_escaped_gfm = re.compile(r"\\[\\.*_+`<>()\[\]{}#!:|\"'$=~-]").match


def parse(state: SpanState, at: int) -> int | None:
    return _push(state, at, _escaped(state.src, at))


def parse_gfm(state: SpanState, at: int) -> int | None:
    return _push(state, at, _escaped_gfm(state.src, at))


def _push(state: SpanState, at: int, match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    state.push_text(at, "", at + 1)
    return at + 2
