"""`{% case value %}{% when a, b or c %}…{% else %}…{% endcase %}`.

Every `when` that is equal prints its body. `else` prints when none before it matched, and ends the
tag.
"""

from __future__ import annotations

from collections.abc import Iterator

from liquidsite.liquid.codegen import CodeWriter

from ..conditions import Comparison
from ..expressions import NIL, Expression, parse_expression
from ..failures import LiquidSyntaxError
from ..nodes import Block, Body, unexpected
from ..parser import Parser
from ..patterns import FRAGMENT, QUOTED_FRAGMENT, lax

_WHEN = lax(rf"({FRAGMENT})(?:(?:\s+or\s+|\s*,\s*)(?={FRAGMENT}))?")


class Case(Block):
    __slots__ = ("left", "sections")

    def read(self, markup: str, parser: Parser) -> None:
        found = QUOTED_FRAGMENT.search(markup)
        if found is None:
            raise LiquidSyntaxError("Syntax Error in 'case' - Valid syntax: case [condition]")
        self.left = parse_expression(found[0])
        self.sections: list[tuple[Expression | None, Body]] = []

    def section(self, tag: str, markup: str, parser: Parser) -> Body:
        body = Body()
        if tag == "when":
            self.sections += [(value, body) for value in _values(markup)]
        elif tag == "else":
            if markup.strip():
                raise LiquidSyntaxError(
                    "Syntax Error in tag 'case' - Valid else condition: {% else %} (no parameters) "
                )
            self.sections.append((None, body))
        else:
            raise unexpected(tag, self.name)
        return body

    def bodies(self) -> list[Body]:
        return [body for _, body in self.sections]

    @property
    def piles(self) -> bool:  # type: ignore[override]
        return self.interrupts

    def emit(self, code: CodeWriter) -> None:
        """Write an `if` for each value; `else` leaves through a loop of one round.

        For example:

            m1 = False
            for _ in ONCE:
             if equals(n('x'), 1):
              m1 = True
              e((…))
             if not m1:
              m1 = True
              e((…))
              break
        """
        matched = code.name("m")
        code.line(f"{matched} = False")
        # After an interrupted `when`, the next ones are still tried.
        outer, code.pending = code.pending, code.pending or self.interrupts
        with code.once(any(value is None for value, _ in self.sections) or code.pending):
            for value, body in self.sections:
                self._emit_section(code, value, body, matched)
        code.pending = outer
        if self.interrupts:
            code.check()

    def _emit_section(
        self, code: CodeWriter, value: Expression | None, body: Body, matched: str
    ) -> None:
        equal = Comparison(self.left, "==", value or NIL)
        with code.block(f"if {equal.emit(code) if value else f'not {matched}'}:"):
            code.line(f"{matched} = True")
            with code.once(code.pending):
                body.emit(code)
            if value is None:
                code.line("break")


def _values(markup: str) -> Iterator[Expression]:
    position, more = 0, True
    while more:
        found = _WHEN.search(markup, position)
        if found is None:
            raise LiquidSyntaxError(
                "Syntax Error in tag 'case' - "
                "Valid when condition: {% when [condition] [or condition2...] %}"
            )
        yield parse_expression(found[1])
        more = found.end() > found.end(1)
        position = found.end()
