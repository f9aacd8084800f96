"""What filters see of the render that they run in."""

from __future__ import annotations

from types import MethodType
from typing import Protocol

from liquidsite.plugin import Filter, needs_context, takes_context

from ..host import Host

__all__ = ["Filter", "FilterContext", "arity", "needs_context", "takes_context"]


class FilterContext(Protocol):
    """The engine's side of a filter that `needs_context`."""

    @property
    def host(self) -> Host:
        """Return the site."""

    def lookup(self, name: str) -> object:
        """Return the variable `name`, or None when there is none."""

    def check(self, markup: str) -> None:
        """Parse the condition `markup`, which there may be no item for. Raises TemplateError."""

    def evaluate(self, markup: str, variable: str, item: object) -> object:
        """Evaluate the condition `markup`, with `and` and `or`, while `variable` is `item`."""

    def render(self, markup: str, variable: str, item: object) -> object:
        """Evaluate `markup`, which may have filters, while `variable` is `item`."""


def arity(function: Filter) -> tuple[int, int | None]:
    """Return the fewest and the most values that a filter takes, its input included.

    None means no upper bound. The message `wrong number of arguments (given 3, expected 1..2)`
    counts in the same way.
    """
    code = getattr(function, "__code__", None)
    if code is None:
        return (1, None)
    # A bound method has its object already.
    most = code.co_argcount - takes_context(function) - isinstance(function, MethodType)
    fewest = most - len(getattr(function, "__defaults__", None) or ())
    has_rest = code.co_flags & 0x04
    return (fewest, None if has_rest else most)
