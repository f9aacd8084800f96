"""Template languages: the text around the tags is in another language, HTML unless the option
`parent` names one, and goes on from piece to piece."""

from __future__ import annotations

from typing import cast

from .grammar import Scan
from .lexer import Lexer, Reader, find_lexer, reader


def parent(scan: Scan) -> Reader:
    if "parent" not in scan.memory:
        name = scan.options.get("parent")
        lexer = find_lexer(str(name)) if name else None
        scan.memory["parent"] = reader(lexer or Lexer("html"), scan.out)
    return cast(Reader, scan.memory["parent"])


def feed_parent(scan: Scan) -> None:
    """An action: the match is the parent's."""
    parent(scan).feed(scan.match.group())
