"""From blocks to the finished tree: spans are read once all definitions are known.

Also here: what attribute lists say is set, end-of-block marks go, neighbouring blank lines
become one, and headers get GFM's ids, in document order.
"""

from __future__ import annotations

from liquidsite.kramdown import gfm
from liquidsite.kramdown.abbreviations import Abbreviations
from liquidsite.kramdown.attributes import apply
from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.checkpoint import checkpoint
from liquidsite.kramdown.document import Document
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.span import parse as parse_spans


def parse(doc: Document, text: str) -> None:
    """Parse `text`, whose lines end in a newline each, into `doc.root`."""
    BlockState(doc, text, 1, doc.root).parse()
    _finish(doc, doc.root, native=True)
    abbreviations = Abbreviations(doc) if doc.abbreviations else None
    if abbreviations:
        abbreviations.replace_in(doc.root)
    # A footnote's text may use a footnote in turn; the list grows no more, all are defined.
    for footnote in doc.footnotes.values():
        _finish(doc, footnote.content, native=False)
        if abbreviations:
            abbreviations.replace_in(footnote.content)
    for name, footnote in doc.footnotes.items():
        if not footnote.used:
            doc.warn(
                f"Footnote definition for '{name}' on line {{line}} is unreferenced - ignoring",
                footnote.content.line,
            )
    if doc.gfm:
        gfm.update(doc, text)


def _finish(doc: Document, element: Element, *, native: bool) -> None:
    """Finish a tree; `native` is False in footnotes and HTML elements.

    Headers in those get kramdown's ids.
    """
    checkpoint()
    raw, element.raw = element.raw, None
    if doc.keeps_source and raw is not None:
        element.options["source"] = raw
    if raw is not None and not element.children:
        element.children = parse_spans(doc, raw, element.line)
        return
    children: list[Element | str] = []
    last_blank: Element | None = None
    for child in element.children:
        if isinstance(child, str):
            last_blank = None
            children.append(child)
        elif child.type == "blank":
            if last_blank is None:
                last_blank = child
                children.append(child)
        elif child.type == "eob":
            if child.ial is not None:
                apply(child.attr, child.ial, doc.alds)
        elif child.type == "raw_text":
            last_blank = None
            children.extend(parse_spans(doc, child.raw or "", element.line))
        else:
            last_blank = None
            _finish(doc, child, native=native and child.type != "html_element")
            if child.ial is not None:
                apply(child.attr, child.ial, doc.alds)
            if child.type == "header" or child.type == "dt":
                _set_raw_text(doc, child)
            if native and child.type == "header":
                doc.headers.append(child)
            children.append(child)
    if raw is not None:  # text that followed a converted HTML paragraph
        children.extend(parse_spans(doc, raw, element.line))
    element.children = children


def _set_raw_text(doc: Document, child: Element) -> None:
    """Set the text that the id of a header or of a term is made from."""
    if child.type == "dt" or doc.gfm or doc.options.auto_id_stripping:
        child.options["raw_text"] = gfm.raw_text(child) if doc.gfm else _text(child)


def _text(element: Element) -> str:
    return "".join(c if isinstance(c, str) else _text(c) for c in element.children)
