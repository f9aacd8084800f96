"""Tags of plugins: `liquidsite.plugin.Tag` and `Block`."""

from __future__ import annotations

from liquidsite.liquid.codegen import CodeWriter

from ..nodes import Block, Tag
from ..parser import Parser


class CustomTag(Tag):
    __slots__ = ("markup",)

    interrupts = True

    def __init__(self, name: str, markup: str, parser: Parser) -> None:
        super().__init__(name, markup, parser)
        self.markup = markup
        parser.env.custom_tag(name, markup)

    def emit(self, code: CodeWriter) -> None:
        """Write `out(custom_tag(c, 'name', 'markup')),`."""
        code.depends_on_page()
        code.output(f"custom_tag({code.context()}, {self.name!r}, {self.markup!r})")
        code.check()


class CustomBlock(Block):
    __slots__ = ("markup",)

    def read(self, markup: str, parser: Parser) -> None:
        self.markup = markup
        parser.env.custom_tag(self.name, markup)

    @property
    def interrupts(self) -> bool:  # type: ignore[override]
        return True

    def emit(self, code: CodeWriter) -> None:
        """Write the body as a function that the plugin may call.

        For example:

            out(custom_block(c, 'name', 'markup', lambda: body_text(c, f, 1, {}))),
        """
        code.depends_on_page()
        visible, context = code.visible(), code.context()
        with code.function() as index:
            self.body.emit(code)
        body = f"lambda: body_text(c, f, {index}, {visible})"
        code.output(f"custom_block({context}, {self.name!r}, {self.markup!r}, {body})")
        code.check()
