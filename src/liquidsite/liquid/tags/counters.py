"""`{% increment name %}` and `{% decrement name %}`: counters beside the assigned variables."""

from __future__ import annotations

from liquidsite.liquid.codegen import CodeWriter

from ..nodes import Tag
from ..parser import Parser
from ..patterns import BLANKS


class Increment(Tag):
    """Prints the counter, then adds one."""

    __slots__ = ("counter",)

    def __init__(self, name: str, markup: str, parser: Parser) -> None:
        super().__init__(name, markup, parser)
        self.counter = markup.strip(BLANKS)

    def emit(self, code: CodeWriter) -> None:
        code.depends_on_page()
        code.value(f"str(c.count({self.counter!r}, 1))")


class Decrement(Increment):
    """Takes one away, then prints the counter."""

    __slots__ = ()

    def emit(self, code: CodeWriter) -> None:
        code.depends_on_page()
        code.value(f"str(c.count({self.counter!r}, -1) - 1)")
