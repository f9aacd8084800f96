"""`{% tablerow item in items cols:3 limit:6 offset:1 %}…{% endtablerow %}`."""

from __future__ import annotations

from liquidsite.liquid.codegen import CodeWriter, Local

from ..expressions import Expression, parse_expression
from ..failures import LiquidSyntaxError
from ..nodes import Block
from ..parser import Parser
from ..patterns import FRAGMENT, TAG_ATTRIBUTE, lax

_SYNTAX = lax(rf"(?<!\w)(\w+)\s+in\s+((?:{FRAGMENT})+)")


class TableRow(Block):
    __slots__ = ("attributes", "collection", "variable")

    def read(self, markup: str, parser: Parser) -> None:
        found = _SYNTAX.search(markup)
        if found is None:
            raise LiquidSyntaxError(
                "Syntax Error in 'table_row loop' - "
                "Valid syntax: table_row [item] in [collection] cols=3"
            )
        self.variable = found[1]
        self.collection = parse_expression(found[2])
        self.attributes: dict[str, Expression] = {
            key: parse_expression(value) for key, value in TAG_ATTRIBUTE.findall(markup)
        }

    @property
    def piles(self) -> bool:  # type: ignore[override]
        return self.interrupts

    def emit(self, code: CodeWriter) -> None:
        """Write a Python loop over the cells, unless the collection is nil or false.

        For example:

            s1 = n('items')
            if s1 is not None and s1 is not False:
             s1 = c.cells(s1, 0, None)
             l2 = TableRowLoop(s1, to_i(2))
        """
        collection = code.name("s")
        code.line(f"{collection} = {self.collection.emit(code)}")
        with code.block(f"if {collection} is not None and {collection} is not False:"):
            code.line(f"{collection} = c.cells({collection}, {self._window(code)})")
            self._emit_rows(code, collection)
        if self.interrupts:
            code.check()

    def _window(self, code: CodeWriter) -> str:
        offset, limit = self.attributes.get("offset"), self.attributes.get("limit")
        return ", ".join((
            offset.emit(code) if offset else "0",
            f"to_i({limit.emit(code)})" if limit else "None",
        ))  # fmt: skip

    def _emit_rows(self, code: CodeWriter, cells: str) -> None:
        """Write the rows.

        For example:

            e(('<tr class="row1">\\n',))
            for v3 in s1:
             e((l2.open_cell(), out(v3), l2.close_cell(),))
            e(('</tr>\\n',))
        """
        loop, item = Local(code.name("l")), Local(code.name("v"))
        cols = self.attributes.get("cols")
        count = f"to_i({cols.emit(code)})" if cols else "0"
        code.line(f"{loop.python} = TableRowLoop({cells}, {count})")
        code.text('<tr class="row1">\n')
        # An interrupt ends a cell, not the row; the next cells may end early because of it.
        outer, code.pending = code.pending, code.pending or self.interrupts
        with (
            code.scope({"tablerowloop": loop, self.variable: item}),
            code.block(f"for {item.python} in {cells}:", "once"),
        ):
            code.value(f"{loop.python}.open_cell()")
            with code.once(code.pending):
                self.body.emit(code)
            code.value(f"{loop.python}.close_cell()")
        code.pending = outer
        code.text("</tr>\n")
