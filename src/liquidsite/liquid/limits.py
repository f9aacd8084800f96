"""Limits for templates that are not trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import NamedTuple

from liquidsite.ruby.values import to_s

from .failures import LimitReachedError
from .filters.context import Filter, takes_context

# Ruby's Liquid allows as many scopes inside each other.
MAX_NESTING = 100


class Limits(NamedTuple):
    """What one template may use; None means no limit.

    output      characters written, captures included, and the size of any one value
    iterations  rounds of all loops together, those of `where_exp` and the like included
    nesting     includes and blocks inside each other
    tags        characters of all its tags
    """

    output: int | None = None
    iterations: int | None = None
    nesting: int = MAX_NESTING
    tags: int | None = None

    @property
    def is_limited(self) -> bool:
        return self.output is not None or self.iterations is not None

    def check_written(self, characters: int) -> None:
        if self.output is not None and characters > self.output:
            raise _exceeded(f"more than {self.output} characters of output")

    def check_rounds(self, rounds: int) -> None:
        if self.iterations is not None and rounds > self.iterations:
            raise _exceeded(f"more than {self.iterations} rounds of loops")

    def check_tags(self, tags: Iterable[str]) -> None:
        if self.tags is not None and sum(map(len, tags)) > self.tags:
            raise _exceeded(f"tags of more than {self.tags} characters in one template")

    def check_value(self, value: object) -> None:
        """Refuse a text, array or number that is larger than the whole output may be."""
        if self.output is not None and _size(value) > self.output:
            raise _exceeded(f"a value larger than {self.output}")

    def filters(self, filters: Mapping[str, Filter]) -> dict[str, Filter]:
        """Wrap `filters` so that they refuse to take or to make a value that is too large."""
        return {name: self._limited(name, function) for name, function in filters.items()}

    def _limited(self, name: str, function: Filter) -> Filter:
        first = 1 if takes_context(function) else 0
        growth = _GROWTH.get(name)

        @wraps(function)
        def limited(*args: object, **keywords: object) -> object:
            self.check_value(args[first])
            if growth and self.output is not None and growth(*args[first:]) > self.output:
                raise _exceeded(f"a value larger than {self.output}")
            result = function(*args, **keywords)
            self.check_value(result)
            return result

        return limited


def _exceeded(what: str) -> LimitReachedError:
    return LimitReachedError(f"Memory limits exceeded: {what}")


def _size(value: object) -> int:
    if isinstance(value, str | list | dict):
        return len(value)
    if isinstance(value, range):
        return max(0, value.stop - value.start)
    # Arithmetic with integers takes the square of their length.
    return value.bit_length() ** 2 // 1000 if isinstance(value, int) else 0


def _replaced(value: object, pattern: object, replacement: object = "") -> int:
    return to_s(value).count(to_s(pattern)) * len(to_s(replacement))


def _joined(value: object, glue: object = " ") -> int:
    return _size(value) * len(to_s(glue))


# Filters whose result may be larger than all their arguments: a lower bound of its size.
_GROWTH: Mapping[str, Callable[..., int]] = {"replace": _replaced, "join": _joined}
