"""Reading HTML: tags, attributes and kramdown's content models for the elements it knows."""

from __future__ import annotations

import re

from liquidsite.kramdown.characters import is_alphanumeric
from liquidsite.kramdown.patterns import NAME, SPAN_ELEMENTS, WS, on_first_use

_BLOCK_CONTENT_NAMES = """
address applet article aside blockquote body dd details div dl fieldset figure figcaption footer
form header hgroup iframe li main map menu nav noscript object section summary td
"""
_SPAN_CONTENT_NAMES = """
a abbr acronym b bdo big button cite caption del dfn dt em h1 h2 h3 h4 h5 h6 i ins label legend
optgroup p q rb rbc rp rt rtc ruby select small span strong sub sup th tt
"""
_RAW_CONTENT_NAMES = """
script style math option textarea pre code kbd samp var
"""
_BLOCK_NAMES = """
address article aside applet body blockquote caption col colgroup dd div dl dt fieldset
figcaption footer form h1 h2 h3 h4 h5 h6 header hgroup hr html head iframe legend menu li main
map nav ol optgroup p pre section summary table tbody td th thead tfoot tr ul
"""
_WITHOUT_BODY_NAMES = """
area base br col command embed hr img input keygen link meta param source track wbr
"""

BLOCK_CONTENT = frozenset(_BLOCK_CONTENT_NAMES.split())
SPAN_CONTENT = frozenset(_SPAN_CONTENT_NAMES.split())
_RAW_CONTENT = frozenset(_RAW_CONTENT_NAMES.split())
SPAN = frozenset(SPAN_ELEMENTS)
BLOCK = frozenset(_BLOCK_NAMES.split())
WITHOUT_BODY = frozenset(_WITHOUT_BODY_NAMES.split())
KNOWN = SPAN | BLOCK | WITHOUT_BODY | BLOCK_CONTENT | SPAN_CONTENT | _RAW_CONTENT

# The attribute `markdown="…"` names a content model; "1" is the element's own.
MARKDOWN = {"0": "raw", "1": "default", "span": "span", "block": "block"}

_start_tag = on_first_use(
    rf"<({NAME})((?>{WS}++{NAME}(?:{WS}*+={WS}*+(?:\w++|([\"'])(?s:.*?)\3))?)*+){WS}*+(/)?>"
)
_close_tag = on_first_use(rf"</({NAME}){WS}*>")
_attribute = on_first_use(rf"{WS}*({NAME})(?:{WS}*={WS}*(?:(\w+)|([\"'])((?s:.*?))\3))?")


def start_tag(text: str, pos: int) -> re.Match[str] | None:
    """Return a start tag at `pos`, by Python's idea of a name."""
    return _start_tag().match(text, pos)


def tag(text: str, pos: int) -> re.Match[str] | None:
    """Return a start tag at `pos`. Python counts `₁` or `½` to a name, XML and kramdown do not."""
    match = start_tag(text, pos)
    if match and not match[1].isascii() and not all(map(_in_name, match[1])):
        return None
    return match


def close_tag(text: str, pos: int) -> re.Match[str] | None:
    """Return an end tag at `pos`."""
    return _close_tag().match(text, pos)


def _in_name(char: str) -> bool:
    return char in "_-.:" or is_alphanumeric(char)


def content_model(name: str) -> str:
    """Return how an element's content is read by default: "block", "span" or "raw"."""
    if name in BLOCK_CONTENT:
        return "block"
    return "span" if name in SPAN_CONTENT else "raw"


def element_name(name: str) -> str:
    """Return known names in lower case, and unknown ones (XML) as written."""
    lower = name.lower()
    return lower if lower in KNOWN else name


def attributes(text: str, name: str) -> tuple[dict[str, str], list[str]]:
    """Return the attributes of a tag's text, and the names that occur more than once."""
    found: dict[str, str] = {}
    repeated = []
    is_known = name in KNOWN
    for match in _attribute().finditer(text):
        key = match[1].lower() if is_known else match[1]
        if key in found:
            repeated.append(key)
        found[key] = match[2] or match[4] or ""
    return found, repeated
