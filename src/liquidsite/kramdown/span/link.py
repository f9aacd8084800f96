"""Links and images: inline, by reference, and the reference's short forms."""

from __future__ import annotations

import re

from liquidsite.kramdown.attributes import apply
from liquidsite.kramdown.document import normalize_link_id
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.patterns import SPACES
from liquidsite.kramdown.span.state import LINK, SpanState

_start = re.compile(r"!?\[(?=[^^])").match
_reference = re.compile(r"[ \t\r\n\f\v]*?\[([^\]]+)?\]").match
_angled = re.compile(r"\(<(.*?)>").match
_paren = re.compile(r"\(|\)|[ \t\r\n\f\v](?=['\"])").search
_title = re.compile(r"[ \t\r\n\f\v]*?([\"'])((?s:.+?))\1[ \t\r\n\f\v]*?\)").match
_escaped = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=-])")


def parse(state: SpanState, at: int) -> int | None:
    match = _start(state.src, at)
    if match is None:
        return None
    start = match.end()
    is_image = match[0] == "!["
    if not is_image and state.inside & LINK:
        return start  # no links in links
    element = _Link(state, at, start, "img" if is_image else "a").parse()
    return start if element is None else element


class _Link:
    """A link whose text starts at `start`; `parse` gives its end, or None when it is none."""

    def __init__(self, state: SpanState, at: int, start: int, kind: str) -> None:
        self.state = state
        self.at = at
        self.start = start
        self.close = -1
        self.element = Element(kind)

    def parse(self) -> int | None:
        state, source, start = self.state, self.state.source, self.start
        key = (start, self.element.type, state.inside)
        if key in source.failed or source.find("]", start) < 0:
            return None
        end = self.read_target() if self.read_text() else None
        if end is None:
            source.failed.add(key)
        return end

    def read_text(self) -> bool:
        """Read the link's text; whether there is a bracket that closes it."""
        state, start = self.state, self.start
        inner = SpanState(state.source, start, state.rules, self.element.type, state.inside | LINK)
        depth = 1

        def closes(inner: SpanState, at: int) -> bool:
            nonlocal depth
            char = inner.src[at]
            if char == "!" and not inner.src.startswith("[", at + 1):
                return False
            depth += -1 if char == "]" else 1
            images = sum(not isinstance(c, str) and c.type == "img" for c in inner.children)
            return depth == images

        close = inner.run(start, closes, "[]!")
        if close < 0:
            return False
        self.close = close
        self.element.children = inner.finish(close)
        return True

    def read_target(self) -> int | None:
        """What the link leads to; the position after it."""
        src, pos = self.state.src, self.close + 1
        reference = _reference(src, pos)
        if reference or not src.startswith("(", pos):
            return self.by_reference(reference)
        if match := _angled(src, pos):
            url, pos = match[1], match.end()
            if src.startswith(")", pos):
                return self.add(url, None, pos + 1)
        else:
            stop, balanced = _url_end(src, pos)
            url = src[pos + 1 : stop - 1].strip(SPACES)
            pos = stop
            if balanced:
                return self.add(url, None, pos)
        if match := _title(src, pos):
            return self.add(url, match[2], match.end())
        return None

    def by_reference(self, reference: re.Match[str] | None) -> int | None:
        doc = self.state.doc
        written = reference[1] if reference else None
        name = normalize_link_id(written or self.alt())
        found = doc.link_defs.get(name)
        if found is None:
            if written is None:
                self.state.source.warn(
                    f"No link definition for link ID '{name}' found on line {{line}}", self.at
                )
            return None
        if found.mark is not None and found.mark.ial is not None:
            self.element.ial = found.mark.ial
            apply(self.element.attr, found.mark.ial, doc.alds)
        end = reference.end() if reference else self.close + 1
        return self.add(found.url, found.title, end)

    def alt(self) -> str:
        return _escaped.sub(r"\1", self.state.src[self.start : self.close])

    def add(self, url: str, title: str | None, end: int) -> int:
        element = self.element
        if element.type == "a":
            element.attr["href"] = url
        else:
            element.attr["src"] = url
            element.attr["alt"] = self.alt()
            element.children = []
        if title is not None:
            element.attr["title"] = title
        return self.state.push(self.at, element, end)


def _url_end(src: str, pos: int) -> tuple[int, bool]:
    """Where the URL in parentheses at `pos` ends, and whether the parentheses are balanced.

    A space before a quote ends the URL as well: a title follows.
    """
    depth = 0
    while match := _paren(src, pos):
        pos = match.end()
        if match[0] == "(":
            depth += 1
        elif match[0] == ")":
            depth -= 1
            if depth == 0:
                return pos, True
        else:
            break
    return pos, False
