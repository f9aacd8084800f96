"""Links and images: inline, by reference, and the reference's short forms."""

from __future__ import annotations

import re

from liquidsite.kramdown.attributes import apply
from liquidsite.kramdown.document import normalize_link_id
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.patterns import SPACES
from liquidsite.kramdown.span.brackets import IMAGE, LinkText, url_end
from liquidsite.kramdown.span.state import LINK, SpanState

_start = re.compile(r"!?\[(?=[^^])").match
_reference = re.compile(r"[ \t\r\n\f\v]*?\[([^\]]+)?\]").match
_quote = re.compile(r"[ \t\r\n\f\v]*(['\"])").match
_end_of_title = {
    "'": re.compile(r"'[ \t\r\n\f\v]*\)"),
    '"': re.compile(r"\"[ \t\r\n\f\v]*\)"),
}
_escaped = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=-])")


def parse(state: SpanState, at: int) -> int | None:
    match = _start(state.src, at)
    if match is None:
        return None
    start = match.end()
    is_image = match[0] == "!["
    if not is_image and state.inside & LINK:
        return start  # no links in links
    end = _Link(state, at, start, "img" if is_image else "a").parse()
    return start if end is None else end


class _Link:
    """A link whose text starts at `start`; `parse` returns its end, or None when it is none."""

    def __init__(self, state: SpanState, at: int, start: int, kind: str) -> None:
        self.state = state
        self.at = at
        self.start = start
        self.close = -1
        self.element = Element(kind, IMAGE if kind == "img" else None)
        self.title: str | None = None

    def parse(self) -> int | None:
        text = LinkText(self.state, self.start, self.element.type)
        children: list[Element | str] | None = None
        if text.known is None:
            if self.state.source.find("]", self.start) < 0:
                return None
            children = text.read()
        assert text.known is not None
        self.close, has_brackets = text.known
        end = self.read_target(has_brackets) if self.close >= 0 else None
        if end is None:
            return None
        if self.element.type == "a":
            # Reading the text may have side effects (footnotes), so a known text is read again.
            self.element.children = text.read() or [] if children is None else children
        return self.state.push(self.at, self.element, end)

    def read_target(self, has_brackets: bool) -> int | None:
        """Read what the link leads to; the position after it."""
        source, src, pos = self.state.source, self.state.src, self.close + 1
        if src.startswith("(", pos):
            return self.read_url(pos)
        if source.find("]", pos) >= 0 and (reference := _reference(src, pos)):
            return self.refer(reference[1], reference.end(), has_brackets)
        return self.refer(None, pos, has_brackets)

    def read_url(self, pos: int) -> int | None:
        src, source = self.state.src, self.state.source
        start = pos + 1
        if src.startswith("<", start) and (stop := self.angle_end(start + 1)) >= 0:
            start, pos = start + 1, stop + 1
            if src.startswith(")", pos):
                return self.add(src[start:stop], None, pos + 1)
        else:
            pos, balanced = url_end(source, pos)
            stop = pos - 1
            if balanced:
                return self.add(src[start:stop].strip(SPACES), None, pos)
        quote = _quote(src, pos)
        end = source.search(_end_of_title[quote[1]], quote.end() + 1) if quote else None
        if quote is None or end is None:
            return None
        return self.add(src[start:stop].strip(SPACES), src[quote.end() : end.start()], end.end())

    def angle_end(self, pos: int) -> int:
        """Return the `>` that ends a URL in angle brackets, on the same line.

        -1 if there is none.
        """
        source = self.state.source
        stop, newline = source.find(">", pos), source.find("\n", pos)
        return -1 if 0 <= newline < stop else stop

    def refer(self, written: str | None, end: int, has_brackets: bool) -> int | None:
        """Return a link by reference; its text is the reference if none is written."""
        doc = self.state.doc
        if written is None and has_brackets and not doc.options.link_defs:
            self.warn("…")  # the id of a definition has no brackets
            return None
        name = normalize_link_id(written or self.alt())
        found = doc.link_defs.get(name)
        if found is None:
            if written is None:
                self.warn(name)
            return None
        if found.mark is not None and found.mark.ial is not None:
            self.element.ial = found.mark.ial
            apply(self.element.attr, found.mark.ial, doc.alds)
        return self.add(found.url, found.title, end)

    def warn(self, name: str) -> None:
        self.state.source.warn(
            f"No link definition for link ID '{name}' found on line {{line}}", self.at
        )

    def alt(self) -> str:
        return _escaped.sub(r"\1", self.state.src[self.start : self.close])

    def add(self, url: str, title: str | None, end: int) -> int:
        attr = self.element.attr
        if self.element.type == "a":
            attr["href"] = url
        else:
            attr["src"] = url
            attr["alt"] = self.alt()
        if title is not None:
            attr["title"] = title
        return end
