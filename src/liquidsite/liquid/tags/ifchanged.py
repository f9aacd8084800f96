"""`{% ifchanged %}…{% endifchanged %}`: prints what differs from what the last one printed."""

from __future__ import annotations

from liquidsite.liquid.codegen import CodeWriter

from ..nodes import Block


class IfChanged(Block):
    __slots__ = ()

    def emit(self, code: CodeWriter) -> None:
        """Write the body into a buffer, then `c.registers.if_changed(''.join(o1)),`."""
        code.depends_on_page()
        interrupts = self.body.interrupts
        with code.captured() as text, code.once(interrupts):
            self.body.emit(code)
        code.value(f"c.registers.if_changed({text})")
        if interrupts:
            code.check()
