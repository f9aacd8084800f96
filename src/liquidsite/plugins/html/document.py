"""Whole documents: `html`, `head` and `body` are there even where their tags are not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from liquidsite.plugins.html.reading import Builder, read, read_comment, read_instruction
from liquidsite.plugins.html.tree import Element, Text
from liquidsite.plugins.html.writing import to_html

_SPACE = " \t\r\n"
_DOCTYPE = re.compile(
    r"<!doctype[ \t\r\n]*(?P<name>[A-Za-z_:][\w:.-]*)?[ \t\r\n]*"
    r"(?:public[ \t\r\n]*(?P<public>\"[^\"]*\"|'[^']*')[ \t\r\n]*(?P<after>\"[^\"]*\"|'[^']*')?"
    r"|system[ \t\r\n]*(?P<system>\"[^\"]*\"|'[^']*'))?[^>]*(?:>|\Z)",
    re.IGNORECASE,
)
_DEFAULT_DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN" '
    '"http://www.w3.org/TR/REC-html40/loose.dtd">'
)
_LEGACY = "about:legacy-compat"
_IN_HEAD = frozenset(["base", "link", "meta", "script", "style", "title"])
_IN_FRAMESETS = frozenset(["frame", "frameset", "noframes"])
# Where text needs a paragraph around it: before the body, and after it.
_WITHOUT_TEXT = frozenset(["", "html", "head"])
_CHARSET = "text/html; charset=UTF-8"


@dataclass(eq=False, slots=True)
class HtmlDocument:
    """A document; below `root`, which has no name, stands `html`, perhaps among comments."""

    doctype: str
    root: Element

    def first(self, name: str) -> Element | None:
        """Return the first element of that name; None without any."""
        return next((element for element in self.root.walk() if element.name == name), None)

    def __str__(self) -> str:
        """Write the document, whose head says then that it is in UTF-8."""
        _declare_charset(self.root)
        return f"{self.doctype}\n{to_html(self.root)}\n"


def parse_document(html: str) -> HtmlDocument:
    """Return the tree of a document."""
    builder = _DocumentBuilder()
    doctype, at = _read_prolog(builder, html)
    builder.has_doctype = doctype is not None
    read(builder, html, at)
    return HtmlDocument(doctype or _DEFAULT_DOCTYPE, builder.root)


def _read_prolog(builder: Builder, html: str) -> tuple[str | None, int]:
    """Return the document type, None without one, and where the elements begin."""
    doctype = None
    at = 0
    while True:
        while html[at : at + 1] and html[at] in _SPACE:
            at += 1
        if html.startswith("<!--", at):
            at = read_comment(builder, html, at + 4)
        elif html.startswith("<?", at):
            at = read_instruction(builder, html, at + 2)
        elif doctype is None and (match := _DOCTYPE.match(html, at)):
            doctype, at = _doctype(match), match.end()
        else:
            return doctype, at


def _doctype(match: re.Match[str]) -> str:
    written = f"<!DOCTYPE {match['name'] or ''}"
    if match["public"] is not None:
        written += f' PUBLIC "{match["public"][1:-1]}"'
        if match["after"] is not None:
            written += f' "{match["after"][1:-1]}"'
    elif match["system"] is not None and match["system"][1:-1] != _LEGACY:
        written += f' SYSTEM "{match["system"][1:-1]}"'
    return f"{written}>"


class _DocumentBuilder(Builder):
    """The tree of a document; `ignored` counts the start tags that had no place."""

    def __init__(self) -> None:
        super().__init__()
        self.has_doctype = False
        self.ignored = 0
        self._has_head = False
        self._has_body = False

    def end_text(self) -> None:
        if self.pieces and self.open[-1].name in _WITHOUT_TEXT:
            text, self.pieces = self.pieces, []
            if any(piece.strip(_SPACE) for piece in text):
                self.end_elements("p")
                self._imply("p")
                self._open(Element("p"))
            elif len(self.open) == 1:
                return
            self.pieces = text
        super().end_text()

    def lone_angle(self) -> None:
        if self.open[-1].name not in _WITHOUT_TEXT or any(p.strip(_SPACE) for p in self.pieces):
            super().lone_angle()
            return
        self.end_text()
        if len(self.open) > 1:
            self.open[-1].children.append(Text("<"))

    def takes(self, name: str) -> bool:
        self.end_elements(name)
        self._imply(name)
        depth = len(self.open) - 1
        is_misplaced = (
            (name == "html" and depth > 0)
            or (name == "head" and depth != 1)
            or (name == "body" and any(element.name == "body" for element in self.open))
        )
        if is_misplaced:
            self.ignored += 1
            return False
        self._note(name)
        return True

    def _note(self, name: str) -> None:
        self._has_head |= name in ("head", "body")
        self._has_body |= name == "body"
        if name == "html":
            self._reopen()

    def _reopen(self) -> None:
        """Put a second `html`, and what follows it, inside the first."""
        if not self.has_doctype and self.root.children:
            first = self.root.children[0]
            if isinstance(first, Element):
                self.open[0] = first

    def _imply(self, name: str) -> None:
        """Open the elements that are around one of that name."""
        if name == "html":
            return
        if len(self.open) == 1:
            self._open(Element("html"))
        if name in ("body", "head"):
            return
        if len(self.open) == 2 and name in _IN_HEAD:
            if not self._has_head:
                self._open(Element("head"))
        elif (
            name not in _IN_FRAMESETS
            and not self._has_body
            and not any(element.name in ("body", "head") for element in self.open)
        ):
            self._open(Element("body"))

    def _open(self, element: Element) -> None:
        self._note(element.name)
        self.open[-1].children.append(element)
        self.open.append(element)

    def end(self, name: str) -> None:
        if self.pieces and self.open[-1].name in _WITHOUT_TEXT:
            self.end_text()
        if self.ignored and name in ("html", "head", "body"):
            self.ignored -= 1
        else:
            super().end(name)
            if len(self.open) == 1:
                self.open[0] = self.root


def _declare_charset(root: Element) -> None:
    html = next((node for node in root.children if _is_named(node, "html")), None)
    nodes = html.children if isinstance(html, Element) else []
    head = next((node for node in nodes if _is_named(node, "head")), None)
    if not isinstance(head, Element):
        return
    for node in head.children:
        if isinstance(node, Element) and node.name == "meta":
            kind = node.attributes.get("http-equiv") or ""
            content = node.attributes.get("content")
            if kind.lower() == "content-type" and content is not None:
                if "utf-8" not in content.lower():
                    node.attributes["content"] = _CHARSET
                return
    meta = Element("meta", {"http-equiv": "Content-Type", "content": _CHARSET})
    head.children.insert(0, meta)


def _is_named(node: object, name: str) -> bool:
    return isinstance(node, Element) and node.name == name
