"""How far a list item or a definition reaches: its first line decides the indentation."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from liquidsite.kramdown.attributes import AttributeList
from liquidsite.kramdown.block.state import BlockState, Match
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.patterns import (
    ATTRIBUTES,
    BLOCK_TAG,
    ID_NAME,
    INDENT,
    LIST_TAIL,
    NOT_WS,
    WS,
)

_IAL = rf"{WS}*\{{:(?!(?:{ID_NAME})?:|/)({ATTRIBUTES}+)\}}{WS}*"
item_ial = re.compile(_IAL).match
_only_ial = re.compile(rf"(?:{_IAL})?{WS}*\n").match
_tabs = re.compile(r"( *)(\t+)").match
_leading_tabs = re.compile(r"\t+").match


class Reach(NamedTuple):
    """The patterns of the lines that belong to an item of one indentation."""

    content: Match
    unindented: Match
    attributes: Match
    indent: str

    def lazy(self, state: BlockState, pos: int) -> re.Match[str] | None:
        """Return a line that belongs to the item without its indentation."""
        match = self.unindented(state.src, pos)
        if match and self.attributes(state.src, pos) and state.ial_at(pos):
            return None
        return match


@lru_cache(maxsize=256)
def reach(indentation: int) -> Reach:
    blocks, spaces = divmod(indentation, 4)
    text = rf"[ \t\r\f\v]*{NOT_WS}.*\n"
    content = rf"(?:{INDENT}{{{blocks}}} {{{spaces}}}|{INDENT}{{{blocks + 1}}}){text}"
    spaces = min(indentation, 3)
    stop = rf" {{0,{spaces}}}{BLOCK_TAG}"
    return Reach(
        re.compile(content).match,
        re.compile(rf"(?!{stop}){text}").match,
        re.compile(rf" {{0,{spaces}}}\{{:").match,
        " " * indentation,
    )


@lru_cache(maxsize=32)
def next_start(marker: str, indentation: int) -> Match:
    """Return a pattern for the next item, which may be indented by less than this one's text."""
    spaces = min(max(indentation, 1), 4) - 1
    return re.compile(rf"( {{0,{spaces}}}{marker})({LIST_TAIL})").match


def first_line(width: int, content: str) -> tuple[str, int]:
    """Return the first line's text without indentation, and the indentation of the item's text.

    `width` is that of the marker and the spaces before it.
    """
    if _only_ial(content):
        return content.lstrip(" \t\r\n\f\v"), 4
    while match := _tabs(content):
        spaces = 4 - (len(match[1]) + width) % 4 + (len(match[2]) - 1) * 4
        content = match[1] + " " * spaces + content[match.end() :]
    text = content.lstrip(" ")
    return text.lstrip(" \t\r\n\f\v"), width + len(content) - len(text)


def take_ial(state: BlockState, text: str, element: Element) -> str:
    """Give an attribute list at the start of `text` to `element`; what follows it."""
    match = item_ial(text)
    if match is None:
        return text
    element.ial = element.ial or AttributeList()
    read_ial(state, match[1], element.ial)
    return text[match.end() :]


def read_ial(state: BlockState, text: str, ial: AttributeList) -> None:
    if not ial.read(text):
        state.doc.warn(f"No or invalid attributes found in IAL/ALD content: {text}", state.line)


def expand_tabs(line: str) -> str:
    """Replace leading tabs by four spaces each."""
    if not line.startswith("\t"):
        return line
    rest = line.lstrip("\t")
    return "    " * (len(line) - len(rest)) + rest
