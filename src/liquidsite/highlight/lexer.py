"""Rouge's lexers by name, with options as in `php?start_inline=1`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from .formatters import merged
from .names import DIALECTS, IN_PYGMENTS, TAGS
from .tokens import Dialect, Options, Token

Tokenizer = Callable[[str, Options], list[Token]]


@dataclass(frozen=True, slots=True)
class Lexer:
    """A language of Rouge's: `tag` is its own name, whatever alias found it."""

    tag: str
    options: Options = field(default_factory=dict)

    def tokens(self, code: str) -> list[Token]:
        """Return (short class, text) pairs; neighbours differ in class, that of plain text is ''.

        Code blocks within code blocks, hundreds deep, stay plain text."""
        try:
            return merged(tokenizer(self.tag)(code, self.options))
        except RecursionError:
            return [("", code)]


@cache
def tokenizer(tag: str) -> Tokenizer:
    """Return what lexes a language: Pygments' lexer and, for many, a dialect."""
    dialect = _dialect(tag)
    if dialect is None:
        return _plain
    if dialect.tokens is not None:
        return dialect.tokens
    from .engine import pygments_tokens

    read = pygments_tokens(dialect.lexer or IN_PYGMENTS[tag], dialect.classes)
    adjust = dialect.adjust

    def tokens(code: str, options: Options) -> list[Token]:
        # Many of Pygments' rules end at a line end, so the last line gets one for the time being.
        text = code if code.endswith("\n") else code + "\n"
        found = read(text)
        # A few of its lexers lose or repeat parts of code that they do not understand.
        if "".join([value for _, value in found]) != text:
            return [("", code)]
        if adjust is not None:
            found = adjust(found, options)
        if text is not code:
            while found and not found[-1][1]:
                found.pop()
            found[-1] = (found[-1][0], found[-1][1][:-1])
        return found

    return tokens


def _dialect(tag: str) -> Dialect | None:
    module = DIALECTS.get(tag)
    if module is not None:
        dialects: dict[str, Dialect] = import_module(f"{__package__}.dialects.{module}").DIALECTS
        return dialects[tag]
    return Dialect() if tag in IN_PYGMENTS else None


def _plain(code: str, options: Options) -> list[Token]:
    """Return one token; the option `token` gives it a class."""
    return [("go" if options.get("token") == "Generic.Output" else "", code)]


def find_lexer(name: str | None, code: str = "") -> Lexer | None:
    """Return the lexer that Rouge has under `name`; None when it has none.

    No name, or `guess`, guesses from `code`. Names are compared as they stand, also their case.
    """
    if name is not None and "?" not in name and name != "guess":
        tag = TAGS.get(name)
        return Lexer(tag) if tag else None
    bare, _, query = (name or "guess").partition("?")
    if bare == "guess":
        return Lexer(_guess(code).tag, _options(query))
    tag = TAGS.get(bare)
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
