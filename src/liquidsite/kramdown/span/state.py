"""The span parser: from one special character to the next.

`Source` is one text; `SpanState` one element whose content is being read from it. What a rule
does depends only on the position and on the kinds of elements around (`inside`), so an attempt
that failed once is remembered and not repeated: kramdown would try each of a thousand `*`
against the whole rest of the text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from liquidsite.kramdown.element import Element, merge_text
from liquidsite.kramdown.finder import Finder, LineCounter

if TYPE_CHECKING:
    from liquidsite.kramdown.document import Document
    from liquidsite.kramdown.span import SpanRules

EM, STRONG, LINK = 1, 2, 4
# Characters that are searched for, and that a rule may begin before.
_LATE = frozenset("\"'\n>[")

Stop = Callable[["SpanState", int], bool]


class Source(Finder):
    """A text that spans are read from, and what has been found out about it.

    `failed`    (position, delimiter, kinds around): an emphasis that reads on from there, in
                such surroundings, finds no end.
    `brackets`  where the bracket is that closes a link's text, see `link`.
    """

    __slots__ = ("_lines", "brackets", "doc", "failed", "line", "url_ends")

    def __init__(self, doc: Document, text: str, line: int) -> None:
        super().__init__(text)
        self.doc = doc
        self.line = line
        self.failed: set[tuple[int, str, int]] = set()
        self.brackets: dict[tuple[int, int], tuple[int, bool]] = {}
        self.url_ends: dict[int, tuple[int, bool]] = {}
        self._lines = LineCounter(text, line)

    def line_at(self, pos: int) -> int:
        return self._lines.at(pos)

    def warn(self, message: str, pos: int) -> None:
        self.doc.warn(message, self._lines.at(pos))


class SpanState:
    """The content of one element: its children so far, and where pending text begins."""

    __slots__ = (
        "around", "children", "delimiter", "inside", "kind", "passed", "pieces", "raw_html",
        "rules", "source", "src", "text_from",
    )  # fmt: skip

    def __init__(
        self, source: Source, pos: int, rules: SpanRules, kind: str = "", inside: int = 0
    ) -> None:
        self.source = source
        self.src = source.text
        self.rules = rules
        self.kind = kind
        self.inside = inside
        self.children: list[Element | str] = []
        self.text_from = pos
        self.pieces = False
        self.raw_html = False
        self.delimiter = ""
        self.around = 0
        self.passed: list[int] = []

    @property
    def doc(self) -> Document:
        return self.source.doc

    def push(self, start: int, child: Element | str, end: int) -> int:
        """Add what was found between `start` and `end`; the text before it goes first."""
        if start > self.text_from:
            self.children.append(self.src[self.text_from : start])
        self.children.append(child)
        self.text_from = end
        return end

    def push_text(self, start: int, text: str, end: int) -> int:
        """Add text other than what the source says between `start` and `end`."""
        if start > self.text_from:
            self.children.append(self.src[self.text_from : start])
        if text:
            self.children.append(text)
        self.pieces = True
        self.text_from = end
        return end

    def last(self, pos: int) -> Element | None:
        """Return the element that ends at `pos`; None after text."""
        if self.text_from < pos or not self.children:
            return None
        last = self.children[-1]
        return None if isinstance(last, str) else last

    def next_special(self, pos: int) -> int:
        """Return where the plain text at `pos` ends; -1 when nothing but text follows."""
        match = self.rules.search_link(self.src, pos)
        return match.start() if match else -1

    def finish(self, end: int) -> list[Element | str]:
        """Return the children, with the text up to `end`."""
        if end > self.text_from:
            self.children.append(self.src[self.text_from : end])
            self.text_from = end
        return merge_text(self.children) if self.pieces else self.children

    def run_inner(self, pos: int, stop: Stop | None = None, stop_chars: str = "") -> int:
        """`run` within another state's; raises RecursionError, see `Document.enter`."""
        self.source.doc.enter()
        end = self.run(pos, stop, stop_chars)
        self.source.doc.leave()
        return end

    def run(self, pos: int, stop: Stop | None = None, stop_chars: str = "") -> int:
        """Read from `pos` to where `stop` says so; that position, or -1 at the end."""
        src, by_char, spare = self.src, self.rules.by_char, self.rules.default
        search = self.rules.search_link if "]" in stop_chars else self.rules.search
        scan = pos
        while match := search(src, scan):
            at = match.start()
            char = src[at]
            if char not in _LATE:
                pass
            elif char in "\"'":
                if at > pos:
                    at -= 1
                    char = src[at]
            elif char == "\n":
                at -= 2
                if at < pos:  # this break is done; its newline may still precede a quote
                    scan = match.end()
                    continue
                char = " "
            elif char == ">":
                if at > pos and src[at - 1] == " ":
                    at -= 1
                    char = " "
            elif char == "[" and at > pos and src[at - 1] == "!":
                at -= 1
                char = "!"
            if stop is not None and char in stop_chars and stop(self, at):
                return at
            for rule in by_char.get(char, spare):
                end = rule(self, at)
                if end is not None:
                    pos = scan = end
                    break
            else:
                pos = scan = at + 1
        return -1


def parse(doc: Document, text: str, line: int) -> list[Element | str]:
    """Return the children that `text` is parsed into."""
    if not doc.span_rules.search(text):
        return [text] if text else []
    state = SpanState(Source(doc, text, line), 0, doc.span_rules)
    state.run(0)
    return state.finish(len(text))
