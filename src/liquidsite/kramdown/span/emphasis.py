"""Emphasis: `*` and `_`, once or twice."""

from __future__ import annotations

import re
from bisect import bisect_left

from liquidsite.kramdown.characters import is_alphabetic, is_alphanumeric
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.patterns import WHITESPACE
from liquidsite.kramdown.span.state import EM, STRONG, Source, SpanState


def parse(state: SpanState, at: int) -> int | None:
    src = state.src
    char = src[at]
    delimiter = char * 2 if src.startswith(char, at + 1) else char
    kind = STRONG if len(delimiter) == 2 else EM
    after = at + len(delimiter)
    if not (
        state.inside & kind
        or src[after : after + 1] in WHITESPACE
        or (char == "_" and _in_word(state.source, at))
    ):
        end = _attempt(state, at, after, delimiter, kind)
        if end is None and kind == STRONG and state.kind != "em":
            end = _attempt(state, at, at + 1, char, EM)
        if end is not None:
            return end
    return _pass(state, after) if state.delimiter[:1] == char else after


def _pass(state: SpanState, after: int) -> int:
    """Read on within an emphasis: to the end of the text when it is known to have no end."""
    if (after, state.delimiter, state.around) in state.source.failed:
        return len(state.src)
    state.passed.append(after)
    return after


def _in_word(source: Source, at: int) -> bool:
    """Return whether letters come before, perhaps with one hyphen or underscores after them."""
    text = source.text
    if at > 0 and text[at - 1] == "_":
        starts = source.index(_underscores, _starts_of_runs)
        at = starts[bisect_left(starts, at) - 1]
    if at == 0:
        return False
    if text[at - 1] == "-":
        return at > 1 and is_alphabetic(text[at - 2])
    return is_alphabetic(text[at - 1])


_underscores = re.compile("_+")


def _starts_of_runs(text: str) -> list[int]:
    return [match.start() for match in _underscores.finditer(text)]


def _attempt(state: SpanState, at: int, pos: int, delimiter: str, kind: int) -> int | None:
    """Read the emphasis whose content starts at `pos`; where it ends, None if it has no end."""
    source, inside = state.source, state.inside
    key = (pos, delimiter, inside)
    if key in source.failed:
        return None
    name = "strong" if kind == STRONG else "em"
    end = state.next_special(pos)
    if end > pos and _is_end(state.src, end, delimiter):  # most have only text in them
        element = Element(name)
        element.children.append(state.src[pos:end])
        return state.push(at, element, end + len(delimiter))
    if source.find(delimiter, pos) < 0:
        return None
    warnings = len(source.doc.warnings)
    inner = SpanState(source, pos, state.rules, name, inside | kind)
    inner.delimiter, inner.around = delimiter, inside
    end = inner.run_inner(pos, _ends, delimiter[0])
    if end < 0:
        del source.doc.warnings[warnings:]
        source.failed.add(key)
        source.failed.update((passed, delimiter, inside) for passed in inner.passed)
        return None
    element = Element(name)
    element.children = inner.finish(end)
    return state.push(at, element, end + len(delimiter))


def _ends(state: SpanState, at: int) -> bool:
    """Return whether the emphasis ends at `at`; an empty one does not."""
    is_empty = not state.children and at == state.text_from
    return not is_empty and _is_end(state.src, at, state.delimiter)


def _is_end(src: str, at: int, delimiter: str) -> bool:
    if not src.startswith(delimiter, at) or (at > 0 and src[at - 1] in WHITESPACE):
        return False
    after = at + len(delimiter)
    doubled = len(delimiter) == 1 and src.startswith(delimiter, after)
    if doubled and not src.startswith(delimiter, after + 1):
        return False  # `**` is another's, unless a third follows
    return delimiter[0] != "_" or not is_alphanumeric(src[after : after + 1])
