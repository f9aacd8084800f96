"""Emphasis: `*` and `_`, once or twice."""

from __future__ import annotations

from liquidsite.kramdown.characters import is_alphabetic, is_alphanumeric
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.patterns import WHITESPACE
from liquidsite.kramdown.span.state import EM, STRONG, SpanState


def parse(state: SpanState, at: int) -> int | None:
    src = state.src
    char = src[at]
    delimiter = char * 2 if src.startswith(char, at + 1) else char
    kind = STRONG if len(delimiter) == 2 else EM
    after = at + len(delimiter)
    if state.inside & kind:
        if state.delimiter == delimiter:
            state.passed.append(after)
        return after
    if src[after : after + 1] in WHITESPACE or (char == "_" and _in_word(src, at)):
        return after
    end = _attempt(state, at, after, delimiter, kind)
    if end is None and kind == STRONG and state.kind != "em":
        end = _attempt(state, at, at + 1, char, EM)
    return after if end is None else end


def _in_word(src: str, at: int) -> bool:
    """Whether letters come before, perhaps with one hyphen or underscores after them."""
    while at > 0 and src[at - 1] == "_":
        at -= 1
    if at == 0:
        return False
    if src[at - 1] == "-":
        return at > 1 and is_alphabetic(src[at - 2])
    return is_alphabetic(src[at - 1])


def _attempt(state: SpanState, at: int, pos: int, delimiter: str, kind: int) -> int | None:
    """Read the emphasis whose content starts at `pos`; where it ends, None if it has no end."""
    source, inside = state.source, state.inside
    key = (pos, delimiter, inside)
    if key in source.failed or source.find(delimiter, pos) < 0:
        return None
    warnings = len(source.doc.warnings)
    name = "strong" if kind == STRONG else "em"
    inner = SpanState(source, pos, state.rules, name, inside | kind)
    inner.delimiter = delimiter
    end = inner.run(pos, _ends, delimiter[0])
    if end < 0:
        del source.doc.warnings[warnings:]
        source.failed.add(key)
        source.failed.update((passed, delimiter, inside) for passed in inner.passed)
        return None
    element = Element(name)
    element.children = inner.finish(end)
    return state.push(at, element, end + len(delimiter))


def _ends(state: SpanState, at: int) -> bool:
    """Whether the emphasis ends at `at`."""
    src, delimiter = state.src, state.delimiter
    if not src.startswith(delimiter, at) or (at > 0 and src[at - 1] in WHITESPACE):
        return False
    after = at + len(delimiter)
    doubled = len(delimiter) == 1 and src.startswith(delimiter, after)
    if doubled and not src.startswith(delimiter, after + 1):
        return False  # `**` is another's, unless a third follows
    if delimiter[0] == "_" and is_alphanumeric(src[after : after + 1]):
        return False
    return bool(state.children) or at > state.text_from
