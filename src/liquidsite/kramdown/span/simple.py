"""The span rules of one pattern each: autolinks, escapes, entities, breaks, symbols, math."""

from __future__ import annotations

import re

from liquidsite.kramdown.element import Element
from liquidsite.kramdown.entities import AMP, GT, LT, code_point, entity
from liquidsite.kramdown.patterns import SPACES
from liquidsite.kramdown.span.state import Source, SpanState

_autolink = re.compile(r"<((mailto|https?|ftps?):[^\n][^>\n]*|[\w.-]+@[\w.-]+)>").match
_line_end = re.compile(r"[>\n]")
_escaped = re.compile(r"\\[\\.*_+`<>()\[\]{}#!:|\"'$=-]").match
_escaped_gfm = re.compile(r"\\[\\.*_+`<>()\[\]{}#!:|\"'$=~-]").match
_entity = re.compile(r"&(?:([A-Za-z0-9_:][A-Za-z0-9_.:-]*)|#([0-9]+)|#x([0-9a-fA-F]+));").match
_symbol = re.compile(r"---|--|\.\.\.|\\<<|\\>>|<< | >>|<<|>>").match
_SYMBOLS = {
    "---": "mdash", "--": "ndash", "...": "hellip", "<< ": "laquo_space", " >>": "raquo_space",
    "<<": "laquo", ">>": "raquo",
}  # fmt: skip
_strikethrough = re.compile(r"~~(?![ \t\r\n\f\v~])").match
_end_of_strikethrough = re.compile(r"[^ \t\r\n\f\v~]~~")


def parse_autolink(state: SpanState, at: int) -> int | None:
    end = state.source.search(_line_end, at + 1)
    match = _autolink(state.src, at) if end and end[0] == ">" else None
    if match is None:
        return None
    address = match[1]
    link = Element("a", None, {"href": address if match[2] else f"mailto:{address}"})
    link.children.append(address.removeprefix("mailto:"))
    return state.push(at, link, match.end())


def parse_escaped(state: SpanState, at: int) -> int | None:
    return _push_escaped(state, at, _escaped(state.src, at))


def parse_escaped_gfm(state: SpanState, at: int) -> int | None:
    return _push_escaped(state, at, _escaped_gfm(state.src, at))


def _push_escaped(state: SpanState, at: int, match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    state.push_text(at, "", at + 1)
    return at + 2


def parse_entity(state: SpanState, at: int) -> int | None:
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


def parse_symbol(state: SpanState, at: int) -> int | None:
    match = _symbol(state.src, at)
    if match is None:
        return None
    text = match[0]
    if text[0] == "\\":
        angle = LT if text[1] == "<" else GT
        state.push(at, Element("entity", angle), match.end())
        return state.push(match.end(), Element("entity", angle), match.end())
    return state.push(at, Element("typographic_sym", _SYMBOLS[text]), match.end())


def parse_line_break(state: SpanState, at: int) -> int | None:
    if state.src.startswith(("  \n", "\\\\\n"), at):
        return state.push(at, Element("br"), at + 2)
    return None


def parse_math(state: SpanState, at: int) -> int | None:
    if not state.src.startswith("$$", at):
        return None
    end = state.source.find("$$", at + 2)
    if end < 0:
        return None
    element = Element("math", state.src[at + 2 : end].strip(SPACES))
    element.category = "span"
    return state.push(at, element, end + 2)


def parse_strikethrough(state: SpanState, at: int) -> int | None:
    source = state.source
    if not _strikethrough(state.src, at):
        return None
    end = source.search(_end_of_strikethrough, at + 2)
    if end is None:
        return None
    element = Element("html_element", "del")
    element.category = "span"
    text = state.src[at + 2 : end.end() - 2]
    inner = SpanState(Source(state.doc, text, source.line_at(at)), 0, state.doc.span_rules)
    inner.run(0)
    element.children = inner.finish(len(text))
    return state.push(at, element, end.end())
