"""Rouge's lexers by name, with options as in `php?start_inline=1`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Protocol

from .formatters import merged
from .grammar import Options, Scan, Token
from .names import LEXERS

Tokenizer = Callable[[str, Options], list[Token]]


@dataclass(frozen=True, slots=True)
class Lexer:
    """A language of Rouge's: `tag` is its own name, whatever alias found it."""

    tag: str
    options: Options = field(default_factory=dict)

    def tokens(self, code: str) -> list[Token]:
        """(short class, text) pairs; neighbours differ in class, the class of plain text is ''.

        Code blocks within code blocks, hundreds deep, stay plain text."""
        try:
            return merged(tokenizer(self.tag)(code, self.options))
        except RecursionError:
            return [("", code)]


@cache
def _tags() -> dict[str, str]:
    """Tags by every name that Rouge knows."""
    names = {tag: tag for tag in LEXERS}
    for tag, (aliases, _) in LEXERS.items():
        names.update(dict.fromkeys(aliases.split(), tag))
    return names


@cache
def tokenizer(tag: str) -> Tokenizer:
    """Our own lexer where there is one, else the adapted one of Pygments."""
    source = LEXERS[tag][1]
    if ":" in source:
        from .pygments_lexer import pygments_tokenizer

        return pygments_tokenizer(source)
    tokens: Tokenizer = _module(source).tokens
    return tokens


def _module(source: str) -> ModuleType:
    return import_module(f"{__package__}.languages.{source or 'plaintext'}")


class Reader(Protocol):
    """Reads a text that comes in pieces, and writes to the tokens it was made for."""

    def feed(self, text: str) -> None: ...

    def reset(self) -> None: ...


class PieceReader:
    """A reader that takes each piece for itself; `token_class` makes it one token."""

    def __init__(self, out: list[Token], lexer: Lexer | None, token_class: str = "") -> None:
        self.out = out
        self.lexer = lexer
        self.token_class = token_class

    def feed(self, text: str) -> None:
        self.out += self.lexer.tokens(text) if self.lexer else [(self.token_class, text)]

    def reset(self) -> None:
        """Nothing is kept from piece to piece."""


def reader(lexer: Lexer, out: list[Token]) -> Reader:
    """A reader that goes on from piece to piece where the language's lexer can."""
    source = LEXERS[lexer.tag][1]
    grammar = None if ":" in source else getattr(_module(source), "GRAMMAR", None)
    return Scan(grammar, out, lexer.options) if grammar else PieceReader(out, lexer)


def find_lexer(name: str | None, code: str = "") -> Lexer | None:
    """The lexer that Rouge has under `name`; None when it has none.

    No name, or `guess`, guesses from `code`. Names are compared as they stand, also their case.
    """
    if name is not None and "?" not in name and name != "guess":
        tag = _tags().get(name)
        return Lexer(tag) if tag else None
    bare, _, query = (name or "guess").partition("?")
    if bare == "guess":
        return Lexer(_guess(code).tag, _options(query))
    tag = _tags().get(bare)
    return Lexer(tag, _options(query)) if tag else None


def _guess(code: str) -> Lexer:
    from .guess import guess

    return guess(code)


def _options(query: str) -> dict[str, object]:
    """`a=1&b` → `{"a": "1", "b": True}`; a repeated name keeps all its values."""
    if not query:
        return {}
    from urllib.parse import parse_qs

    parsed = parse_qs(query, keep_blank_values=True, separator="&")
    bare = {part for part in query.split("&") if "=" not in part}
    return {
        key: True if key in bare else values[0] if len(values) == 1 else values
        for key, values in parsed.items()
    }
