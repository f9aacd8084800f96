"""HTML, XML and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..lexer import Lexer, find_lexer
from ..rules import lexer
from ..tokens import Dialect

_Piece = tuple[int, Any, str]


def _code_block(_: Any, match: Any, context: Any = None) -> Iterator[_Piece]:
    """Give a fenced block to its language; what names none that is known is code."""
    indent, fence, name, code, end_indent, end = match.groups()
    yield 0, "", indent
    yield 0, "p", fence
    yield 0, "nl", name
    found = find_lexer(name.strip()) if name.strip() else Lexer("plaintext")
    text = code.removesuffix("\n")
    for token_class, piece in found.tokens(text) if found else [("sb", text)]:
        yield 0, token_class, piece
    yield 0, "", code[len(text) :] + (end_indent or "")
    yield 0, "p", end or ""


DIALECTS = {
    "html": Dialect(lexer("html", flags=re.IGNORECASE | re.DOTALL)),
    "xml": Dialect(None, {"cm": "c"}),
    "markdown": Dialect(lexer("markdown", actions={"code_block": _code_block})),
}
