"""`{% break %}` and `{% continue %}`; outside of loops they end the template."""

from __future__ import annotations

from typing import ClassVar

from liquidsite.liquid.codegen import CodeWriter

from ..nodes import Tag


class Break(Tag):
    __slots__ = ()

    interrupts = True
    ends_body = True
    is_break: ClassVar[bool] = True

    def emit(self, code: CodeWriter) -> None:
        """Write `break` or `continue`, or `i.append(True)` and `return` outside of a loop."""
        code.interrupt(self.is_break)


class Continue(Break):
    __slots__ = ()

    is_break = False
