"""`{% assign name = value | filter %}`."""

from __future__ import annotations

from liquidsite.liquid.codegen import CodeWriter

from ..failures import LiquidSyntaxError
from ..nodes import Tag
from ..parser import Parser
from ..patterns import SIGNATURE, lax

_VALUE = lax(r"\s*=\s*(.*)")


class Assign(Tag):
    __slots__ = ("to", "value")

    blank = True

    def __init__(self, name: str, markup: str, parser: Parser) -> None:
        super().__init__(name, markup, parser)
        for signature in SIGNATURE.finditer(markup):
            if found := _VALUE.match(markup, signature.end()):
                self.to = signature[0]
                self.value = parser.env.parse_output(found[1], parser)
                return
        raise LiquidSyntaxError("Syntax Error in 'assign' - Valid syntax: assign [var] = [source]")

    def emit(self, code: CodeWriter) -> None:
        """Write `c.assign('name', f_size(n('value')))`."""
        code.line(f"c.assign({self.to!r}, {self.value.emit_stored(code)})")
        code.sets(self.to)
