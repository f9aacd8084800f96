"""`html_to_native` for tables: which HTML tables kramdown can say, and the rest of the way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from liquidsite.kramdown import html_tags
from liquidsite.kramdown.element import Element

_alignment = re.compile(r"text-align:\s+(center|left|right|justify|inherit)").search
_own_alignment = re.compile(r"(?:;\s*)?text-align:\s+(center|left|right)")


def _elements(element: Element) -> Iterator[Element]:
    return (child for child in element.children if isinstance(child, Element))


def _rows(element: Element) -> Iterator[Element]:
    for child in _elements(element):
        if child.value == "tr":
            yield child
        else:
            yield from _rows(child)


def _cells(row: Element) -> list[Element]:
    return [child for child in _elements(row) if child.value in ("th", "td")]


def is_simple(table: Element) -> bool:
    """Test for rows of one length and alignment, cells of text, and sections in proper order."""
    rows = [_cells(row) for row in _rows(table)]
    cells = [cell for row in rows for cell in row]
    if not all(map(_has_only_text, cells)):
        return False
    if not rows or not rows[0] or any(len(row) != len(rows[0]) for row in rows):
        return False
    alignments = [[_cell_alignment(cell) for cell in row] for row in rows]
    if any(a in ("justify", "inherit") for row in alignments for a in row):
        return False
    return all(row == alignments[0] for row in alignments) and _has_sections(table)


def _has_only_text(cell: Element) -> bool:
    return all(
        child.value not in html_tags.BLOCK and _has_only_text(child) for child in _elements(cell)
    )


def _cell_alignment(cell: Element) -> str:
    match = _alignment(cell.attr.get("style", ""))
    return match[1] if match else "default"


def _has_sections(table: Element) -> bool:
    if _has_rows_of(table, "td"):
        return True
    sections = list(_elements(table))
    return any(section.value == "tbody" for section in sections) and all(
        (section.value == "thead" and _has_rows_of(section, "th"))
        or (section.value in ("tbody", "tfoot") and _has_rows_of(section, "td"))
        for section in sections
    )


def _has_rows_of(element: Element, kind: str) -> bool:
    return all(
        row.value == "tr" and all(cell.value == kind for cell in _elements(row))
        for row in _elements(element)
    )


def finish(table: Element) -> None:
    """Move alignments to the table, make cells of headers, and put rows into a body."""
    for row in _native(table, "tr"):
        table.options["alignment"] = [_take_alignment(cell) for cell in _elements(row)]
    table.children = [c for c in _elements(table) if c.type != "html_element"]
    for cell in _native(table, "th"):
        cell.type = "td"
    first = table.children[0] if table.children else None
    if isinstance(first, Element) and first.type == "tr":
        body = Element("tbody")
        body.children = table.children
        table.children = [body]


def _native(element: Element, type: str) -> Iterator[Element]:
    for child in _elements(element):
        if child.type == type:
            yield child
        else:
            yield from _native(child, type)


def _take_alignment(cell: Element) -> str:
    style = cell.attr.get("style")
    if style is None:
        return "default"
    match = _own_alignment.search(style)
    if match:
        style = style[: match.start()] + style[match.end() :]
    cell.attr["style"] = style
    if not style.strip():
        del cell.attr["style"]
    return match[1] if match else "default"
