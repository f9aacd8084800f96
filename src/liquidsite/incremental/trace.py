"""Recorded reads: what a computation asked, and the fingerprints of the answers.

A fact is named by a tuple of strings, a kind first. A trace pairs the facts that a computation
read with their fingerprints at that time; its result is good as long as every fact still has
its fingerprint. Nothing here knows what a fact stands for.
"""

from __future__ import annotations

# Where hashlib has it from; hashlib itself loads OpenSSL, a tenth of a small build's time.
from _blake2 import blake2b
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

Dependency = tuple[str, ...]
Fingerprint = str
Fingerprinter = Callable[[Dependency], Fingerprint]


class Trace(NamedTuple):
    """What a computation read: fact → fingerprint."""

    facts: Mapping[Dependency, Fingerprint]

    def holds(self, fingerprint: Fingerprinter) -> bool:
        """Whether every fact still has its fingerprint."""
        return all(fingerprint(fact) == known for fact, known in self.facts.items())

    def broken(self, fingerprint: Fingerprinter) -> list[Dependency]:
        """The facts that no longer have their fingerprint."""
        return [fact for fact, known in self.facts.items() if fingerprint(fact) != known]


def gathered(facts: Iterable[Dependency]) -> Iterator[Dependency]:
    """The facts; attributes of one item become one.

    `("item", key, a)` and `("item", key, b)` give `("item", key, a, b)`: an archive that reads
    five attributes of a thousand posts is checked with a thousand look-ups.
    """
    items: dict[str, list[str]] = {}
    for fact in facts:
        if fact[0] == "item":
            items.setdefault(fact[1], []).append(fact[2])
        else:
            yield fact
    for key, names in items.items():
        yield ("item", key, *sorted(names))


def digest(value: object) -> Fingerprint:
    """The fingerprint of a text, or of a value built of mappings, lists, scalars and times."""
    text = value if isinstance(value, str) else repr(value)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
