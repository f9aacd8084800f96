"""`{% post_url folder/2021-05-07-title %}`."""

from __future__ import annotations

import re

from liquidsite.liquid.codegen import CodeWriter

from ..failures import RefusedMarkupError
from ..nodes import Tag
from ..parser import Parser
from ..patterns import BLANKS

_NAME = re.compile(r"^/?(?:.+/)?\d+-\d+-\d+-", re.ASCII | re.MULTILINE)


class PostUrl(Tag):
    __slots__ = ("post",)

    def __init__(self, name: str, markup: str, parser: Parser) -> None:
        super().__init__(name, markup, parser)
        self.post = markup.strip(BLANKS)
        if not _NAME.search(self.post):
            raise RefusedMarkupError(
                f"Could not parse name of post \"{self.post}\" in tag 'post_url'.\n"
                " Make sure the post exists and the name is correct.\n"
                " Jekyll::Errors::InvalidPostNameError: "
                f"'{self.post}' does not contain valid date and/or title.\n"
            )

    def emit(self, code: CodeWriter) -> None:
        """Write `out(post_url(c, '2021-05-07-title')),`."""
        code.output(f"post_url(c, {self.post!r})")
