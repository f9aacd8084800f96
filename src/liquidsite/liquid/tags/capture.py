"""`{% capture name %}…{% endcapture %}`."""

from __future__ import annotations

from liquidsite.liquid.codegen import CodeWriter

from ..failures import LiquidSyntaxError
from ..nodes import Block
from ..parser import Parser
from ..patterns import SIGNATURE


class Capture(Block):
    __slots__ = ("to",)

    def read(self, markup: str, parser: Parser) -> None:
        found = SIGNATURE.search(markup)
        if found is None:
            raise LiquidSyntaxError("Syntax Error in 'capture' - Valid syntax: capture [var]")
        self.to = found[0]

    def parse_sections(self, parser: Parser) -> None:
        super().parse_sections(parser)
        self.blank = True

    def emit(self, code: CodeWriter) -> None:
        """Write the body into a buffer, and its text into a variable.

        For example:

            o1, e2 = c.buffer()
            e2((
            'text',
            ))
            c.assign('name', ''.join(o1))
        """
        interrupts = self.body.interrupts
        with code.captured() as text, code.once(interrupts):
            self.body.emit(code)
        code.line(f"c.assign({self.to!r}, {text})")
        code.sets(self.to)
        if interrupts:
            code.check()
