"""The finished tree as HTML: one handler for each type of element."""

from __future__ import annotations

from liquidsite.kramdown.document import Document
from liquidsite.kramdown.html import block, footnotes, span, toc
from liquidsite.kramdown.html.converter import Converter, Handler

HANDLERS: dict[str, Handler] = {
    "blank": block.blank,
    "p": block.paragraph,
    "codeblock": block.codeblock,
    "blockquote": block.blockquote,
    "header": block.header,
    "hr": block.hr,
    "ul": block.list_,
    "ol": block.list_,
    "li": block.item,
    "dl": block.container,
    "dt": block.term,
    "dd": block.item,
    "table": block.container,
    "thead": block.container,
    "tbody": block.container,
    "tfoot": block.container,
    "tr": block.row,
    "td": block.lone_cell,
    "th": block.lone_cell,
    "html_element": block.html_element,
    "xml_comment": block.markup,
    "xml_pi": block.markup,
    "comment": block.comment,
    "raw": block.raw,
    "math": block.math,
    "a": span.element,
    "em": span.element,
    "strong": span.element,
    "img": span.image,
    "br": span.br,
    "codespan": span.codespan,
    "footnote": span.footnote,
    "entity": span.entity_,
    "typographic_sym": span.typographic_symbol,
    "smart_quote": span.smart_quote,
    "abbreviation": span.abbreviation,
}


def render(doc: Document) -> str:
    """Return the whole document, footnotes and table of contents in their places."""
    converter = Converter(doc, HANDLERS)
    html = converter.inner(doc.root, -2)
    notes = footnotes.html(converter)
    if converter.footnotes_mark:
        html = html.replace(converter.footnotes_mark, notes, 1)
    else:
        html += notes
    if converter.toc_mark:
        html = html.replace(converter.toc_mark, toc.html(converter), 1)
    return html
