"""What a lexer hands out, and the small steps that dialects are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Token = tuple[str, str]
Options = Mapping[str, Any]
Adjust = Callable[[list[Token], Options], list[Token]]


@dataclass(frozen=True, eq=False, repr=False)
class Dialect:
    """How Jekyll's output differs from what Pygments makes of a language.

    lexer    the lexer, `module:Class` of Pygments or a class; the one of `names.py` by default
    classes  Pygments' short classes → Jekyll's, before anything else
    adjust   a step over the tokens that renames, splits or joins them
    tokens   in place of all this, for languages that are made of others
    """

    lexer: Any = None
    classes: Mapping[str, str] = field(default_factory=dict)
    adjust: Adjust | None = None
    tokens: Callable[[str, Options], list[Token]] | None = None


def inserted(tokens: list[Token], insertions: list[tuple[int, list[Token]]]) -> list[Token]:
    """Return the tokens with others put in at offsets of their text, in order."""
    out: list[Token] = []
    position = 0
    rest = iter(insertions)
    at, extra = next(rest, (-1, []))
    for token_class, text in tokens:
        start = 0
        while 0 <= at - position < len(text) or (at == position and not text):
            if at - position > start:
                out.append((token_class, text[start : at - position]))
                start = at - position
            out += extra
            at, extra = next(rest, (-1, []))
        out.append((token_class, text[start:] if start else text))
        position += len(text)
    while at >= 0:
        out += extra
        at, extra = next(rest, (-1, []))
    return out


def classes_of(lists: Mapping[str, str]) -> dict[str, str]:
    """Return classes by word, from lists of words by class."""
    return {word: name for name, its_words in lists.items() for word in its_words.split()}
