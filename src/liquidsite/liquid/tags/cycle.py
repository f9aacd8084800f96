"""`{% cycle 'a', 'b' %}` and `{% cycle group: 'a', 'b' %}`."""

from __future__ import annotations

from liquidsite.liquid.codegen import CodeWriter
from liquidsite.ruby.values import MethodLiteral, inspect

from ..expressions import NIL, Expression, Literal, parse_expression
from ..failures import LiquidSyntaxError
from ..nodes import Tag
from ..parser import Parser
from ..patterns import QUOTED, QUOTED_FRAGMENT, lax

_NAMED = lax(rf"""({QUOTED}|(?:[^\s,|'"]|{QUOTED})+)\s*:\s*(.*)""")


class Cycle(Tag):
    __slots__ = ("group", "values")

    gives_start = True

    def __init__(self, name: str, markup: str, parser: Parser) -> None:
        super().__init__(name, markup, parser)
        named = _NAMED.match(markup)
        if named:
            self.values = _values(named[2])
            self.group = parse_expression(named[1])
        elif QUOTED_FRAGMENT.match(markup):
            self.values = _values(markup)
            self.group = _group(self.values, f"{parser.source.path}:{parser.position}")
        else:
            raise LiquidSyntaxError(
                "Syntax Error in 'cycle' - Valid syntax: cycle [name :] var [, var2, var3 ...]"
            )

    def emit(self, code: CodeWriter) -> None:
        """Write a choice by number; literals are kept in a tuple.

        For example:

            out(('a', 'b', None,)[c.registers.cycle('["a", "b"]', 2)]),
        """
        code.depends_on_page()
        index = f"c.registers.cycle({self.group.emit(code)}, {len(self.values)})"
        if all(isinstance(value, Literal) for value in self.values):
            values = "".join(f"{value.emit(code)}, " for value in self.values)
            code.output(f"({values}None,)[{index}]")
        else:
            self._emit_choice(code, index)

    def _emit_choice(self, code: CodeWriter, index: str) -> None:
        """Write an `if` for each turn, so that only the variable whose turn it is, is read.

        For example:

            k1 = c.registers.cycle('group', 2)
            if k1 == 0:
             e((out(n('a')),))
        """
        number = code.name("k")
        code.line(f"{number} = {index}")
        at_start = code.at_start
        for turn, value in enumerate(self.values):
            with code.block(f"if {number} == {turn}:"):
                code.at_start = at_start
                code.output(value.emit(code))


def _values(markup: str) -> list[Expression]:
    """Return the values; Liquid drops literals of nil, as it drops parts without a value."""
    found = [QUOTED_FRAGMENT.search(part) for part in markup.split(",")]
    values = [parse_expression(fragment[0]) for fragment in found if fragment]
    return [value for value in values if value != NIL]


def _group(values: list[Expression], place: str) -> Expression:
    """Return the group: equal literals share one anywhere; with variables each tag has its own."""
    literals = [value.value for value in values if isinstance(value, Literal)]
    if len(literals) < len(values) or any(isinstance(v, MethodLiteral) for v in literals):
        return Literal(f"\0{place}")
    return Literal(inspect(literals))
