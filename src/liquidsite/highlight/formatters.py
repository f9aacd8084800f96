"""Tokens to HTML, as Rouge's formatters of the same names write it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from .tokens import Token


def escape(text: str) -> str:
    """The three characters that Rouge escapes; quotes stay."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def merged(tokens: Iterable[Token]) -> list[Token]:
    """Joins neighbours of one class, as Rouge's lexers hand them out; drops empty ones."""
    classes: list[str] = []
    texts: list[list[str]] = []
    last: str | None = None
    for token_class, text in tokens:
        if not text:
            continue
        if token_class == last:
            texts[-1].append(text)
        else:
            classes.append(token_class)
            texts.append([text])
            last = token_class
    return list(zip(classes, map("".join, texts), strict=True))


def html(tokens: Iterable[Token]) -> str:
    """Rouge::Formatters::HTML"""
    html = [
        f'<span class="{token_class}">{escape(text)}</span>' if token_class else escape(text)
        for token_class, text in tokens
    ]
    return "".join(html)


def lines(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """The tokens of each line, without line ends."""
    line: list[Token] = []
    for token_class, text in tokens:
        first, *rest = text.split("\n")
        if first:
            line.append((token_class, first))
        for part in rest:
            yield line
            line = [(token_class, part)] if part else []
    if line:
        yield line


def html_line_highlighter(
    tokens: Iterable[Token], marked: Collection[int], css_class: str = "hll"
) -> str:
    """Rouge::Formatters::HTMLLineHighlighter; `marked` counts lines from 1."""
    return "".join(
        f'<span class="{css_class}">{html(line)}\n</span>'
        if number in marked
        else html(line) + "\n"
        for number, line in enumerate(lines(tokens), 1)
    )


def html_table(code: str, inner: str, options: Mapping[str, Any]) -> str:
    """Rouge::Formatters::HTMLTable around `inner`, the formatted `code`.

    Options: `start_line`, `line_format`, `table_class`, `gutter_class`, `code_class`."""
    count = code.count("\n")
    if not code.endswith("\n"):
        count += 1
        inner += "\n"
    first = int(options.get("start_line", 1))
    line_format = str(options.get("line_format", "%i"))
    numbers = "\n".join(_numbered(line_format, first + n) for n in range(count))
    return (
        f'<table class="{options.get("table_class", "rouge-table")}"><tbody><tr>'
        f'<td class="{options.get("gutter_class", "rouge-gutter")} gl">'
        f'<pre class="lineno">{numbers}\n</pre></td>'
        f'<td class="{options.get("code_class", "rouge-code")}"><pre>{inner}</pre></td>'
        "</tr></tbody></table>"
    )


def html_line_table(tokens: Iterable[Token], options: Mapping[str, Any]) -> str:
    """Rouge::Formatters::HTMLLineTable: a table row a line.

    Options: those of `html_table`, and `line_class`, `line_id`."""
    first = int(options.get("start_line", 1))
    line_id = str(options.get("line_id", "line-%i"))
    line_class = options.get("line_class", "lineno")
    gutter_class = options.get("gutter_class", "rouge-gutter")
    code_class = options.get("code_class", "rouge-code")
    no_select = "".join(
        f"{prefix}user-select: none;" for prefix in ("-moz-", "-ms-", "-webkit-", "")
    )
    rows = "".join(
        f'<tr id="{_numbered(line_id, number)}" class="{line_class}">'
        f'<td class="{gutter_class} gl" style="{no_select}"><pre>{number}</pre></td>'
        f'<td class="{code_class}"><pre>{html(line)}\n</pre></td></tr>'
        for number, line in enumerate(lines(tokens), first)
    )
    table_class = options.get("table_class", "rouge-line-table")
    return f'<table class="{table_class}"><tbody>{rows}</tbody></table>'


def html_linewise(tokens: Iterable[Token], options: Mapping[str, Any]) -> str:
    """Rouge::Formatters::HTMLLinewise: an element a line. Options: `tag_name`, `class`."""
    tag = options.get("tag_name", "div")
    css_class = str(options.get("class", "line-%i"))
    return "".join(
        f'<{tag} class="{_numbered(css_class, number)}">{html(line)}\n</{tag}>'
        for number, line in enumerate(lines(tokens), 1)
    )


def html_pygments(inner: str, css_class: str) -> str:
    """Rouge::Formatters::HTMLPygments: the block's frame."""
    return f'<div class="highlight"><pre class="{css_class}"><code>{inner}</code></pre></div>'


def _numbered(template: str, number: int) -> str:
    """Ruby's `sprintf` with one number; a template that takes none stays as it is."""
    try:
        return template % number
    except (TypeError, ValueError):
        return template
