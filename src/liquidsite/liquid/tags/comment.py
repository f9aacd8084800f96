"""`{% comment %}…{% endcomment %}`: parsed, so that errors inside it count, and not rendered."""

from __future__ import annotations

from liquidsite.liquid.codegen import CodeWriter

from ..nodes import Block, Body
from ..parser import Parser


class Comment(Block):
    __slots__ = ()

    def parse_sections(self, parser: Parser) -> None:
        super().parse_sections(parser)
        self.blank = True

    def section(self, tag: str, markup: str, parser: Parser) -> Body:
        return self.body

    def bodies(self) -> list[Body]:
        return []

    def emit(self, code: CodeWriter) -> None:
        """Write nothing."""
