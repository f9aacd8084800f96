"""Code blocks and spans: which language, and the markup that Rouge puts around it."""

from __future__ import annotations

import re
from typing import Any, Literal

from liquidsite.kramdown.escape import escape
from liquidsite.kramdown.html.converter import Converter
from liquidsite.kramdown.patterns import SPACES

_FORMATTING = frozenset(("formatter", "inline_theme", "line_numbers"))
_language = re.compile(r"\blanguage-([^ \t\r\n\f\v]+)").search
_language_or_start = re.compile(r"\blanguage-[^ \t\r\n\f\v]+|(^)")


def language(attr: dict[str, str], *, remove: bool = False) -> str | None:
    """Return the language that the class names; with `remove` it is taken out of the class."""
    class_ = attr.get("class")
    if not class_ or (match := _language(class_)) is None:
        return None
    if remove:
        attr["class"] = (class_[: match.start()] + class_[match.end() :]).strip(SPACES)
        if not attr["class"]:
            del attr["class"]
    return match[1]


def highlight(
    converter: Converter, code: str, lang: str | None, kind: Literal["block", "span"]
) -> tuple[str | None, str | None]:
    """Return the highlighted code, or None to leave it plain; and the default language."""
    name = converter.options.syntax_highlighter
    if name is None:
        return None, None
    if name != "rouge":
        converter.doc.warn(f"The configured syntax highlighter {name} is not available.")
        return None, None
    options = _options(converter, kind)
    default = options.get("default_lang")
    wanted = lang or default
    if options.get("disable") or not (wanted or options.get("guess_lang")):
        return None, default
    from liquidsite.highlight.lexer import find_lexer

    lexer = find_lexer(wanted, code)
    if lexer is None or (lexer.tag == "plaintext" and not options.get("guess_lang")):
        return None, default
    if lexer.tag == "plaintext" and kind == "span" and _FORMATTING.isdisjoint(options):
        return escape(code), default  # most spans; there is nothing to lex
    from liquidsite.highlight import kramdown_html

    return kramdown_html(code, lexer, options), default


def _options(converter: Converter, kind: Literal["block", "span"]) -> dict[str, Any]:
    """Return `syntax_highlighter_opts`, with its options for blocks or for spans."""
    key = f"highlighter options for {kind}"
    if key not in converter.data:
        options = dict(converter.options.syntax_highlighter_opts)
        parts = {part: options.pop(part, None) or {} for part in ("block", "span")}
        options |= {str(name).removeprefix(":"): value for name, value in parts[kind].items()}
        if kind == "span":
            options["wrap"] = False
        converter.data[key] = options
    found: dict[str, Any] = converter.data[key]
    return found


def add_highlighter(converter: Converter, attr: dict[str, str], lang: str | None) -> None:
    """Say in the class who highlighted the code, and in which language."""
    name = converter.options.syntax_highlighter
    class_ = f"{attr.get('class', '')} highlighter-{name}".lstrip(SPACES)
    if lang:
        class_ = _language_or_start.sub(
            lambda match: f"language-{lang}{' ' if match[1] is not None else ''}", class_, count=1
        )
    attr["class"] = class_
