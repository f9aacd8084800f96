"""Links in the source of a Markdown text, by the rules of jekyll-relative-links.

An inline link is `[text](path#fragment "title")`, a definition `[name]: path#fragment "title"`
on lines of its own. The text is not parsed any further: code holds links too. Every part of the
text is looked at a bounded number of times.

With `images_in_texts`, the rule of version 0.8, the text of a link may hold images, and ends at the
first `](` that belongs to none: `[![alt](image.png)](page.md)` leads to `page.md`. Before, it led
to `image.png`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

_SPACE = " \t\r\n\f\v"
_WHITE = re.compile(f"[{_SPACE}]*+")
# Where a path can end before its link does: at a fragment, or before a title.
_BREAK = re.compile(f'#|(?<![{_SPACE}])[{_SPACE}]++"')
_TITLE_START = re.compile(f'[{_SPACE}]++"')
# Where the text of a link can end, or where an image in it can begin.
_MARK = re.compile(r"\n|!\[|\]\(")

# The fragment and the title of a link, and where they end.
Tail: TypeAlias = tuple[str, str, int]
# Where a link ends whose parts end at a position; None when it does not end there.
End: TypeAlias = Callable[[int], int | None]


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written; `fragment` has its `#`, `title` its quotes and the space before."""

    start: int
    end: int
    text: str
    path: str
    fragment: str
    title: str
    is_inline: bool

    def written(self, path: str) -> str:
        """Return the link with another path."""
        if self.is_inline:
            return f"[{self.text}]({path}{self.fragment}{self.title})"
        return f"\n[{self.text}]: {path}{self.fragment}{self.title}"


def replace_links(
    text: str, address: Callable[[Link], str | None], *, images_in_texts: bool = False
) -> str:
    """Replace the path of each link in `text` for which `address` returns another."""
    out: list[str] = []
    at = 0
    for link in links(text, images_in_texts=images_in_texts):
        path = address(link)
        if path is not None:
            out += (text[at : link.start], link.written(path))
            at = link.end
    return "".join(out) + text[at:] if out else text


def links(text: str, *, images_in_texts: bool = False) -> Iterator[Link]:
    """Yield the links of `text`, in order."""
    scanner = _ImageScanner(text) if images_in_texts else _Scanner(text)
    end = 0
    at = text.find("[")
    while at >= 0:
        link = scanner.link(at, end)
        if link is not None:
            yield link
            end = link.end
        at = text.find("[", max(at + 1, end))


class _Next:
    """Searches that never go back: the next match at or after growing positions."""

    def __init__(self, pattern: str, text: str) -> None:
        self.pattern = re.compile(pattern)
        self.text = text
        self.start = self.found = -1

    def at(self, position: int) -> int:
        """Return where the next match begins, or the length of the text."""
        if not self.start <= position <= self.found:
            match = self.pattern.search(self.text, position)
            self.start = position
            self.found = match.start() if match else len(self.text)
        return self.found


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.line_end = _Next(r"\n", text)
        self.inline = _Next(r"\]\((?=[^)])", text)
        self.definition = _Next(r"\]: (?=[^\n])", text)
        self.parenthesis = _Next(r"\)", text)
        self.quotes = (_Next(r'(?<!\\)"', text), _Next(r"(?<!\\)'", text))

    def link(self, at: int, after: int) -> Link | None:
        """Return the link whose `[` is at `at`, behind the position `after`."""
        start = self._line_start(at, after)
        if start == at or start is None:
            inline = self._inline(at)
            if inline is not None or start is None:
                return inline
        return self._definition(at, start) or (self._inline(at) if start < at else None)

    def _line_start(self, at: int, after: int) -> int | None:
        """Return the first start of a line after which there is nothing but space up to `at`."""
        white = at
        while white > after and self.text[white - 1] in _SPACE:
            white -= 1
        if white == 0 or self.text[white - 1] == "\n":
            return white
        line_end = self.text.find("\n", white, at)
        return None if line_end < 0 else line_end + 1

    def _inline(self, at: int) -> Link | None:
        middle = self._text_end(at)
        if middle is None:
            return None
        start = middle + 2
        close = self.parenthesis.at(start)
        if close >= len(self.text):
            return None
        path_end, (fragment, title, end) = self._parts(start + 1, close, self._closed)
        text = self.text
        return Link(at, end, text[at + 1 : middle], text[start:path_end], fragment, title, True)

    def _text_end(self, at: int) -> int | None:
        """Return where the text of an inline link ends whose `[` is at `at`."""
        middle = self.inline.at(at + 1)
        return middle if middle < self.line_end.at(at) else None

    def _definition(self, at: int, line_start: int) -> Link | None:
        middle = self.definition.at(at + 1)
        line_end = self.line_end.at(at)
        if middle >= line_end:
            return None
        text, start = self.text, middle + 3
        last = start + max(len(text[start:line_end].rstrip(_SPACE)), 1)
        path_end, (fragment, title, end) = self._parts(start + 1, last, self._line_ended)
        name, path = text[at + 1 : middle], text[start:path_end]
        return Link(line_start, end, name, path, fragment, title, False)

    def _parts(self, at: int, last: int, end: End) -> tuple[int, Tail]:
        """Return where the path ends, at `at` or later, and what follows; at `last` all may end."""
        tail = self._title(at, end)
        if tail is not None:
            return at, tail
        no_fragment_before = at
        for match in _BREAK.finditer(self.text, at, last):
            found = match.start()
            if self.text[found] != "#":
                tail = self._title(found, end)
            elif found >= no_fragment_before:
                tail = self._fragment(found, end)
                no_fragment_before = self.line_end.at(found)
            else:
                tail = None
            if tail is not None:
                return found, tail
        tail = self._title(last, end) or self._plain(last, end)
        assert tail is not None
        return last, tail

    def _fragment(self, at: int, end: End) -> Tail | None:
        line_end = self.line_end.at(at)
        for position in range(at + 2, line_end + 1):
            if position > at + 2 and self._is_inside_space(position):
                continue
            tail = self._title(position, end) or self._plain(position, end)
            if tail is not None:
                return self.text[at:position], tail[1], tail[2]
        return None

    def _title(self, at: int, end: End) -> Tail | None:
        opening = _TITLE_START.match(self.text, at)
        if opening is None:
            return None
        for quote in self.quotes:
            close = quote.at(opening.end()) + 1
            final = end(close) if close <= len(self.text) else None
            if final is not None:
                return "", self.text[at:close], final
        return None

    def _is_inside_space(self, at: int) -> bool:
        return self.text[at - 1] in _SPACE and self.text[at : at + 1] in _SPACE

    def _plain(self, at: int, end: End) -> Tail | None:
        final = end(at)
        return None if final is None else ("", "", final)

    def _closed(self, at: int) -> int | None:
        return at + 1 if self.text.startswith(")", at) else None

    def _line_ended(self, at: int) -> int | None:
        white = _WHITE.match(self.text, at)
        assert white is not None
        line_end = self.text.find("\n", at, white.end())
        if line_end >= 0:
            return line_end
        return white.end() if white.end() == len(self.text) else None


class _ImageScanner(_Scanner):
    """Finds links whose texts may hold images.

    At each mark the possible ways go on: past an image, past its brackets alone, or into it. The
    marks are looked at from the last to the first, so that those a way leads to are known.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.marks = [match.start() for match in _MARK.finditer(text)]
        self.brackets = [match.start() for match in re.finditer(r"\]", text)]
        self.closings = [match.start() for match in re.finditer(r"\)", text)]
        # Mark → where the text of a link ends that comes by it, and how far it can reach at most.
        self._ends: dict[int, tuple[int | None, int]] = {len(text): (None, len(text))}
        for mark in reversed(self.marks):
            self._ends[mark] = self._end(mark)

    def _end(self, mark: int) -> tuple[int | None, int]:
        if not self.text.startswith("![", mark):
            closing = self._next(self.closings, mark)
            is_end = self.text[mark] == "]" and mark + 2 < closing < len(self.text)
            return mark if is_end else None, mark
        ways = [self._ends[self._next(self.marks, after)] for after in self._after_image(mark)]
        end = next((end for end, _ in ways if end is not None), None)
        return end, max(reach for _, reach in ways)

    def _after_image(self, mark: int) -> Iterator[int]:
        """Yield where a text goes on that takes the image at `mark` whole, in part, or not."""
        bracket = self._next(self.brackets, mark + 2)
        if bracket < len(self.text):
            closing = self._next(self.closings, bracket)
            if self.text.startswith("](", bracket) and closing < len(self.text):
                yield closing + 1
            yield bracket + 1
        yield mark + 1

    def _next(self, positions: list[int], at: int) -> int:
        """Return the first of `positions` from `at` on, or the length of the text."""
        index = bisect_left(positions, at)
        return positions[index] if index < len(positions) else len(self.text)

    def _text_end(self, at: int) -> int | None:
        return self._ends[self._next(self.marks, at + 1)][0]

    def _definition(self, at: int, line_start: int) -> Link | None:
        link = super()._definition(at, line_start)
        if link is None:
            return None
        _, reach = self._ends[self._next(self.marks, at + 1)]
        return link if at + len(link.text) < reach else None
