"""`{% link _posts/2021-05-07-title.md %}`: the path may have variables in it."""

from __future__ import annotations

from liquidsite.liquid.codegen import CodeWriter

from ..nodes import Tag
from ..parser import Parser
from ..patterns import BLANKS


class Link(Tag):
    __slots__ = ("path",)

    def __init__(self, name: str, markup: str, parser: Parser) -> None:
        super().__init__(name, markup, parser)
        self.path = parser.parse_markup(markup.strip(BLANKS))

    def emit(self, code: CodeWriter) -> None:
        """Write the path into a buffer, then `out(link(c, ''.join(o1))),`."""
        with code.captured() as path:
            self.path.emit(code)
        code.output(f"link(c, {path})")
