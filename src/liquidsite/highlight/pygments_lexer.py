"""Languages without a grammar of their own here: Pygments' lexers, in Rouge's short classes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from .grammar import Options, Token

if TYPE_CHECKING:
    from pygments.token import _TokenType

# Rouge leaves spaces unmarked in nearly every language, and has no punctuation marker.
_ROUGE = {"w": "", "pm": "p"}


def pygments_tokenizer(source: str) -> Callable[[str, Options], list[Token]]:
    """`source` is `module:Class` below `pygments.lexers`; only that module is loaded."""
    module, _, name = source.partition(":")
    lexer = getattr(import_module(f"pygments.lexers.{module}"), name)(ensurenl=False, stripnl=False)

    def tokens(code: str, options: Options) -> list[Token]:
        # Many of Pygments' rules end at a line end, so the last line gets one for the time being.
        text = code if code.endswith("\n") else code + "\n"
        pieces = lexer.get_tokens_unprocessed(text)
        found = [(_short(kind), value) for _, kind, value in pieces if value]
        # A few of its lexers lose or repeat parts of code that they do not understand.
        if "".join(value for _, value in found) != text:
            return [("", code)]
        if text is not code and found and found[-1][1].endswith("\n"):
            found[-1] = (found[-1][0], found[-1][1][:-1])
        return found

    return tokens


@cache
def _short(kind: _TokenType) -> str:
    from pygments.token import STANDARD_TYPES

    while kind not in STANDARD_TYPES and kind.parent is not None:
        kind = kind.parent
    short = STANDARD_TYPES.get(kind, "")
    return _ROUGE.get(short, short)
