"""Extensions, block and span: `{::comment}`, `{::nomarkdown}` and `{::options}`."""

from __future__ import annotations

import re
from typing import Literal

from liquidsite.kramdown.attributes import AttributeList
from liquidsite.kramdown.document import Document
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.patterns import ID_NAME

_BODY = r"(?>\\\}|[^}])*?"
START = rf"\{{::([A-Za-z0-9_]+)(?:[ \t\r\n\f\v]({_BODY})|)(/)?\}}"
STOP = rf"\{{:/({ID_NAME})?\}}"
start_or_stop = re.compile(rf"{START}|{STOP}").match

NAMES = frozenset(("comment", "nomarkdown", "options"))


def invalid_stop(match: re.Match[str]) -> str | None:
    """Return the warning for a stop tag that nothing starts; None for a start tag."""
    if match[4]:
        return f"Invalid extension stop tag for '{match[4]}'  found on line {{line}} - ignoring it"
    if match[1] is None:
        return "Invalid extension stop tag found on line {line} - ignoring it"
    return None


def handle(
    doc: Document,
    name: str,
    attributes: AttributeList,
    body: str | None,
    category: Literal["block", "span"],
    line: int,
) -> Element | None:
    """Do what extension `name` says; the element that it leaves, if any."""
    if name == "options":
        doc.set_inline_options(attributes.attrs)
        return None
    if body is None:
        return None
    kind = "comment" if name == "comment" else "raw"
    element = Element(kind, body, line=line)
    element.category = category
    if kind == "raw":
        element.options["types"] = attributes.attrs.get("type", "").split()
    return element
