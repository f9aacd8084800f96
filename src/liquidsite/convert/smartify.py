"""Jekyll's SmartyPants converter, behind the `smartify` filter: it matches no file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from liquidsite.kramdown.block import BlockRules
    from liquidsite.kramdown.document import Document
    from liquidsite.kramdown.span import SpanRules

# kramdown's rules that count here, in the order in which the converter tries them; what no block
# rule takes is text without a paragraph.
_BLOCK_RULES = ("block_html",)
_SPAN_RULES = ("smart_quotes", "html_entity", "typographic_syms", "span_html")


class Smartify:
    """Curly quotes, dashes and ellipses in text that is otherwise left as it is."""

    name = "smartify"
    priority = -10

    def __init__(self, config: Mapping[str, Any]) -> None:
        self._options = {**(config.get("kramdown") or {}), "input": "kramdown"}

    def matches(self, ext: str) -> bool:
        return False

    def output_ext(self, ext: str) -> str:
        return ext

    def convert(self, text: str) -> str:
        from liquidsite.kramdown import html, tree

        document = self._document()
        lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
        tree.parse(document, f"{lines}\n")
        return html.render(document).removesuffix("\n")

    def _document(self) -> Document:
        from liquidsite.kramdown import options
        from liquidsite.kramdown.document import Document

        blocks, spans = self._rules
        return Document(options.parse(self._options)[0], blocks, spans)

    @cached_property
    def _rules(self) -> tuple[BlockRules, SpanRules]:
        from liquidsite.kramdown import block, span

        blocks = tuple(rule for rule in block.KRAMDOWN if rule.name in _BLOCK_RULES)
        by_name = {rule.name: rule for rule in span.RULES}
        spans = tuple(by_name[name] for name in _SPAN_RULES)
        return block.BlockRules(blocks), span.SpanRules(spans)
