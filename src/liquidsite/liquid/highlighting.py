"""The work of `{% highlight %}` while a template renders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from liquidsite.ruby.values import RubyError, is_truthy, to_output

from .patterns import BLANKS

if TYPE_CHECKING:
    from .context import Context


def highlight(
    context: Context, text: str, lang: str, linenos: bool, marks: Sequence[int] | None
) -> str:
    """Return `text` as a figure of highlighted code."""
    code = text.strip("\r\n")
    if context.host.config("highlighter") in ("rouge", "pygments"):
        from liquidsite.highlight import Lexer, find_lexer, tag_html

        lexer = find_lexer(lang, code) or Lexer("plaintext")
        html = tag_html(code, lexer, linenos=linenos, mark_lines=marks)
    else:
        from html import escape

        html = escape(code).replace("&#x27;", "&#39;").strip(BLANKS)
    return f"{_around(context, 'prefix')}{_figure(lang, html)}{_around(context, 'suffix')}"


def _figure(lang: str, html: str) -> str:
    attributes = f'class="language-{lang.replace("+", "-")}" data-lang="{lang}"'
    inner = html.removesuffix("\n").removesuffix("\r")
    return f'<figure class="highlight"><pre><code {attributes}>{inner}</code></pre></figure>'


def _around(context: Context, side: str) -> str:
    """Return what a converter wants around its code: Markdown wants line ends."""
    value = context.lookup(f"highlighter_{side}")
    return to_output(value) if is_truthy(value) else ""


def refuse_marks() -> str:
    """Raise the error for `mark_lines` without quotes."""
    raise RubyError(
        "Syntax Error for mark_lines declaration. Expected a double-quoted list of integers."
    )
