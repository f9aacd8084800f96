"""The table of contents, in the place of a list that refers to `toc`."""

from __future__ import annotations

import re

from liquidsite.kramdown.element import Element
from liquidsite.kramdown.html.converter import Converter

_no_toc = re.compile(r"\bno_toc\b").search


def mark(converter: Converter, name: str) -> str:
    """Return a placeholder for text that is only known at the end."""
    return f"\0kramdown {name} {id(converter):x}\0"


def reserve(converter: Converter, element: Element) -> str:
    converter.toc_list = element
    converter.toc_mark = mark(converter, "toc")
    return converter.toc_mark


def includes(converter: Converter, level: int, attr: dict[str, str]) -> bool:
    return level in converter.options.toc_levels and not _no_toc(attr.get("class", ""))


def html(converter: Converter) -> str:
    assert converter.toc_list is not None
    tree = _tree(converter, converter.toc_list)
    return converter.convert(tree, 0) if tree.children else ""


def _tree(converter: Converter, place: Element) -> Element:
    """Return a list of lists that links to every header, nested as the levels are."""
    top = Element(place.type, None, dict(place.attr))
    top.attr.setdefault("id", "markdown-toc")
    open_items: list[tuple[int, Element, Element]] = []  # level, item, the list in it
    for level, id_, children in converter.toc:
        while open_items and open_items[-1][0] >= level:
            _close(open_items)
        item, nested = _item(place.type, top.attr["id"], id_, children)
        (open_items[-1][2] if open_items else top).children.append(item)
        open_items.append((level, item, nested))
    while open_items:
        _close(open_items)
    return top


def _close(open_items: list[tuple[int, Element, Element]]) -> None:
    _, item, nested = open_items.pop()
    if not nested.children:
        item.children.remove(nested)


def _item(
    kind: str, prefix: str, id_: str, children: list[Element | str]
) -> tuple[Element, Element]:
    link = Element("a", None, {"href": f"#{id_}", "id": f"{prefix}-{id_}"})
    link.children = _for_entry(children)
    text = Element("p")
    text.transparent = True
    text.children.append(link)
    item, nested = Element("li"), Element(kind)
    item.children += [text, nested]
    return item, nested


def _for_entry(children: list[Element | str]) -> list[Element | str]:
    """Return a header's content without footnotes, and without links but with their text."""
    result: list[Element | str] = []
    for child in children:
        if isinstance(child, str):
            result.append(child)
        elif child.type == "a":
            result.extend(_for_entry(child.children))
        elif child.type != "footnote":
            copy = child.copy()
            copy.children = _for_entry(child.children)
            result.append(copy)
    return result
