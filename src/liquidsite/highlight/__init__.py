"""Highlighted code as Rouge writes it: its languages, its short classes, its markup.

Pygments lexes the languages that have no grammar of their own here. kramdown's code blocks and
Jekyll's `highlight` tag share this room; it knows nothing of either.

Rouge means 4.5.2, which Jekyll 4.4 brings. Its classes differ from those of 3.30 above all in
Python, JavaScript and its kin, Liquid, HCL, CSS, make and diff.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from . import formatters
from .lexer import Lexer, find_lexer

__all__ = ["Lexer", "find_lexer", "guess", "kramdown_html", "tag_html", "to_html"]


def guess(code: str) -> Lexer:
    """The lexer for code that names no language; plain text when nothing tells."""
    from .guess import guess as by_rules

    return by_rules(code)


def to_html(code: str, lexer: Lexer) -> str:
    """Spans with short classes around the tokens of `code`."""
    return formatters.html(lexer.tokens(code))


def tag_html(
    code: str, lexer: Lexer, *, linenos: bool = False, mark_lines: Collection[int] | None = None
) -> str:
    """The inside of Jekyll's `{% highlight %}`; any form of `linenos` gives the table."""
    tokens = lexer.tokens(code)
    inner = formatters.html(tokens)
    if mark_lines is not None:
        inner = formatters.html_line_highlighter(tokens, mark_lines)
    if linenos:
        return formatters.html_table(code, inner, {"gutter_class": "gutter", "code_class": "code"})
    return inner


def kramdown_html(code: str, lexer: Lexer, options: Mapping[str, Any]) -> str:
    """What kramdown gets from Rouge, with its `syntax_highlighter_opts` (spans: `wrap` False).

    `formatter` names a Rouge formatter. Those that Rouge cannot make from options alone
    (`HTMLLinewise`, `HTMLTable`, …) wrap the plain one here, where Rouge would fail; an unknown
    name means the plain one. `inline_theme` is not supported: classes are written.
    """
    tokens = lexer.tokens(code)
    name = str(options.get("formatter") or "HTMLLegacy")
    if name == "HTMLLinewise":
        return formatters.html_linewise(tokens, options)
    if name == "HTMLLineTable":
        return formatters.html_line_table(tokens, options)
    inner = formatters.html(tokens)
    css_class = str(options.get("css_class") or "highlight")
    if name == "HTMLTable":
        return formatters.html_table(code, inner, options)
    if name == "HTMLPygments":
        return formatters.html_pygments(inner, css_class)
    if name[:1].isupper() and name != "HTMLLegacy":
        return inner
    if options.get("line_numbers"):
        inner = formatters.html_table(code, inner, options)
    return formatters.html_pygments(inner, css_class) if options.get("wrap", True) else inner
