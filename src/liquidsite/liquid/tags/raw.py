"""`{% raw %}…{% endraw %}`: its text, printed unchanged."""

from __future__ import annotations

from liquidsite.liquid.codegen import CodeWriter

from ..failures import LiquidSyntaxError
from ..nodes import Tag
from ..parser import Parser
from ..patterns import WHITE_SPACE, lax

_TAG_AT_END = lax(r"(.*)\{%\s*(\w+)\s*(.*)?%\}\Z")


class Raw(Tag):
    __slots__ = ("blank", "text")

    def __init__(self, name: str, markup: str, parser: Parser) -> None:
        super().__init__(name, markup, parser)
        if markup.strip(WHITE_SPACE):
            raise LiquidSyntaxError(f"Syntax Error in '{name}' - Valid syntax: {name}")
        self.text = "".join(self._texts(parser))
        self.blank = not self.text

    def _texts(self, parser: Parser) -> list[str]:
        texts: list[str] = []
        start = parser.position
        while (token := parser.next_token()) is not None:
            tag = _TAG_AT_END.match(token) if token[-2:] == "%}" else None
            # Ruby keeps what precedes a tag in its token, even when the tag is kept as well.
            if tag:
                texts.append(tag[1])
                if tag[2] == f"end{self.name}":
                    return texts
            texts.append(token)
        parser.position = start
        raise LiquidSyntaxError(f"'{self.name}' tag was never closed")

    def emit(self, code: CodeWriter) -> None:
        """Write `'text',`."""
        code.text(self.text)
