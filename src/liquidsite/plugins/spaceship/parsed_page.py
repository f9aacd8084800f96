"""The text of a page, with the document that it is."""

from __future__ import annotations

from functools import cached_property

from liquidsite.plugins.html.document import HtmlDocument, parse_document


class ParsedPage:
    """A page; `document` is parsed once, so who changes it returns a new text."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def document(self) -> HtmlDocument:
        return parse_document(self.text)
