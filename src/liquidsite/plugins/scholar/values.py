"""What fields hold: text, the names of @strings, or people.

Frozen: a filter or a replacement gives a new value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from liquidsite.plugins.scholar import names
from liquidsite.plugins.scholar.filters import TextFilter
from liquidsite.plugins.scholar.names import Name
from liquidsite.ruby.numbers import leading_integer
from liquidsite.ruby.values import inspect

_NUMERIC = re.compile(r"^[ \t\r\n\f\v]*[+-]?\d+[ \t\r\n\f\v]*$", re.MULTILINE | re.ASCII)


class Symbol(str):
    """A word without quotes or braces: a month, or the name of an @string."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Symbol({str(self)!r})"


@dataclass(frozen=True, slots=True)
class Value:
    """The parts that `#` joins; mostly one."""

    tokens: tuple[str, ...] = ()

    @property
    def has_symbol(self) -> bool:
        return any(isinstance(token, Symbol) for token in self.tokens)

    @property
    def is_numeric(self) -> bool:
        return len(self.tokens) == 1 and _NUMERIC.search(self.tokens[0]) is not None

    @property
    def text(self) -> str:
        if len(self.tokens) < 2:
            return str(self.tokens[0]) if self.tokens else ""
        return " # ".join(
            str(token) if isinstance(token, Symbol) else inspect(token) for token in self.tokens
        )

    @property
    def integer(self) -> int:
        return leading_integer(self.tokens[0]) if self.tokens else 0

    def quoted(self, quotes: Sequence[str]) -> str:
        """Return it as a .bib file has it."""
        if len(self.tokens) > 1 or self.has_symbol:
            return self.text
        return f"{quotes[0]}{self.text}{quotes[-1]}" if quotes else self.text

    def converted(self, filters: Iterable[TextFilter]) -> Value:
        """Return it with all parts filtered, which makes text of symbols."""
        tokens = self.tokens
        for apply in filters:
            tokens = tuple(apply(str(token)) for token in tokens)
        return Value(tokens)

    def replaced(self, strings: Mapping[str, Value]) -> Value:
        """Return it with the text of @strings in the place of their names."""
        if not self.has_symbol:
            return self
        tokens = self.tokens
        for name, value in strings.items():
            if any(isinstance(token, Symbol) and token == name for token in tokens):
                tokens = tuple(
                    part
                    for token in tokens
                    for part in (
                        value.tokens if isinstance(token, Symbol) and token == name else (token,)
                    )
                )
        return Value(tokens)

    def joined(self) -> Value:
        """Return it with neighbouring texts as one."""
        if len(self.tokens) < 2:
            return self
        joined: list[str] = []
        run: list[str] = []
        for token in self.tokens:
            if isinstance(token, Symbol):
                joined += ["".join(run), token] if run else [token]
                run = []
            else:
                run.append(token)
        return Value((*joined, "".join(run)) if run else tuple(joined))

    def people(self) -> Names:
        return Names(names.parse(self.text))


@dataclass(frozen=True, slots=True)
class Names:
    """The people of a field such as `author`."""

    people: tuple[Name, ...] = ()

    has_symbol = False
    is_numeric = False

    @property
    def text(self) -> str:
        return " and ".join(name.sort_order for name in self.people)

    def quoted(self, quotes: Sequence[str]) -> str:
        return f"{quotes[0]}{self.text}{quotes[-1]}" if quotes else self.text

    def converted(self, filters: Iterable[TextFilter]) -> Names:
        people = self.people
        for apply in filters:
            people = tuple(
                Name(*(None if part is None else apply(part) for part in name)) for name in people
            )
        return Names(people)

    def replaced(self, strings: Mapping[str, Value]) -> Names:
        return self

    def joined(self) -> Names:
        return self


FieldValue: TypeAlias = Value | Names


def compare(left: FieldValue, right: FieldValue) -> int:
    """Return a number below, at or above 0: numbers by value, people one by one, else as text."""
    if isinstance(left, Names):
        mine = [name.sort_order for name in left.people]
        others = (
            [name.sort_order for name in right.people]
            if isinstance(right, Names)
            else list(right.tokens)
        )
        return (mine > others) - (mine < others)
    if left.is_numeric and right.is_numeric:
        assert isinstance(right, Value)
        return (left.integer > right.integer) - (left.integer < right.integer)
    return (left.text > right.text) - (left.text < right.text)
