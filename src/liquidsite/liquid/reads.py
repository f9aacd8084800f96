"""What a template reads of its caller's values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from liquidsite.liquid.codegen import CodeWriter

from .parser import Parser
from .source import Source

if TYPE_CHECKING:
    from .environment import Environment


def variables(env: Environment, source: Source) -> tuple[str, ...]:
    """Return the names and dotted paths, sorted. Raises TemplateSyntaxError for an include."""
    return tuple(sorted(set(_reads(env, source, frozenset(), set()))))


def _reads(
    env: Environment, source: Source, hidden: frozenset[str], seen: set[tuple[str, frozenset[str]]]
) -> Iterator[str]:
    """Yield the reads of a template and of its includes, without those of the names in `hidden`."""
    code = CodeWriter(env, records_reads=True)
    with code.function():
        Parser(env, source).parse().emit(code)
    for path in code.reads:
        if path.partition(".")[0] not in hidden:
            yield path
    for name, set_there in code.included:
        inner = hidden | set_there | {"include"}
        if (name, inner) not in seen:
            seen.add((name, inner))
            if (found := env.host.include(name)) is not None:
                env.parse_include(found)  # its errors have a place
                yield from _reads(env, found, inner, seen)
