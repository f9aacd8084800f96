"""Span attribute lists and span extensions: all that `{:` starts in running text."""

from __future__ import annotations

import re
from functools import lru_cache

from liquidsite.kramdown import extension
from liquidsite.kramdown.attributes import AttributeList, apply
from liquidsite.kramdown.patterns import ATTRIBUTES
from liquidsite.kramdown.span.state import SpanState

_name = re.compile(r"\{::([A-Za-z0-9_]+)(?=[ \t\r\n\f\v}]|/\})").match
_ial = re.compile(rf"\{{:({ATTRIBUTES}+)\}}").match


def parse(state: SpanState, at: int) -> int | None:
    if not state.src.startswith("{:", at):
        return None
    if state.source.find("}", at) < 0 or _unknown(state.src, at):
        return at + 1
    if match := extension.start_or_stop(state.src, at):
        return _parse_extension(state, at, match)
    if match := _ial(state.src, at):
        last = state.last(at)
        if last is not None:
            attributes = _read(state, at, match[1])
            if last.type != "smart_quote":  # these are shared and have no tag
                last.ial = last.ial or AttributeList()
                last.ial.merge(attributes)
                apply(last.attr, attributes, state.doc.alds)
            state.text_from = match.end()
            return match.end()
        state.source.warn("Found span IAL after text - ignoring it", at)
    return at + 1


def _unknown(src: str, at: int) -> bool:
    """Return whether `{::name` is no extension; kramdown would look for its end first."""
    match = _name(src, at)
    return match is not None and match[1] not in extension.NAMES


def _read(state: SpanState, at: int, text: str) -> AttributeList:
    attributes = AttributeList()
    if not attributes.read(text):
        state.source.warn(f"No or invalid attributes found in IAL/ALD content: {text}", at)
    return attributes


def _parse_extension(state: SpanState, at: int, match: re.Match[str]) -> int:
    source = state.source
    warning = extension.invalid_stop(match)
    if warning is None:
        name = match[1]
        attributes = _read(state, at, match[2] or "")
        body, end = None, match.end()
        stop = None
        if not match[3] and (stop := source.search(_stop(name), end)):
            body, end = state.src[end : stop.start()], stop.end()
        if not match[3] and stop is None:
            warning = f"No stop tag for extension '{name}' found on line {{line}} - ignoring it"
        elif name not in extension.NAMES:
            warning = (
                f"Invalid extension with name '{name}' specified on line {{line}} - ignoring it"
            )
    if warning is not None:
        source.warn(warning, at)
        return at + 1
    element = extension.handle(state.doc, name, attributes, body, "span", source.line)
    if element is not None:
        return state.push(at, element, end)
    return state.push_text(at, "", end)


@lru_cache(maxsize=16)
def _stop(name: str) -> re.Pattern[str]:
    return re.compile(rf"\{{:/({name})?\}}")
