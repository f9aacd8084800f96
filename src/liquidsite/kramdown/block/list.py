"""Ordered and unordered lists, and GFM's task lists."""

from __future__ import annotations

import re

from liquidsite.kramdown.block.horizontal_rule import match_rule
from liquidsite.kramdown.block.list_item import (
    Reach,
    expand_tabs,
    first_line,
    next_start,
    reach,
    take_ial,
)
from liquidsite.kramdown.block.state import BlockState, Match
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.patterns import LIST_START, LIST_TAIL, blank_line, eob_marker

_unordered = re.compile(rf"( {{0,3}}[+*-])({LIST_TAIL})").match
_ordered = re.compile(rf"( {{0,3}}[0-9]+\.)({LIST_TAIL})").match
_any = re.compile(LIST_START).match

_TASK = '<input type="checkbox" class="task-list-item-checkbox" disabled="disabled"'
_unchecked = re.compile(r"[ \t\r\n\f\v]*\[ \][ \t\r\n\f\v]+").match
_checked = re.compile(r"[ \t\r\n\f\v]*\[[xX]\][ \t\r\n\f\v]+").match


def parse(state: BlockState) -> bool:
    return _parse(state) is not None


def parse_gfm(state: BlockState) -> bool:
    found = _parse(state)
    if found is not None:
        _mark_tasks(found)
    return found is not None


def _parse(state: BlockState) -> Element | None:
    if _unordered(state.src, state.pos):
        reader = _ListReader(state, "ul", r"[+*-]", _unordered)
    elif _ordered(state.src, state.pos):
        reader = _ListReader(state, "ol", r"[0-9]+\.", _ordered)
    else:
        return None
    reader.read()
    state.add(reader.list)
    _parse_items(state, reader)
    return reader.list


class _Item:
    """An item's text, in the parts that are parsed one after the other."""

    __slots__ = ("element", "indentation", "nested", "parts", "reach")

    def __init__(self, element: Element, text: str, indentation: int) -> None:
        self.element = element
        self.indentation = indentation
        self.reach: Reach = reach(indentation)
        self.parts: list[list[str]] = [[text]]
        self.nested = _any(text, 0) is not None

    def take(self, line: str) -> None:
        """Take a line that belongs to the item, by its indentation or lazily."""
        line = expand_tabs(line)
        indented = line.startswith(self.reach.indent)
        if indented:
            line = line[self.indentation :]
        if self.nested:
            if not indented and _any(line, 0):
                line = " " * (self.indentation + 4) + line
        elif indented and _any(line, 0):
            # A nested list starts: it is parsed apart, so that it does not need a blank line.
            self.parts.append([])
            self.nested = True
        self.parts[-1].append(line)


class _ListReader:
    """Finds the items of a list and the lines that belong to each."""

    def __init__(self, state: BlockState, kind: str, marker: str, start: Match) -> None:
        self.state = state
        self.marker = marker
        self.start = start
        self.list = state.new(kind, line=state.line)
        self.items: list[_Item] = []
        self.eob_found = False

    def read(self) -> None:
        state = self.state
        src, pos, end = state.src, state.pos, state.end
        last_is_blank = False
        item: _Item | None = None
        while pos < end:
            if last_is_blank and match_rule(src, pos):
                break
            if src[pos] == "^" and (match := eob_marker(src, pos)):
                self.eob_found = True
                pos = match.end()
                break
            if match := self.start(src, pos):
                state.pos = pos
                item = self.new_item(match)
                last_is_blank = False
            elif item is None:
                break
            elif (match := item.reach.content(src, pos)) or (
                not last_is_blank and (match := item.reach.lazy(state, pos))
            ):
                item.take(match[0])
                last_is_blank = False
            elif match := blank_line(src, pos):
                item.nested = True
                item.parts[-1].append(match[0])
                last_is_blank = True
            else:
                break
            pos = match.end()
        state.pos = pos

    def new_item(self, match: re.Match[str]) -> _Item:
        element = Element("li", line=self.state.line)
        text, indentation = first_line(len(match[1]), match[2])
        item = _Item(element, take_ial(self.state, text, element), indentation)
        self.start = next_start(self.marker, indentation)
        self.list.children.append(element)
        self.items.append(item)
        return item


def _parse_items(state: BlockState, reader: _ListReader) -> None:
    trailing_blank: Element | str | None = None
    last = reader.items[-1]
    for item in reader.items:
        _parse_item(state, item)
        children = item.element.children
        if not children:
            continue
        _drop_mark_of_first_paragraph(children)
        if _is_compact(reader, item, is_last=item is last):
            first = children[0]
            assert isinstance(first, Element)
            if len(children) > 1 and _type(children[1]) != "blank":
                first.raw = f"{first.raw}\n"
            first.transparent = True
        trailing_blank = children.pop() if _type(children[-1]) == "blank" else None
    if trailing_blank is not None and not reader.eob_found:
        state.add(trailing_blank)  # type: ignore[arg-type]


def _parse_item(state: BlockState, item: _Item) -> None:
    line = item.element.line
    for part in item.parts:
        text = "".join(part)
        state.parse_text(text, item.element, line)
        line += text.count("\n")


def _type(child: Element | str) -> str:
    return "text" if isinstance(child, str) else child.type


def _drop_mark_of_first_paragraph(children: list[Element | str]) -> None:
    """Remove a block attribute list after the first paragraph, which it does not end."""
    first = children[0]
    if (
        len(children) >= 2
        and isinstance(first, Element)
        and first.type == "p"
        and first.ial is not None
        and _type(children[1]) == "eob"
    ):
        del children[1]


def _is_compact(reader: _ListReader, item: _Item, *, is_last: bool) -> bool:
    """Return whether the item's first paragraph goes without `<p>`.

    It does when no blank line follows. In the last item, which nothing follows, the other items
    decide: when the first paragraphs of all of them are shown, its is as well.
    """
    children = item.element.children
    if _type(children[0]) != "p":
        return False
    followed = len(children) >= 2 and _type(children[1]) == "blank"
    if followed and not (is_last and len(children) == 2 and not reader.eob_found):
        return False
    return not is_last or len(reader.items) == 1 or any(map(_starts_compact, reader.items[:-1]))


def _starts_compact(item: _Item) -> bool:
    first = item.element.children[0] if item.element.children else None
    return not isinstance(first, Element) or first.type != "p" or first.transparent


def _mark_tasks(found: Element) -> None:
    is_task_list = False
    for item in found.children:
        first = item.children[0] if isinstance(item, Element) and item.children else None
        if not isinstance(first, Element) or first.type != "p" or first.raw is None:
            continue
        is_task_list |= _replace_box(first)
        if is_task_list:
            item.attr["class"] = "task-list-item"  # type: ignore[union-attr]
    if is_task_list:
        found.attr["class"] = "task-list"


def _replace_box(paragraph: Element) -> bool:
    text = paragraph.raw or ""
    if match := _unchecked(text):
        paragraph.raw = f"{_TASK} />{text[match.end() :]}"
    elif match := _checked(text):
        paragraph.raw = f'{_TASK} checked="checked" />{text[match.end() :]}'
    return match is not None
