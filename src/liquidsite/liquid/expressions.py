"""Expressions: literals, ranges and variable lookups, parsed as Liquid 4.0.4's lax mode does.

Anything is an expression: text that is not recognised is a lookup of the names found in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import isinf
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from liquidsite.ruby.numbers import leading_float, leading_integer
from liquidsite.ruby.values import BLANK, EMPTY, MethodLiteral

from .failures import LimitReachedError
from .patterns import lax

if TYPE_CHECKING:
    from liquidsite.liquid.codegen import CodeWriter

COMMANDS = frozenset(("size", "first", "last"))
_LITERALS: dict[str, object] = {
    "nil": None,
    "null": None,
    "": None,
    "true": True,
    "false": False,
    "blank": BLANK,
    "empty": EMPTY,
}
_INTEGER = lax(r"-?\d+\Z")
_FLOAT = lax(r"-?\d[\d.]+\Z")
_SPACE = lax(r"\s")
_SEGMENT = lax(r"[\w\-]+\??")
_BRACKET_OR_SEGMENT = lax(r"\[[^\]]+\]|[\w\-]+\??")


class Literal(NamedTuple):
    value: object

    def emit(self, code: CodeWriter) -> str:
        """Return the value as Python: `2`, `'text'`, `None`, `EMPTY`."""
        if isinstance(self.value, MethodLiteral):
            return self.value.name.upper()
        if isinstance(self.value, float) and isinf(self.value):
            return f'float("{self.value}")'
        return repr(self.value)


class Range(NamedTuple):
    start: Expression
    end: Expression

    def emit(self, code: CodeWriter) -> str:
        """Return the range as Python: `span(1, n('count'))`."""
        return f"span({self.start.emit(code)}, {self.end.emit(code)})"


class Lookup(NamedTuple):
    """`name`, then each of `keys` in turn: a name in the template, or an expression in brackets."""

    name: str | Expression | None
    keys: tuple[str | Expression, ...] = ()

    def emit(self, code: CodeWriter) -> str:
        """Return calls around calls, the last key outermost.

        For example:

            page.title    get(n('page'), 'title')
            posts.size    command(n('posts'), 'size')
            posts[i]      at(n('posts'), n('i'))
            [name].url    get(c.find_any(n('name')), 'url')
        """
        if isinstance(self.name, str):
            code.read((self.name, *self._names()))
            start = code.variable(self.name)
        else:
            start = f"c.find_any({self.name.emit(code) if self.name else None})"
        return chain(start, [_step(key, code) for key in self.keys])

    def _names(self) -> Iterator[str]:
        """Yield the keys that are written out, up to one that is computed, an index or a command.

        For example:

            page["title"].size    title
        """
        for place, key in enumerate(self.keys):
            if isinstance(key, Literal):
                key = key.value  # type: ignore[assignment]
            elif key in COMMANDS and place == len(self.keys) - 1:
                return
            if not isinstance(key, str):
                return
            yield key


Expression: TypeAlias = Literal | Range | Lookup

NIL = Literal(None)


def _step(key: str | Expression, code: CodeWriter) -> tuple[str, str]:
    if not isinstance(key, str):
        return "at(", f", {key.emit(code)})"
    return ("command(" if key in COMMANDS else "get("), f", {key!r})"


def chain(start: str, steps: list[tuple[str, str]]) -> str:
    """Return calls around calls; more than 20 of them flat, as Python nests 200 deep at most.

    For example:

        get(at(n('a'), 0), 'b')
        (t := n('a'), t := at(t, 0), … )[-1]
    """
    if len(steps) > 20:
        rest = "".join(f", t := {before}t{after}" for before, after in steps)
        return f"(t := {start}{rest})[-1]"
    for before, after in steps:
        start = f"{before}{start}{after}"
    return start


@lru_cache(maxsize=4096)
def parse_expression(markup: str) -> Expression:
    """Parse all of `markup` as one expression, without stripping it, as `Expression.parse`."""
    if markup in _LITERALS:
        return Literal(_LITERALS[markup])
    first, last = markup[0], markup[-1]
    if first == last and first in "'\"" and len(markup) > 1:
        return Literal(markup[1:-1])
    if _INTEGER.match(markup):
        return Literal(_integer(markup))
    if first == "(" and last == ")" and (ends := _range_ends(markup[1:-1])):
        return _range(*map(parse_expression, ends))
    if _FLOAT.match(markup):
        return Literal(leading_float(markup))
    return _lookup(markup)


def _integer(digits: str) -> int:
    try:
        return int(digits)
    except ValueError:
        # Python reads 4300 digits at most.
        raise LimitReachedError(f"Number of {len(digits)} digits") from None


def _range_ends(inner: str) -> tuple[str, str] | None:
    at = inner.rfind("..", 1, len(inner) - 1)
    if at < 0 or _SPACE.search(inner):
        return None
    return inner[:at], inner[at + 2 :]


def _range(start: Expression, end: Expression) -> Expression:
    if isinstance(start, Literal) and isinstance(end, Literal):
        return Literal(range(_literal_to_i(start.value), _literal_to_i(end.value) + 1))
    return Range(start, end)


def _literal_to_i(value: object) -> int:
    if isinstance(value, str):
        return leading_integer(value)
    return int(value) if isinstance(value, int | float) else 0


def _lookup(markup: str) -> Lookup:
    parts = list(_parts(markup))
    if not parts:
        return Lookup(None)
    name, *keys = map(_part, parts)
    return Lookup(name, tuple(keys))


def _parts(markup: str) -> Iterator[str]:
    closed = markup.rfind("]") + 1
    if closed:
        yield from _BRACKET_OR_SEGMENT.findall(markup, 0, closed)
    yield from _SEGMENT.findall(markup, closed)


def _part(part: str) -> str | Expression:
    return parse_expression(part[1:-1]) if part[0] == "[" else part
