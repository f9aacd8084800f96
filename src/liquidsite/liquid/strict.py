"""Liquid 4.0.4's strict grammar: a real parser, which refuses what the lax one guesses at.

Jekyll's default `error_mode: warn` reads markup by this grammar first, so `{% if a==1 %}` is a
comparison; only what it refuses is read by the lax grammar. `where_exp` and its like are strict
in every mode.
"""

from __future__ import annotations

from functools import lru_cache

from liquidsite.ruby.values import inspect

from .conditions import Comparison, Condition
from .expressions import parse_expression
from .failures import LiquidSyntaxError
from .output import FilterCall, Output, filter_call
from .patterns import lax
from .tags.for_loop import ForMarkup

_TOKEN = lax(
    r"""\s*(?:(?P<comparison>==|!=|<>|<=?|>=?|contains(?=\s))"""
    r"""|(?P<string>'[^']*'|"[^"]*")"""
    r"""|(?P<number>-?\d+(?:\.\d+)?)"""
    r"""|(?P<id>[a-zA-Z_][\w-]*\??)"""
    r"""|(?P<dotdot>\.\.)"""
    r"""|(?P<special>[|.:,\[\]()?-])|\Z)"""
)
_SPECIALS = {
    "|": "pipe",
    ".": "dot",
    ":": "colon",
    ",": "comma",
    "[": "open_square",
    "]": "close_square",
    "(": "open_round",
    ")": "close_round",
    "?": "question",
    "-": "dash",
}
_SPACE = lax(r"\s*")


class Reader:
    """A reader of markup, token by token. Every method raises LiquidSyntaxError."""

    def __init__(self, markup: str) -> None:
        self._tokens = list(_tokens(markup))
        self._place = 0

    def look(self, kind: str, ahead: int = 0) -> bool:
        place = self._place + ahead
        return place < len(self._tokens) and self._tokens[place][0] == kind

    def take(self, kind: str) -> str:
        """Return the next token, which has to be a `kind`."""
        found, text = self._tokens[self._place]
        if found != kind:
            raise LiquidSyntaxError(f"Expected {kind} but found {found}")
        self._place += 1
        return text

    def take_if(self, kind: str) -> str:
        """Return the next token if it is a `kind`, else ''."""
        return self.take(kind) if self.look(kind) else ""

    def take_word(self, *words: str) -> str:
        """Return the next token if it is one of `words`, else ''."""
        found = self._tokens[self._place]
        return self.take("id") if found[0] == "id" and found[1] in words else ""

    def expression(self) -> str:
        """Read an expression, and return it without white space."""
        kind, text = self._tokens[self._place]
        if kind == "id":
            return self._variable()
        if kind in ("string", "number"):
            return self.take(kind)
        if kind != "open_round":
            shown = f":{kind}, {inspect(text)}" if text else f":{kind}"
            raise LiquidSyntaxError(f"[{shown}] is not a valid expression")
        self.take("open_round")
        first = self.expression()
        self.take("dotdot")
        last = self.expression()
        self.take("close_round")
        return f"({first}..{last})"

    def _variable(self) -> str:
        parts = [self.take("id")]
        while True:
            if self.look("open_square"):
                parts += [self.take("open_square"), self.expression(), self.take("close_square")]
            elif self.look("dot"):
                parts += [self.take("dot"), self.take("id")]
            else:
                return "".join(parts)

    def argument(self) -> str:
        """Read a filter's argument, with its name where it has one."""
        is_named = self.look("id") and self.look("colon", 1)
        name = f"{self.take('id')}{self.take('colon')} " if is_named else ""
        return name + self.expression()

    def end(self) -> None:
        self.take("end_of_string")


def _tokens(markup: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    place = 0
    while found := _TOKEN.match(markup, place):
        kind = found.lastgroup
        if kind is None:
            return [*tokens, ("end_of_string", "")]
        text = found[kind]
        tokens.append((_SPECIALS[text] if kind == "special" else kind, text))
        place = found.end()
    space = _SPACE.match(markup, place)
    assert space
    raise LiquidSyntaxError(f"Unexpected character {markup[space.end()]}")


@lru_cache(maxsize=4096)
def parse_output(markup: str) -> Output:
    """Parse as `Variable#strict_parse` does."""
    reader = Reader(markup)
    value = parse_expression(reader.expression())
    filters: list[FilterCall] = []
    while reader.take_if("pipe"):
        name = reader.take("id")
        filters.append(filter_call(name, _arguments(reader)))
    reader.end()
    return Output(value, tuple(filters))


def _arguments(reader: Reader) -> list[str]:
    if not reader.take_if("colon"):
        return []
    arguments = [reader.argument()]
    while reader.take_if("comma"):
        arguments.append(reader.argument())
    return arguments


@lru_cache(maxsize=4096)
def parse_condition(markup: str) -> Condition:
    """Parse as `If#strict_parse` does."""
    reader = Reader(markup)
    terms, operators = [_comparison(reader)], []
    while operator := reader.take_word("and", "or"):
        operators.append(operator)
        terms.append(_comparison(reader))
    reader.end()
    return Condition(tuple(terms), tuple(operators))


def _comparison(reader: Reader) -> Comparison:
    left = parse_expression(reader.expression())
    operator = reader.take_if("comparison")
    if not operator:
        return Comparison(left)
    return Comparison(left, operator, parse_expression(reader.expression()))


def parse_for(markup: str) -> ForMarkup:
    """Parse as `For#strict_parse` does."""
    reader = Reader(markup)
    variable = reader.take("id")
    if not reader.take_word("in"):
        raise LiquidSyntaxError("For loops require an 'in' clause")
    collection = reader.expression()
    is_reversed = bool(reader.take_word("reversed"))
    attributes: dict[str, str] = {}
    while reader.look("id") and reader.look("colon", 1):
        name = reader.take_word("limit", "offset")
        if not name:
            raise LiquidSyntaxError(
                "Invalid attribute in for loop. Valid attributes are limit and offset"
            )
        reader.take("colon")
        attributes[name] = reader.expression()
    reader.end()
    return ForMarkup(variable, collection, is_reversed, attributes)
