"""`{% increment name %}` and `{% decrement name %}`: counters beside the assigned variables."""

from __future__ import annotations

from liquidsite.liquid.codegen import CodeWriter

from ..nodes import Tag
from ..parser import Parser
from ..patterns import BLANKS


class Increment(Tag):
    """The tag `increment`: prints the counter, then adds one."""

    __slots__ = ("counter",)

    gives_start = True

    def __init__(self, name: str, markup: str, parser: Parser) -> None:
        super().__init__(name, markup, parser)
        self.counter = markup.strip(BLANKS)

    def emit(self, code: CodeWriter) -> None:
        """Write `out(c.count('name', 1)),`."""
        code.depends_on_page()
        code.output(f"c.count({self.counter!r}, 1)")


class Decrement(Increment):
    """The tag `decrement`: subtracts one, then prints the counter."""

    __slots__ = ()

    def emit(self, code: CodeWriter) -> None:
        """Write `out(c.count('name', -1) - 1),`."""
        code.depends_on_page()
        code.output(f"c.count({self.counter!r}, -1) - 1")
