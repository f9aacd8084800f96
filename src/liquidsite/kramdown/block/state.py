"""The block parser's position in one text.

kramdown takes the text of a quote, list item or definition out, strips its indentation and
parses the result as a text of its own; so there is one state for each such text. Lines are
kept one to one, which is why `first_line` is enough to name a line of the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from liquidsite.kramdown.attributes import AttributeList
from liquidsite.kramdown.checkpoint import checkpoint
from liquidsite.kramdown.document import MOST_LEVELS
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.finder import Finder, LineCounter
from liquidsite.kramdown.patterns import (
    OPT_SPACE,
    attribute_line,
    block_boundary,
    ial_block,
    to_eol,
)

if TYPE_CHECKING:
    from liquidsite.kramdown.document import Document

Match = Callable[[str, int], re.Match[str] | None]

# As many markers before the first text as there may be levels.
_nested_too_deeply = re.compile(
    rf"(?:{OPT_SPACE}(?:>|(?:[*+-]|[0-9]+\.)[ \t])[ \t]*+){{{MOST_LEVELS}}}"
).match


class BlockState:
    """A text, a position in it, and the element (`tree`) that receives what is found."""

    __slots__ = (
        "_finder", "_growing", "_lines", "_pieces", "block_ial", "doc", "end", "pos", "src",
        "stopped", "tree",
    )  # fmt: skip

    def __init__(self, doc: Document, src: str, first_line: int, tree: Element) -> None:
        self.doc = doc
        self.src = src
        self.end = len(src)
        self.pos = 0
        self.tree = tree
        self.block_ial: AttributeList | None = None
        self.stopped = False
        self._lines = LineCounter(src, first_line)
        self._finder: Finder | None = None
        self._growing: Element | None = None
        self._pieces: list[str] = []

    @property
    def line(self) -> int:
        """Return the line of `pos` in the source."""
        return self._lines.at(self.pos)

    @property
    def finder(self) -> Finder:
        if self._finder is None:
            self._finder = Finder(self.src)
        return self._finder

    def add(self, element: Element) -> None:
        if self._growing is not None:
            self.settle()
        self.tree.children.append(element)

    def append_raw(self, element: Element, text: str, joiner: str = "") -> None:
        """Add text to the last element; it is joined when the element is complete."""
        if self._growing is not element:
            self.settle()
            self._growing, self._pieces = element, []
            if element.raw is not None:
                self._pieces.append(element.raw)
        if self._pieces:
            self._pieces.append(joiner)
        self._pieces.append(text)

    def settle(self) -> None:
        if self._growing is not None:
            self._growing.raw = "".join(self._pieces)
            self._growing = None

    def new(
        self, type: str, value: object = None, *, raw: str | None = None, line: int = 0
    ) -> Element:
        """Return a block element, with the attribute list that stands before it."""
        element = Element(type, value, raw=raw, line=line)
        if self.block_ial is not None:
            element.ial = self.block_ial
            self.block_ial = None
        return element

    def last(self) -> Element | None:
        children = self.tree.children
        last = children[-1] if children else None
        return None if isinstance(last, str) else last

    def after_block_boundary(self) -> bool:
        """Return whether a header, table or math may come.

        After a blank line, mark or attribute list.
        """
        last = self.last()
        return (
            last is None
            or last.type == "blank"
            or (last.type == "eob" and last.value is None)
            or self.block_ial is not None
        )

    def before_block_boundary(self, pos: int) -> bool:
        return bool(block_boundary(self.src, pos) or self.ial_at(pos))

    def ial_at(self, pos: int) -> re.Match[str] | None:
        """Return the block attribute list on the line at `pos`."""
        if attribute_line(self.src, pos) and self.brace_ends_line(pos):
            return ial_block(self.src, pos)
        return None

    def brace_ends_line(self, pos: int) -> bool:
        """Return whether the next brace may be the last of its line.

        If not, all of `{:…}` is none.
        """
        src = self.src
        brace = self.finder.find("}", pos)
        return brace >= 0 and (src[brace - 1] == "\\" or to_eol(src, brace + 1) is not None)

    def lines(self, pos: int, take: Match) -> int:
        """Return the end of the lines that `take` matches from `pos` on.

        `take` stops at a line that looks like an attribute list; if it is none, it belongs to the
        lines.
        """
        while True:
            match = take(self.src, pos)
            pos = match.end() if match else pos
            if not attribute_line(self.src, pos) or self.ial_at(pos):
                return pos
            pos = self.src.find("\n", pos) + 1

    def parse(self) -> None:
        """Parse the whole text into `tree`; raises RecursionError, see `Document.enter`."""
        self.doc.enter()
        rules, spare = self.doc.block_rules.by_char, self.doc.block_rules.default
        src, end = self.src, self.end
        while self.pos < end and not self.stopped:
            checkpoint()
            pos = self.pos
            char = src[pos]
            if char == " ":
                # Up to three spaces may stand before anything; four are code.
                char = src[pos + 1 : pos + 4].lstrip(" ")[:1] or " "
            for rule in rules.get(char, spare):
                if rule(self):
                    break
            else:
                self.skip_line()
        self.settle()
        self.doc.leave()

    def skip_line(self) -> None:
        """Take a line that no rule matches (a tab after a space) as text without a paragraph."""
        stop = self.src.find("\n", self.pos) + 1 or self.end
        text = self.src[self.pos : stop]
        last = self.last()
        if last is not None and last.type == "raw_text":
            self.append_raw(last, text)
        else:
            self.add(Element("raw_text", raw=text, line=self.line))
        self.pos = stop

    def parse_into(self, element: Element) -> bool:
        """Parse on into an HTML element; whether its closing tag was found."""
        outer, self.tree, self.block_ial = (self.tree, self.block_ial), element, None
        self.parse()
        found, self.stopped = self.stopped, False
        self.tree, self.block_ial = outer
        return found

    def parse_text(self, text: str, element: Element, line: int) -> None:
        """Parse a text of its own into `element`; raises RecursionError, see `convert`."""
        if _nested_too_deeply(text, 0):
            raise RecursionError  # now, and not after reading the text once for each level
        BlockState(self.doc, text, line, element).parse()
