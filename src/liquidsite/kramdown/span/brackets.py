"""Which bracket closes a link's text, and where the URL in parentheses after it ends.

Both are asked for at every opening bracket or parenthesis. One reading answers for all those
that it passes, so that brackets by the thousand, none of them a link, stay cheap.
"""

from __future__ import annotations

import re

from liquidsite.kramdown.element import Element
from liquidsite.kramdown.span.state import LINK, Source, SpanState

IMAGE = "!["  # the value of an `img` that is written so, and not as HTML
_quote = re.compile(r"['\"]").search
_paren = re.compile(r"\(|\)|[ \t\r\n\f\v](?=['\"])").finditer


class LinkText:
    """A link's text: from `start` to the bracket that closes it.

    `known` says where it ends (-1: nowhere), and whether there are brackets in it; None before it
    is read for the first time.
    """

    def __init__(self, state: SpanState, start: int, kind: str) -> None:
        self._state = state
        self._kind = kind
        self._brackets = state.source.brackets
        self._inside = state.inside | LINK
        self._start = start
        self._open = [start]
        self._last_close = -1
        self._seen = 0
        self.known = self._brackets.get((start, self._inside))

    def read(self) -> list[Element | str] | None:
        """Return the text's elements; None when no bracket closes it."""
        src, start = self._state.src, self._start
        close = self._state.next_special(start)
        if close >= 0 and src[close] == "]":  # most have only text in them
            self.known = self._brackets[start, self._inside] = (close, False)
            return [src[start:close]] if close > start else []
        inner = SpanState(self._state.source, start, self._state.rules, self._kind, self._inside)
        close = inner.run_inner(start, self._closes, "[]!")
        self._forget_images(inner.children)
        for unclosed in self._open:
            self._brackets[unclosed, self._inside] = (-1, True)
        self.known = self._brackets[start, self._inside]
        return None if close < 0 else inner.finish(close)

    def _closes(self, inner: SpanState, at: int) -> bool:
        """Count the bracket at `at`; whether it closes the text."""
        src = inner.src
        self._forget_images(inner.children)
        if src[at] == "]":
            start = self._open.pop()
            self._brackets[start, self._inside] = (at, self._last_close >= start)
            self._last_close = at
            return not self._open
        if src[at] == "[":
            self._open.append(at + 1)
        elif src.startswith("[", at + 1):
            self._open.append(at + 2)
        return False

    def _forget_images(self, children: list[Element | str]) -> None:
        """Forget an image, which has closed its own bracket."""
        for index in range(self._seen, len(children)):
            child = children[index]
            if not isinstance(child, str) and child.type == "img" and child.value == IMAGE:
                self._open.pop()
        self._seen = len(children)


def url_end(source: Source, pos: int) -> tuple[int, bool]:
    """Return where the URL in parentheses at `pos` ends, and whether they are balanced.

    A space before a quote ends the URL as well, as a title follows.
    """
    known = source.url_ends.get(pos)
    if known is not None:
        return known
    close, inner = source.find(")", pos), source.find("(", pos + 1)
    if close >= 0 and not pos < inner < close and not _quote(source.text, pos, close):
        return close + 1, True
    opened: list[int] = []
    end = pos
    for match in _paren(source.text, pos):
        end = match.end()
        if match[0] == "(":
            opened.append(match.start())
        elif match[0] != ")":
            break
        else:
            source.url_ends[opened.pop()] = (end, True)
            if not opened:
                break
    for start in opened:
        source.url_ends[start] = (end, False)
    return source.url_ends[pos]
