"""HTML blocks: raw by default, kramdown text where the content model or `markdown="1"` says so."""

from __future__ import annotations

import re
from functools import lru_cache

from liquidsite.kramdown import html_tags
from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.element import Element, merge_text
from liquidsite.kramdown.patterns import NAME_START

_to_eol = re.compile(r"[ \t]*\n").match
_markup = re.compile(rf"<(?={NAME_START}|/|!--|\?|!\[CDATA\[)").search


def parse(state: BlockState) -> bool:
    src, pos = state.src, state.pos
    if end := _end_of(state, "<!--", "-->"):
        _add_markup(state, "xml_comment", end)
        _skip_to_eol(state)
        return True
    while src.startswith(" ", pos):  # up to three: the rules are chosen by what follows these
        pos += 1
    if (match := html_tags.start_tag(src, pos)) and match[1].lower() not in html_tags.SPAN:
        line = state.line
        state.pos = match.end()
        element = _parse_element(state, match, line)
        if state.doc.options.html_to_native:
            from liquidsite.kramdown import native  # hardly ever asked for

            native.convert(element)
        return True
    if (match := html_tags.close_tag(src, pos)) and match[1].lower() not in html_tags.SPAN:
        tree = state.tree
        if tree.type == "html_element" and tree.value == match[1].lower():
            state.pos = match.end()
            state.stopped = True
            return True
    return False


def _end_of(state: BlockState, start: str, stop: str) -> int:
    """Return the end of markup that begins with `start` and ends with `stop`, or 0."""
    if not state.src.startswith(start, state.pos):
        return 0
    found = state.finder.find(stop, state.pos + len(start))
    return found + len(stop) if found >= 0 else 0


def _add_markup(state: BlockState, type: str, end: int) -> None:
    state.add(_block(type, state.src[state.pos : end], state.line))
    state.pos = end


def _block(type: str, value: str, line: int) -> Element:
    element = Element(type, value, line=line)
    element.category = "block"
    return element


def _skip_to_eol(state: BlockState) -> None:
    if match := _to_eol(state.src, state.pos):
        state.pos = match.end()


def _parse_element(state: BlockState, match: re.Match[str], line: int) -> Element:
    """Return the element whose start tag `match` is, and its content."""
    name = html_tags.element_name(match[1])
    attrs, repeated = html_tags.attributes(match[2], name)
    for key in repeated:
        state.doc.warn(
            f"Duplicate HTML attribute '{key}' on line {{line}} - overwriting previous one", line
        )
    element = _block("html_element", name, line)
    element.attr = attrs
    state.add(element)
    closed = match[4] is not None or name in html_tags.WITHOUT_BODY
    if name in ("script", "style"):
        _read_raw(state, element)
        _start_content(state, element, is_closed=False)
    else:
        _start_content(state, element, is_closed=closed)
        if not closed:
            _read_content(state, element)
    return element


def _start_content(state: BlockState, element: Element, *, is_closed: bool) -> None:
    if state.block_ial is not None:
        element.ial, state.block_ial = state.block_ial, None
    model = _content_model(state, element)
    element.options["content_model"] = model
    element.options["is_closed"] = is_closed
    if model == "block":
        _skip_to_eol(state)


def _content_model(state: BlockState, element: Element) -> str:
    wanted = html_tags.MARKDOWN.get(element.attr.pop("markdown", ""))
    if wanted == "default" or (
        wanted is None and state.doc.options.parse_block_html and not _is_raw(state.tree)
    ):
        return html_tags.content_model(element.value)
    return wanted or "raw"


def _is_raw(tree: Element) -> bool:
    return tree.type == "html_element" and tree.options.get("content_model") == "raw"


def _read_content(state: BlockState, element: Element) -> None:
    model = element.options["content_model"]
    if model == "block":
        if not state.parse_into(element):
            _warn_unclosed(state, element)
    elif model == "span":
        _read_span(state, element)
    else:
        _read_markup(state, element)
    if not _is_raw(state.tree):
        _skip_to_eol(state)


def _warn_unclosed(state: BlockState, element: Element) -> None:
    state.doc.warn(
        f"Found no end tag for '{element.value}' (line {{line}}) - auto-closing it", element.line
    )


@lru_cache(maxsize=128)
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}[ \t\r\n\f\v]*>", re.IGNORECASE)


def _take_until_end_tag(state: BlockState, element: Element) -> str:
    match = _end_tag(element.value).search(state.src, state.pos)
    start, stop = state.pos, match.start() if match else state.end
    state.pos = match.end() if match else state.end
    if match is None:
        _warn_unclosed(state, element)
    return state.src[start:stop]


def _read_span(state: BlockState, element: Element) -> None:
    element.raw = _take_until_end_tag(state, element)


def _read_raw(state: BlockState, element: Element) -> None:
    """Read a script or a style sheet."""
    text = _take_until_end_tag(state, element)
    if text:
        element.children.append(Element("raw", text))


def _read_markup(state: BlockState, element: Element) -> None:
    """Read raw HTML up to the element's end tag; elements in it may switch kramdown on again."""
    state.doc.enter()
    outer, state.tree = state.tree, element
    done = False
    while state.pos < state.end and not done:
        match = _markup(state.src, state.pos)
        stop = match.start() if match else state.end
        if stop > state.pos:
            element.children.append(state.src[state.pos : stop])
            state.pos = stop
        if match:
            done = _read_one(state, element)
        else:
            _warn_unclosed(state, element)
    state.tree = outer
    state.doc.leave()
    element.children = merge_text(element.children)


def _read_one(state: BlockState, element: Element) -> bool:
    """Return one piece of markup at a `<`; whether it was the end tag of `element`."""
    src, pos = state.src, state.pos
    if end := _end_of(state, "<!--", "-->"):
        _add_markup(state, "xml_comment", end)
    elif end := _end_of(state, "<?", "?>"):
        _add_markup(state, "xml_pi", end)
    elif end := _end_of(state, "<![CDATA[", "]]>"):
        element.children.append(src[pos + len("<![CDATA[") : end - len("]]>")])
        state.pos = end
    elif match := html_tags.tag(src, pos):
        line = state.line
        state.pos = match.end()
        _parse_element(state, match, line)
    elif match := html_tags.close_tag(src, pos):
        name = match[1].lower() if element.value in html_tags.KNOWN else match[1]
        if name == element.value:
            state.pos = match.end()
            return True
        state.doc.warn(
            f"Found invalidly used HTML closing tag for '{match[1]}' on line {{line}} - "
            "ignoring it", state.line,
        )  # fmt: skip
        element.children.append(match[0])
        state.pos = match.end()
    else:
        element.children.append("<")
        state.pos += 1
    return False
