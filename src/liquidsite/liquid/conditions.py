"""Conditions: comparisons joined by `and` and `or`, which group from the right."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from .expressions import NIL, Expression, Literal, Lookup, parse_expression
from .failures import LiquidSyntaxError
from .patterns import FRAGMENT, lax

if TYPE_CHECKING:
    from liquidsite.liquid.codegen import CodeWriter

_AND_OR = r"\b(?:\s?and\s?|\s?or\s?)\b"
_TERMS = lax(rf"(?:{_AND_OR}|(?:\s*(?!{_AND_OR})(?:{FRAGMENT}|\S+)\s*)+)")
_COMPARISON = lax(rf"({FRAGMENT})\s*([=!<>a-z_]+)?\s*({FRAGMENT})?")


class Comparison(NamedTuple):
    left: Expression
    operator: str | None = None
    right: Expression = NIL

    def emit(self, code: CodeWriter) -> str:
        """Return a Python expression that is true where Liquid's comparison is.

        For example:

            a            ((t := n('a')) is not None and t is not False)
            a == 'x'     (n('a') == 'x')
            a == b       equals(n('a'), n('b'))
            a > 2        (t > 2 if type(t := n('a')) is int else compare('>', t, 2))
            a contains b contains(n('a'), n('b'))
        """
        left, operator = self.left.emit(code), self.operator
        if operator is None:
            return f"((t := {left}) is not None and t is not False)"
        right = self.right.emit(code)
        if operator == "==":
            return self._equal(left, right)
        if operator in ("!=", "<>"):
            return f"(not {self._equal(left, right)})"
        if operator in ("<", ">", "<=", ">="):
            return self._ordered(left, right)
        if operator == "contains":
            return f"contains({left}, {right})"
        return f"unknown_operator({operator!r}, {left}, {right})"

    def _equal(self, left: str, right: str) -> str:
        # For a variable and such a literal, Python's comparison equals Ruby's, and is faster.
        if isinstance(self.left, Lookup) and isinstance(self.right, Literal):
            value = self.right.value
            if isinstance(value, str):
                return f"({left} == {right})"
            if value is None or isinstance(value, bool):
                return f"({left} is {right})"
        return f"equals({left}, {right})"

    def _ordered(self, left: str, right: str) -> str:
        operator = self.operator
        if isinstance(self.right, Literal) and type(self.right.value) is int:
            otherwise = f"compare({operator!r}, t, {right})"
            return f"(t {operator} {right} if type(t := {left}) is int else {otherwise})"
        return f"compare({operator!r}, {left}, {right})"


class Condition(NamedTuple):
    """Comparisons, with an operator, `and` or `or`, between each two."""

    terms: tuple[Comparison, ...]
    operators: tuple[str, ...] = ()

    def emit(self, code: CodeWriter) -> str:
        """Return the comparisons joined as Liquid groups them, from the right.

        For example:

            a and b or c    A and (B or C)
            a or b and c    A or B and C
        """
        *firsts, last = [term.emit(code) for term in self.terms]
        text, inner = last, "and"
        for first, operator in zip(reversed(firsts), reversed(self.operators), strict=True):
            # Python's `and` binds tighter than its `or`; Liquid's does not.
            rest = f"({text})" if (operator, inner) == ("and", "or") else text
            text, inner = f"{first} {operator} {rest}", operator
        return text


@lru_cache(maxsize=4096)
def parse_condition(markup: str) -> Condition:
    """Parse as `If#lax_parse` does. Raises LiquidSyntaxError."""
    parts = _TERMS.findall(markup)
    operators = tuple(part.strip() for part in parts[1::2])
    if len(parts) % 2 == 0 or not {"and", "or"}.issuperset(operators):
        raise _fault()
    return Condition(tuple(map(_comparison, parts[::2])), operators)


def _comparison(markup: str) -> Comparison:
    found = _COMPARISON.search(markup)
    if found is None:
        raise _fault()
    return Comparison(parse_expression(found[1]), found[2], parse_expression(found[3] or ""))


def _fault() -> LiquidSyntaxError:
    return LiquidSyntaxError("Syntax Error in tag 'if' - Valid syntax: if [expression]")
