"""What GFM does to the finished tree: header ids by GitHub's rule, and hard line breaks."""

from __future__ import annotations

from collections.abc import Iterator

from liquidsite.kramdown.characters import downcase, only_words
from liquidsite.kramdown.document import Document
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.entities import entity


def update(doc: Document, text: str) -> None:
    options = doc.options
    # HTML made native may leave a header within a line.
    headers = list(_headers(doc.root)) if options.html_to_native else doc.headers
    if not options.auto_ids:
        headers = []
    else:  # GitHub's rule keeps every script, so `transliterated_header_ids` has no part in it
        headers = [header for header in headers if "id" not in header.attr]
        _add_ids(headers, options.auto_id_prefix)
    hard_break = "\n" if options.hard_wrap else "\\\n"
    # Spans may drop the spaces that the text has between a backslash and a line's end.
    if hard_break[0] in text:
        _break_all_lines(doc.root, hard_break, frozenset(map(id, headers)))


def _add_ids(headers: list[Element], prefix: str) -> None:
    counts: dict[str, int] = {}
    for header in headers:
        text = downcase(header.options["raw_text"])
        id_ = only_words(text).replace(" ", "-").replace("\t", "-")
        count = counts[id_] = counts.get(id_, -1) + 1
        suffix = f"-{count}" if count else ""
        header.attr["id"] = f"{prefix}{id_}{suffix}"


def _headers(element: Element) -> Iterator[Element]:
    """Yield the headers below `element`; one within a header that gets an id has kramdown's."""
    for child in element.children:
        if isinstance(child, str) or child.type == "html_element":
            continue
        if child.type == "header":
            yield child
            if "id" not in child.attr:
                continue
        yield from _headers(child)


def _break_all_lines(element: Element, hard_break: str, done: frozenset[int]) -> None:
    """Break lines outside of HTML elements and of headers that have an id already."""
    children = element.children
    if any(isinstance(c, str) and hard_break in c for c in children):
        element.children = _break_lines(element, hard_break)
    for child in children:
        if isinstance(child, str) or child.type == "html_element" or id(child) in done:
            continue
        if child.children:
            _break_all_lines(child, hard_break, done)


def _break_lines(element: Element, hard_break: str) -> list[Element | str]:
    children: list[Element | str] = []
    last = len(element.children) - 1
    for index, child in enumerate(element.children):
        if isinstance(child, str) and hard_break in child:
            # No break at the very end of a paragraph.
            at_end = index == last and element.is_block()
            children.extend(_with_breaks(child.split(hard_break), at_end=at_end))
        else:
            children.append(child)
    return children


def _with_breaks(lines: list[str], *, at_end: bool) -> Iterator[Element | str]:
    breaks = len(lines) - 1
    if at_end and not lines[-1]:
        breaks -= 1
    for index, line in enumerate(lines):
        yield f"\n{line}" if index else line
        if index < breaks:
            yield Element("br")


def raw_text(element: Element) -> str:
    """Return a header's text, for its id: code and math count, and symbols as characters."""
    return "".join(c if isinstance(c, str) else _raw(c) for c in element.children)


def _raw(element: Element) -> str:
    if element.type in ("codespan", "math"):
        return str(element.value)
    if element.type == "entity":
        return element.value.char or ""
    if element.type == "typographic_sym":
        spaced = {"laquo_space": "«\u00a0", "raquo_space": "\u00a0»"}
        return spaced.get(element.value) or _char(element.value)
    return _char(element.value) if element.type == "smart_quote" else raw_text(element)


def _char(name: str) -> str:
    found = entity(name)
    return (found.char if found else None) or ""
