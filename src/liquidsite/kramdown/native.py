"""`html_to_native`: HTML elements become kramdown's own where these can say the same."""

from __future__ import annotations

import re
from collections.abc import Callable

from liquidsite.kramdown import html_tags, native_table
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.entities import AMP, code_point, entity
from liquidsite.kramdown.patterns import SPACES

_SIMPLE_NAMES = """
em strong blockquote hr br img p thead tbody tfoot tr td th ul ol dl li dt dd
"""
_WITHOUT_TEXT_NAMES = """
html head hgroup ol ul dl table colgroup tbody thead tfoot tr select optgroup
"""
_WRAPS_TEXT_NAMES = """
body section nav article aside header footer address div li dd blockquote figure figcaption
fieldset form
"""
_STRIPPED_NAMES = """
address article aside blockquote body caption dd div dl dt fieldset figcaption form footer
header h1 h2 h3 h4 h5 h6 legend li nav p section td th
"""
_SIMPLE = frozenset(_SIMPLE_NAMES.split())
_WITHOUT_TEXT = frozenset(_WITHOUT_TEXT_NAMES.split())
_WRAPS_TEXT = frozenset(_WRAPS_TEXT_NAMES.split())
_WITHOUT_SPACE_BETWEEN = _WRAPS_TEXT | {"td", "th"}
_STRIPPED = frozenset(_STRIPPED_NAMES.split())
_EMPHASIS = {"em": "em", "i": "em", "strong": "strong", "b": "strong"}
_QUOTES = ("lsquo", "rsquo", "ldquo", "rdquo")
_SYMBOLS = ("mdash", "ndash", "hellip", "laquo", "raquo")

_reference = re.compile(r"&(?:([A-Za-z0-9_:][A-Za-z0-9_.:-]*)|#([0-9]+)|#x([0-9a-fA-F]+));")
_space = re.compile(r"[ \t\r\n\f\v]+")
_highlighter = re.compile(r"\s+\bhighlighter-\w+\b|\bhighlighter-\w+\b\s*")
_language = re.compile(r"\blanguage-\S+").search
_math_source = re.compile(r"\A(?:%\s*)?<!\[CDATA\[\n?((?s:.*?))(?:\s%)?\]\]>\Z")


def convert(element: Element) -> None:
    """Convert `element` and what is in it, in place."""
    _convert(element, None)


def _convert(element: Element, parent: Element | None) -> None:
    if element.type in ("xml_comment", "xml_pi"):
        _place(element, parent)
        return
    if element.type != "html_element":
        return
    name = element.value
    if special := _SPECIAL.get(name):
        special(element)
        return
    if name in _WITHOUT_TEXT:
        element.children = [c for c in element.children if not isinstance(c, str)]
    if name in _SIMPLE:
        become(element, name)
        convert_children(element)
    else:
        _keep(element)
    if name in _STRIPPED:
        _strip(element)
    if name in _WITHOUT_SPACE_BETWEEN:
        _remove_space(element)
    if name in _WRAPS_TEXT:
        _wrap_text(element)


def become(element: Element, type: str) -> None:
    """Turn into an element of kramdown's; what was said about the HTML element is gone."""
    element.type, element.value, element.ial, element.category = type, None, None, None
    element.options = {}


def convert_children(element: Element, *, preserve: bool = False) -> None:
    children: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str):
            children.extend(_text(child, preserve=preserve))
        else:
            _convert(child, element)
            children.append(child)
    element.children = children


def _keep(element: Element, *, preserve: bool = False) -> None:
    """Stay an HTML element with converted content."""
    element.ial = None
    element.options = {"content_model": html_tags.content_model(element.value)}
    element.category = "span" if element.value in html_tags.SPAN else "block"
    convert_children(element, preserve=preserve)


def keep_raw(element: Element) -> None:
    """Stay an HTML element, down to the last of its content."""
    if element.type != "html_element":
        return
    element.ial = None
    element.options = {"content_model": "raw"}
    element.category = "span" if element.value in html_tags.SPAN else "block"
    children: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str):
            children.extend(_text(child, preserve=True))
        else:
            if child.type in ("xml_comment", "xml_pi"):
                _place(child, element)
            keep_raw(child)
            children.append(child)
    element.children = children


def _place(element: Element, parent: Element | None) -> None:
    """Decide by the parent of a comment whether it is a block."""
    if parent is None:
        name = "div"
    else:
        name = {"html_element": parent.value, "header": "h1"}.get(parent.type, parent.type)
    element.category = "span" if html_tags.content_model(name) == "span" else "block"


def _text(text: str, *, preserve: bool = False) -> list[Element | str]:
    """Turn references in text into elements, and whitespace into one space unless preserved."""
    if not preserve:
        text = _space.sub(" ", text)
    result: list[Element | str] = []
    pos = 0
    while match := _reference.search(text, pos):
        if match.start() > pos:
            result.append(text[pos : match.start()])
        pos = match.end()
        name = match[1]
        if name in _QUOTES:
            result.append(Element("smart_quote", name))
        elif name in _SYMBOLS:
            result.append(Element("typographic_sym", name))
        elif found := entity(name or code_point(match[2], match[3])):
            result.append(Element("entity", found))
            result[-1].options["original"] = match[0]  # type: ignore[union-attr]
        else:
            result.append(Element("entity", AMP))
            pos = match.start() + 1
    if pos < len(text):
        result.append(text[pos:])
    return result


def _strip(element: Element) -> None:
    children = element.children
    if children and isinstance(children[0], str):
        children[0] = children[0].lstrip(SPACES)
    if children and isinstance(children[-1], str):
        children[-1] = children[-1].rstrip(SPACES)


def _remove_space(element: Element) -> None:
    """Drop blank text at either end and between blocks."""
    old = element.children
    last = len(old) - 1
    element.children = [
        child
        for index, child in enumerate(old)
        if not isinstance(child, str)
        or child.strip(SPACES)
        or not (index in (0, last) or (_is_block(old[index - 1]) and _is_block(old[index + 1])))
    ]


def _is_block(child: Element | str) -> bool:
    return not isinstance(child, str) and child.is_block()


def _wrap_text(element: Element) -> None:
    """Wrap text between blocks in a paragraph without a tag."""
    children: list[Element | str] = []
    paragraph: Element | None = None
    if element.raw is not None:  # text that is still to be parsed
        paragraph = Element("p", raw=element.raw, line=element.line)
        paragraph.transparent = True
        children.append(paragraph)
        element.raw = None
    for child in element.children:
        if _is_block(child):
            children.append(child)
            paragraph = None
            continue
        if paragraph is None:
            paragraph = Element("p")
            paragraph.transparent = True
            children.append(paragraph)
        paragraph.children.append(child)
    element.children = children


def text_of(element: Element) -> str:
    return "".join(c if isinstance(c, str) else text_of(c) for c in element.children)


def _convert_link(element: Element) -> None:
    if not element.attr.get("href"):
        keep_raw(element)
        return
    become(element, "a")
    convert_children(element)


def _convert_emphasis(element: Element) -> None:
    text = text_of(element)
    if text != text.strip(" \t\r\n\f\v"):
        keep_raw(element)
        return
    become(element, _EMPHASIS[element.value])
    convert_children(element)


def _convert_header(element: Element) -> None:
    name, text = element.value, text_of(element)
    become(element, "header")
    element.options = {"level": int(name[1]), "raw_text": text}
    convert_children(element)


def _convert_code(element: Element) -> None:
    value = "".join(_characters(child) for child in _text(text_of(element), preserve=True))
    if element.value == "code":
        become(element, "codespan")
        if "class" in element.attr:
            element.attr["class"] = _highlighter.sub("", element.attr["class"])
    else:
        become(element, "codeblock")
        only = element.children[0] if len(element.children) == 1 else None
        is_code = isinstance(only, Element) and only.value == "code"
        if is_code and (match := _language(only.attr.get("class", ""))):  # type: ignore[union-attr]
            element.attr["class"] = f"{match[0]} {element.attr.get('class', '')}".rstrip()
    element.value = value
    element.children = []


def _characters(child: Element | str) -> str:
    if isinstance(child, str):
        return child
    found = entity(child.value) if isinstance(child.value, str) else child.value
    return (found.char if found else None) or ""


def _convert_textarea(element: Element) -> None:
    _keep(element, preserve=True)


def _convert_script(element: Element) -> None:
    kind = element.attr.get("type", "")
    if not re.search(r"\bmath/tex\b", kind):
        _keep(element)
        return
    become(element, "math")
    element.category = "block" if "mode=display" in kind else "span"
    first = element.children.pop(0) if element.children else ""
    source = first if isinstance(first, str) else str(first.value)
    element.value = _math_source.sub(r"\1", source)
    del element.attr["type"]


def _convert_table(element: Element) -> None:
    if not native_table.is_simple(element):
        keep_raw(element)
        return
    element.children = [c for c in element.children if not isinstance(c, str)]
    convert_children(element)
    become(element, "table")
    native_table.finish(element)


_SPECIAL: dict[str, Callable[[Element], None]] = {
    "a": _convert_link,
    "b": _convert_emphasis,
    "code": _convert_code,
    "em": _convert_emphasis,
    "i": _convert_emphasis,
    "pre": _convert_code,
    "script": _convert_script,
    "strong": _convert_emphasis,
    "table": _convert_table,
    "textarea": _convert_textarea,
    **{f"h{level}": _convert_header for level in range(1, 7)},
}
