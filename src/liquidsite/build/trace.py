"""Recorded reads: what a render asked, and the fingerprints of the answers.

A fact is named by a tuple of strings, a kind first. A recorder gathers the facts that one
render reads; a trace pairs each with its fingerprint at the time. The render is good as long
as every fact still has its fingerprint. Nothing here knows what a fact stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

Fact = tuple[str, ...]
Fingerprint = str
Fingerprinter = Callable[[Fact], Fingerprint]


@dataclass(slots=True)
class Recorder:
    """The facts that a render has read so far."""

    facts: set[Fact] = field(default_factory=set)

    def trace(self, fingerprint: Fingerprinter) -> Trace:
        """The facts with their fingerprints as they are now."""
        return Trace({fact: fingerprint(fact) for fact in sorted(self.facts)})


@dataclass(frozen=True, slots=True)
class Trace:
    """What a render read: fact → fingerprint."""

    facts: Mapping[Fact, Fingerprint]

    def holds(self, fingerprint: Fingerprinter) -> bool:
        """Whether every fact still has its fingerprint."""
        return all(fingerprint(fact) == known for fact, known in self.facts.items())

    def broken(self, fingerprint: Fingerprinter) -> list[Fact]:
        """The facts that no longer have their fingerprint."""
        return [fact for fact, known in self.facts.items() if fingerprint(fact) != known]


def digest(value: object) -> Fingerprint:
    """The fingerprint of a value built of mappings, lists, scalars and times, or of text."""
    text = value if isinstance(value, str) else repr(value)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
