"""Traces: what a computation read, with the fingerprints that it found.

A dependency is named by a tuple of strings, its kind first. The result of a computation is valid
as long as every dependency of its trace still has its fingerprint. What the kinds mean is known in
`dependencies`.
"""

from __future__ import annotations

import zlib

# hashlib takes it from there, but also loads OpenSSL: a tenth of the time of a small build.
from _blake2 import blake2b
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

Dependency = tuple[str, ...]
Fingerprint = str
Fingerprinter = Callable[[Dependency], Fingerprint]


class Trace(NamedTuple):
    """What a computation read: dependency → fingerprint."""

    dependencies: Mapping[Dependency, Fingerprint]

    def holds(self, fingerprint: Fingerprinter) -> bool:
        """Return whether every dependency still has its fingerprint."""
        return all(
            fingerprint(dependency) == known for dependency, known in self.dependencies.items()
        )

    def broken(self, fingerprint: Fingerprinter) -> list[Dependency]:
        """Return the dependencies that no longer have their fingerprint."""
        return [
            dependency
            for dependency, known in self.dependencies.items()
            if fingerprint(dependency) != known
        ]


def gathered(dependencies: Iterable[Dependency]) -> list[Dependency]:
    """Return the dependencies, with the attributes of one item as one dependency.

    `("item", key, a)` and `("item", key, b)` give `("item", key, a, b)`: an archive that reads
    five attributes of a thousand posts is checked with a thousand look-ups.
    """
    items: dict[str, list[str]] = {}
    found: list[Dependency] = []
    for dependency in dependencies:
        if dependency[0] == "item":
            items.setdefault(dependency[1], []).append(dependency[2])
        else:
            found.append(dependency)
    found.extend([("item", key, *sorted(names)) for key, names in items.items()])
    return found


def digest(value: object) -> Fingerprint:
    """Return the fingerprint of a text, or of mappings, lists, scalars and times."""
    text = value if isinstance(value, str) else repr(value)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def checksum(data: object) -> int:
    """Return a checksum; what was read from a damaged file need be no bytes."""
    return zlib.crc32(data) if isinstance(data, bytes) else -1
