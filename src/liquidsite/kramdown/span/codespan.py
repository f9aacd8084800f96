"""Code spans: between backtick runs of one length."""

from __future__ import annotations

from liquidsite.kramdown.element import Element
from liquidsite.kramdown.patterns import WHITESPACE
from liquidsite.kramdown.span.state import SpanState


def parse(state: SpanState, at: int) -> int | None:
    src = state.src
    after = at + 1
    while src.startswith("`", after):
        after += 1
    if after == at + 1 and src[after : after + 1] in WHITESPACE and _after_space(src, at):
        return after
    delimiter = src[at:after]
    end = state.source.find(delimiter, after)
    if end < 0:
        return after
    code = src[after:end]
    if len(delimiter) > 1:
        code = code.removeprefix(" ").removesuffix(" ")
    return state.push(at, Element("codespan", code), end + len(delimiter))


def _after_space(src: str, at: int) -> bool:
    return at == 0 or src[at - 1] in WHITESPACE
