"""HTML in running text: elements, comments, CDATA."""

from __future__ import annotations

import re
from functools import lru_cache

from liquidsite.kramdown import html_tags
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.escape import escape
from liquidsite.kramdown.patterns import NAME_START
from liquidsite.kramdown.span.state import SpanState

_start = re.compile(rf"<(?:{NAME_START}|!--|/|!\[CDATA\[)").match
_newlines = re.compile(r"\n+")


def parse(state: SpanState, at: int) -> int | None:
    src, source = state.src, state.source
    if not _start(src, at):
        return None
    if src.startswith("<!--", at):
        if (end := source.find("-->", at + 4)) >= 0:
            comment = Element("xml_comment", src[at : end + 3])
            comment.category = "span"
            return state.push(at, comment, end + 3)
    elif src.startswith("<![CDATA[", at):
        if (end := source.find("]]>", at + 9)) >= 0:
            return state.push_text(at, escape(src[at + 9 : end]), end + 3)
    elif match := html_tags.close_tag(src, at):
        source.warn(f"Found invalidly used HTML closing tag for '{match[1]}' on line {{line}}", at)
        return match.end()
    elif match := html_tags.tag(src, at):
        return _parse_tag(state, at, match)
    return at + 1


def _parse_tag(state: SpanState, at: int, match: re.Match[str]) -> int:
    name = html_tags.element_name(match[1])
    if name in html_tags.BLOCK:
        state.source.warn(f"Found block HTML tag '{name}' in span-level text on line {{line}}", at)
        return match.end()
    attrs = _attributes(state, at, match[2], name) if match[2] else {}
    is_parsed = _is_parsed(state, at, name, attrs.pop("markdown", None))
    element = Element("html_element", name, attrs)
    element.category = "span"
    element.options["content_model"] = "span" if is_parsed else "raw"
    end = match.end()
    if match[4] is None and name not in html_tags.WITHOUT_BODY:
        end = _read_content(state, at, end, element, is_parsed)
    if state.doc.options.html_to_native:
        from liquidsite.kramdown import native  # hardly ever asked for

        native.convert(element)
    return state.push(at, element, end)


def _attributes(state: SpanState, at: int, text: str, name: str) -> dict[str, str]:
    attrs, repeated = html_tags.attributes(text, name)
    for key in repeated:
        state.source.warn(
            f"Duplicate HTML attribute '{key}' on line {{line}} - overwriting previous one", at
        )
    if "\n" in text:
        attrs = {key: _newlines.sub(" ", value) for key, value in attrs.items()}
    return attrs


def _is_parsed(state: SpanState, at: int, name: str, markdown: str | None) -> bool:
    """Return whether the element's content is kramdown text."""
    wanted = html_tags.MARKDOWN.get(markdown or "")
    if wanted == "span":
        return True
    if wanted == "raw":
        return False
    natural = html_tags.content_model(name) != "raw"
    if wanted == "default":
        return natural
    if wanted == "block":
        state.source.warn(
            "Cannot use block-level parsing in span-level HTML tag (line {line}) "
            "- using default mode", at,
        )  # fmt: skip
    return natural and not state.raw_html and state.doc.options.parse_span_html


@lru_cache(maxsize=256)
def _end_tag(name: str) -> re.Pattern[str]:
    flags = re.IGNORECASE if name in html_tags.KNOWN else 0
    return re.compile(rf"</{re.escape(name)}[ \t\r\n\f\v]*>", flags)


def _read_content(state: SpanState, at: int, pos: int, element: Element, is_parsed: bool) -> int:
    """Read up to the end tag, or to the end of the text; the position after it."""
    doc, source = state.doc, state.source
    end_tag = _end_tag(element.value)
    if state.inside and source.search(end_tag, pos) is None:
        return len(source.text)  # and so the emphasis or link around it has no end
    rules = doc.span_rules if is_parsed else doc.span_rules.only("span_html")
    inner = SpanState(source, pos, rules, "html_element", state.inside)
    inner.raw_html = not is_parsed
    end = inner.run_inner(pos, lambda _, at: end_tag.match(source.text, at) is not None, "<")
    stop = len(source.text) if end < 0 else end
    element.children = inner.finish(stop)
    if end < 0:
        source.warn(f"Found no end tag for '{element.value}' (line {{line}}) - auto-closing it", at)
        return stop
    match = end_tag.match(source.text, end)
    return match.end() if match else end
