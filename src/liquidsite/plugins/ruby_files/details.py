"""al-folio's details.rb: `{% details caption %}…{% enddetails %}` is a `<details>` element."""

from __future__ import annotations

import re
from collections.abc import Callable

from liquidsite.plugin import Block, Context, Plugin

# Every tag whose name begins with a p: that is what the Ruby file takes out.
_PARAGRAPH = re.compile(r"</?p[^>]*>")


class Details(Block):
    """Both the caption and the text are Markdown."""

    def render(self, context: Context, body: Callable[[], str]) -> str:
        caption = _PARAGRAPH.sub("", context.filter("markdownify", self.markup))
        text = context.filter("markdownify", body())
        return f"<details><summary>{caption.removesuffix(chr(10))}</summary>{text}</details>"


plugin = Plugin("details.rb", tags={"details": Details})
