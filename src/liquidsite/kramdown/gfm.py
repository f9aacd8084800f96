"""What GFM does to the finished tree: header ids by GitHub's rule, and hard line breaks."""

from __future__ import annotations

from liquidsite.kramdown.characters import downcase, only_words
from liquidsite.kramdown.document import Document
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.entities import entity


def update(doc: Document, text: str) -> None:
    hard_break = "\n" if doc.options.hard_wrap else "\\\n"
    _update(doc, doc.root, hard_break if hard_break in text else None)


def _update(doc: Document, element: Element, hard_break: str | None) -> None:
    """HTML elements, and all that is in them, stay as they are."""
    children = element.children
    if hard_break and any(isinstance(c, str) and hard_break in c for c in children):
        element.children = _break_lines(element, hard_break)
    for child in children:
        if isinstance(child, str) or child.type == "html_element":
            continue
        if child.type == "header" and doc.options.auto_ids:
            if doc.options.transliterated_header_ids:
                continue
            if "id" not in child.attr:
                child.attr["id"] = _header_id(doc, child.options["raw_text"])
                continue
        if child.children:
            _update(doc, child, hard_break)


def _header_id(doc: Document, text: str) -> str:
    id_ = only_words(downcase(text)).replace(" ", "-").replace("\t", "-")
    count = doc.header_ids[id_] = doc.header_ids.get(id_, -1) + 1
    if count:
        id_ = f"{id_}-{count}"
    return doc.options.auto_id_prefix + id_


def _break_lines(element: Element, hard_break: str) -> list[Element | str]:
    children: list[Element | str] = []
    for child in element.children:
        if not isinstance(child, str) or hard_break not in child:
            children.append(child)
            continue
        lines = child.split(hard_break)
        # No break at the very end of a paragraph.
        last = len(lines) - 1
        if not lines[-1] and element.is_block() and child is element.children[-1]:
            last -= 1
        for index, line in enumerate(lines):
            children.append(f"\n{line}" if index else line)
            if index < last:
                children.append(Element("br"))
    return children


def raw_text(element: Element) -> str:
    """A header's text, for its id: code and math count, and symbols as characters."""
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
