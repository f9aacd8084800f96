"""Which stages an edit makes possibly stale, from the inputs that changed.

What a stage depends on is kept as its inputs (see `dependencies`) and the stages of other items
that it read. The fingerprint of each input is computed once for a build.
"""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from typing import NamedTuple, TypeAlias

from liquidsite.incremental.dependencies import COARSE, KINDS
from liquidsite.incremental.trace import Dependency, Fingerprint, Fingerprinter, Trace, gathered

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
    """What a stage depends on.

    sources  the inputs
    reads    the inputs and the stages of other items, marshalled
    details  the dependencies that derive from them with their fingerprints, marshalled
    """

    sources: Set[Dependency]
    reads: bytes
    details: bytes


def recorded(dependencies: Iterable[Dependency], fingerprint: Fingerprinter) -> Recorded:
    """Return what is kept of the `dependencies` that a stage read."""
    own: set[Dependency] = set()
    others: set[Name] = set()
    rest: dict[Dependency, Fingerprint] = {}
    for dependency in gathered(dependencies):
        kind = KINDS[dependency[0]]
        if kind.derived:
            own.update(kind.inputs(dependency))
            others.update(kind.stages(dependency))
            rest[dependency] = fingerprint(dependency)
        else:
            own.add(dependency)
    return Recorded(own, marshal.dumps((tuple(own), tuple(others))), marshal.dumps(rest))


def trace_of(read: bytes, details: bytes, known: Mapping[Dependency, str]) -> Trace:
    """Return the whole trace, inputs first; `known` has the fingerprints of these."""
    derived = marshal.loads(details)
    own = {
        dependency: known[dependency]
        for dependency in marshal.loads(read)[0]
        if dependency[0] not in COARSE
    }
    return Trace({**own, **derived})


def dependencies_of(read: bytes, details: bytes) -> frozenset[Dependency]:
    """Return the dependencies of the whole trace, without their fingerprints."""
    own = (found for found in marshal.loads(read)[0] if found[0] not in COARSE)
    return frozenset((*own, *marshal.loads(details)))


def is_open(dependency: Dependency, changed: set[Dependency], possibly_stale: set[Name]) -> bool:
    """Return whether a dependency may have changed, given what has."""
    return not (
        changed.isdisjoint(sources(dependency)) and possibly_stale.isdisjoint(stages(dependency))
    )


def possibly_stale(
    changed: set[Dependency], all_reads: Mapping[Name, Reads], lost: Iterable[Name] = ()
) -> set[Name]:
    """Return the stages that depend on something `changed` or on a stage that is `lost`."""
    found: list[Name] = [*lost]
    readers: defaultdict[Name, list[Name]] = defaultdict(list)
    for name, (own, others) in all_reads.items():
        if not changed.isdisjoint(own):
            found.append(name)
        for other in others:
            readers[other].append(name)
    stale: set[Name] = set()
    while found:
        name = found.pop()
        if name not in stale:
            stale.add(name)
            found.extend(readers.get(name, ()))
    return stale
