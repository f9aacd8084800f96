"""`{% if a == b and c %}…{% elsif d %}…{% else %}…{% endif %}`, and `unless`."""

from __future__ import annotations

from liquidsite.liquid.codegen import CodeWriter

from ..conditions import Condition
from ..nodes import Block, Body, unexpected
from ..parser import Parser


class If(Block):
    __slots__ = ("sections",)

    first_test = "{}"
    gives_start = True

    def read(self, markup: str, parser: Parser) -> None:
        condition = parser.env.parse_condition(markup, parser)
        self.sections: list[tuple[Condition | None, Body]] = [(condition, self.body)]

    def section(self, tag: str, markup: str, parser: Parser) -> Body:
        if tag not in ("elsif", "else"):
            raise unexpected(tag, self.name)
        condition = parser.env.parse_condition(markup, parser) if tag == "elsif" else None
        body = Body()
        self.sections.append((condition, body))
        return body

    def bodies(self) -> list[Body]:
        return [body for _, body in self.sections]

    def emit(self, code: CodeWriter) -> None:
        """Write `if`, `elif` and `else` as Python's own.

        For example:

            if (n('a') == 'x'):
             e((…))
            elif True:
             e((…))
        """
        word, pattern = "if", self.first_test
        at_start = code.at_start
        for condition, body in self.sections:
            test = pattern.format(condition.emit(code)) if condition else "True"
            with code.block(f"{word} {test}:"):
                code.at_start = at_start
                body.emit(code)
            if condition is None:
                break
            word, pattern = "elif", "{}"
        code.at_start = at_start


class Unless(If):
    """The tag `unless`: `if` with its first condition negated."""

    __slots__ = ()

    first_test = "not ({})"
