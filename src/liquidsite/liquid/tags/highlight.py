"""`{% highlight ruby linenos mark_lines="1 2" %}…{% endhighlight %}`."""

from __future__ import annotations

import re

from liquidsite.liquid.codegen import CodeWriter
from liquidsite.ruby.numbers import leading_integer

from ..failures import RefusedMarkupError
from ..nodes import Block
from ..parser import Parser
from ..patterns import BLANKS

_SYNTAX = re.compile(
    r'^([a-zA-Z0-9.+#_-]+)((?:\s+\w+(?:=(?:\w+|"(?:[0-9]+\s)*[0-9]+"))?)*)$',
    re.ASCII | re.MULTILINE,
)
_OPTION = re.compile(r'(?:\w="[^"]*"|\w=\w|\w)+', re.ASCII)


class Highlight(Block):
    __slots__ = ("lang", "options")

    def read(self, markup: str, parser: Parser) -> None:
        found = _SYNTAX.search(markup.strip(BLANKS))
        if found is None:
            raise RefusedMarkupError(
                "Syntax Error in tag 'highlight' while parsing the following markup:\n\n"
                f'{markup}\n\nValid syntax: highlight <lang> [linenos] [mark_lines="3 4 5"]\n\n'
                "See https://jekyllrb.com/docs/liquid/tags/#code-snippet-highlighting "
                "for more details.\n"
            )
        self.lang = found[1].lower()
        self.options = dict(map(_option, _OPTION.findall(found[2])))

    def emit(self, code: CodeWriter) -> None:
        """Write the body into a buffer, and a call that highlights its text.

        For example:

            highlight(c, ''.join(o1), 'ruby', True, [1, 2]),
        """
        with code.captured() as text, code.once(self.interrupts):
            self.body.emit(code)
        linenos = "linenos" in self.options
        code.value(f"highlight(c, {text}, {self.lang!r}, {linenos}, {self._marks()})")
        if self.interrupts:
            code.check()

    def _marks(self) -> str:
        marks = self.options.get("mark_lines")
        if marks is None:
            return "None"
        if '"' not in marks:
            return "refuse_marks()"
        return repr([leading_integer(number) for number in marks.replace('"', "").split()])


def _option(option: str) -> tuple[str, str]:
    """Return an option's name and its value, which keeps its quotes."""
    key, _, value = option.partition("=")
    return key, value
