"""Definition lists: the paragraph before the first `:` holds the terms."""

from __future__ import annotations

import re

from liquidsite.kramdown.block.list_item import (
    expand_tabs,
    first_line,
    next_start,
    reach,
    take_ial,
)
from liquidsite.kramdown.block.state import BlockState, Match
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.patterns import DEFINITION_START, LIST_TAIL, blank_line, eob_marker

_definition = re.compile(rf"( {{0,3}}:)({LIST_TAIL})").match
starts_definition = re.compile(DEFINITION_START).match


def parse(state: BlockState) -> bool:
    if not _definition(state.src, state.pos):
        return False
    paragraph, spaced = _preceding_paragraph(state)
    if paragraph is None:
        return False
    deflist = state.new("dl", line=paragraph.line)
    deflist.ial = paragraph.ial
    deflist.children.extend(_terms(state, paragraph))
    _read(state, deflist, spaced)
    last = _parse_definitions(state, deflist)
    _attach(state, deflist)
    if last is not None:
        state.add(last)
    return True


def _preceding_paragraph(state: BlockState) -> tuple[Element | None, bool]:
    """Take the paragraph with the terms out of the tree; return it, and whether a blank follows."""
    state.settle()
    children = state.tree.children
    spaced = False
    index = len(children) - 1
    if index > 0 and _is(children[index], "blank") and children[index].value == "\n":  # type: ignore[union-attr]
        index -= 1
        spaced = True
    if index < 0 or not _is(children[index], "p"):
        return None, False
    paragraph = children[index]
    del children[index:]
    return (paragraph, spaced) if isinstance(paragraph, Element) else (None, False)


def _is(child: Element | str, type: str) -> bool:
    return isinstance(child, Element) and child.type == type


def _terms(state: BlockState, paragraph: Element) -> list[Element]:
    """Take the paragraph with the terms out of the tree, and return it and whether a blank
    follows.
    """
    terms = []
    for line in (paragraph.raw or "").rstrip("\n").split("\n"):
        term = Element("dt", line=state.line)
        term.raw = take_ial(state, line, term)
        term.options["raw_text"] = term.raw
        terms.append(term)
    return terms


def _read(state: BlockState, deflist: Element, as_paragraph: bool) -> None:
    """Collect the definitions' texts into `raw`; parsing them comes after."""
    src = state.src
    start: Match = _definition
    item: Element | None = None
    parts: list[str] = []
    last_is_blank = False
    while state.pos < state.end:
        pos = state.pos
        if match := start(src, pos):
            item = Element("dd", line=state.line)
            item.options["as_paragraph"] = as_paragraph
            text, indentation = first_line(len(match[1]), match[2])
            parts = item.value = [take_ial(state, text, item)]
            lines = reach(indentation)
            start = next_start(":", indentation)
            deflist.children.append(item)
            as_paragraph = last_is_blank = False
        elif item is None or (src[pos] == "^" and eob_marker(src, pos)):
            break
        elif (match := lines.content(src, pos)) or (
            not last_is_blank and (match := lines.lazy(state, pos))
        ):
            parts.append(expand_tabs(match[0]).removeprefix(lines.indent))
            as_paragraph = last_is_blank = False
        elif match := blank_line(src, pos):
            parts.append(match[0])
            as_paragraph = last_is_blank = True
        else:
            break
        state.pos = match.end()


def _parse_definitions(state: BlockState, deflist: Element) -> Element | None:
    """Parse every definition; the blank line that ends the last one belongs after the list."""
    last: Element | None = None
    for item in deflist.children:
        if not isinstance(item, Element) or item.type == "dt":
            continue
        state.parse_text("".join(item.value), item, item.line)
        item.value = None
        children = item.children
        if not children:
            continue
        last = children.pop() if _is(children[-1], "blank") else None  # type: ignore[assignment]
        if children and _is(children[0], "p") and not item.options["as_paragraph"]:
            first = children[0]
            assert isinstance(first, Element)
            if len(children) > 1:
                first.raw = f"{first.raw}\n"
            first.transparent = True
    return last


def _attach(state: BlockState, deflist: Element) -> None:
    """Add definitions to the definition list before them, even after a blank line."""
    children = state.tree.children
    if len(children) >= 2 and _is(children[-1], "blank") and _is(children[-2], "dl"):
        children.pop()
    if children and _is(children[-1], "dl"):
        children[-1].children.extend(deflist.children)  # type: ignore[union-attr]
    else:
        children.append(deflist)
