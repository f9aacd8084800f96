"""Limits on what a template that nobody vouches for may use."""

from __future__ import annotations

from dataclasses import dataclass

# Ruby's Liquid allows as many scopes inside each other.
MAX_NESTING = 100


@dataclass(frozen=True, slots=True)
class Limits:
    """`output` and each value in characters, `iterations` of all loops of a render together."""

    output: int | None = None
    iterations: int | None = None
    nesting: int = MAX_NESTING
