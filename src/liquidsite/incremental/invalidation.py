"""Which stages an edit makes possibly stale, from the inputs that changed.

What a stage depends on is kept as its inputs (see `dependencies`) and the stages of other items
that it read. The fingerprint of each input is computed once for a build.
"""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from typing import NamedTuple, TypeAlias

from liquidsite.incremental.dependencies import COARSE, DERIVED, KINDS
from liquidsite.incremental.trace import Dependency, Fingerprinter, Trace, gathered

Name: TypeAlias = tuple[str, str]  # a stage, and the key of its item
# What a stage depends on: sources, and the stages of other items.
Reads: TypeAlias = tuple[tuple[Dependency, ...], tuple[Name, ...]]


def sources(dependency: Dependency) -> Iterable[Dependency]:
    """Return the inputs that `dependency` derives from."""
    return KINDS[dependency[0]].inputs(dependency)


def stages(dependency: Dependency) -> Iterable[Name]:
    """Return the stages whose text `dependency` is about."""
    return KINDS[dependency[0]].stages(dependency)


class Recorded(NamedTuple):
    """What a stage depends on: its sources, and all of it marshalled; its trace without these."""

    sources: Set[Dependency]
    reads: bytes
    details: bytes


def recorded(facts: Iterable[Dependency], fingerprint: Fingerprinter) -> Recorded:
    """What is kept of the `facts` that a stage read."""
    every = list(gathered(facts))
    derived = [fact for fact in every if fact[0] in DERIVED]
    own = {fact for fact in every if fact[0] not in DERIVED}
    own.update(source for fact in derived for source in sources(fact))
    others = {name for fact in derived for name in stages(fact)}
    rest = {fact: fingerprint(fact) for fact in derived}
    return Recorded(own, marshal.dumps((tuple(own), tuple(others))), marshal.dumps(rest))


def trace_of(read: bytes, details: bytes, known: Mapping[Dependency, str]) -> Trace:
    """The whole trace, sources first: `known` has the fingerprints of these."""
    derived = marshal.loads(details)
    own = {fact: known[fact] for fact in marshal.loads(read)[0] if fact[0] not in COARSE}
    return Trace({**own, **derived})


def is_open(fact: Dependency, changed: set[Dependency], possibly_stale: set[Name]) -> bool:
    """Whether a fact may have changed, seeing what has."""
    return not (changed.isdisjoint(sources(fact)) and possibly_stale.isdisjoint(stages(fact)))


def reached(
    changed: set[Dependency], all_reads: Mapping[Name, Reads], lost: Iterable[Name] = ()
) -> set[Name]:
    """The stages that read something of `changed`, those that are `lost`, and what shows these."""
    found: list[Name] = [*lost]
    readers: defaultdict[Name, list[Name]] = defaultdict(list)
    for name, (own, others) in all_reads.items():
        if not changed.isdisjoint(own):
            found.append(name)
        for other in others:
            readers[other].append(name)
    possibly_stale: set[Name] = set()
    while found:
        name = found.pop()
        if name not in possibly_stale:
            possibly_stale.add(name)
            found.extend(readers.get(name, ()))
    return possibly_stale
