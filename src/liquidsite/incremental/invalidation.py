"""What an edit reaches: from the facts that changed to the stages that may be out of date.

Every fact depends on its sources, which are facts as well. A source is asked anew at each build,
once; the finer facts that depend on it are asked only of what it reaches. Sources are:

    ("front", key)    all of a page, document or static file but its text
    ("body", key)     its text, and where that begins
    ("date", key)     the date of a document that has none: it is the clock's
    ("order",)        the order of all that is rendered
    any other fact    itself

Beside them stand the stages of other items that were read.
"""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple, TypeAlias

from liquidsite.incremental.trace import Fact, Fingerprinter, Trace, gathered

Name: TypeAlias = tuple[str, str]  # a stage, and the key of its item
# What a stage depends on: sources, and the stages of other items.
Reads: TypeAlias = tuple[tuple[Fact, ...], tuple[Name, ...]]

_ORDER: Fact = ("order",)
_DERIVED = frozenset(["item", "keys", "text", "pager", "matter", "seen", "own"])
# Sources that stand for finer facts, which a trace has instead.
_COARSE = frozenset(["front", "body", "date", "order"])


def sources(fact: Fact) -> Iterator[Fact]:
    """What a fact depends on."""
    kind = fact[0]
    if kind not in _DERIVED:
        yield fact
    elif kind != "own":
        yield "body" if kind in ("text", "seen") else "front", fact[1]
        if kind == "seen" or (kind == "item" and ("next" in fact or "previous" in fact)):
            yield _ORDER
        if kind == "item" and "date" in fact:
            yield "date", fact[1]


def stages(fact: Fact) -> Iterator[Name]:
    """The stages whose text a fact is about."""
    if fact[0] == "own":
        yield "content", fact[1]
    elif fact[0] == "seen":
        yield fact[2], fact[1]


class Recorded(NamedTuple):
    """What a stage depends on: its sources, and all of it marshalled; its trace without these."""

    sources: Set[Fact]
    reads: bytes
    details: bytes


def recorded(facts: Iterable[Fact], fingerprint: Fingerprinter) -> Recorded:
    """What is kept of the `facts` that a stage read."""
    every = list(gathered(facts))
    derived = [fact for fact in every if fact[0] in _DERIVED]
    own = {fact for fact in every if fact[0] not in _DERIVED}
    own.update(source for fact in derived for source in sources(fact))
    others = {name for fact in derived for name in stages(fact)}
    rest = {fact: fingerprint(fact) for fact in derived}
    return Recorded(own, marshal.dumps((tuple(own), tuple(others))), marshal.dumps(rest))


def trace_of(read: bytes, details: bytes, known: Mapping[Fact, str]) -> Trace:
    """The whole trace, sources first: `known` has the fingerprints of these."""
    derived = marshal.loads(details)
    own = {fact: known[fact] for fact in marshal.loads(read)[0] if fact[0] not in _COARSE}
    return Trace({**own, **derived})


def is_open(fact: Fact, changed: set[Fact], suspects: set[Name]) -> bool:
    """Whether a fact may have changed, seeing what has."""
    return not (changed.isdisjoint(sources(fact)) and suspects.isdisjoint(stages(fact)))


def reached(
    changed: set[Fact], all_reads: Mapping[Name, Reads], lost: Iterable[Name] = ()
) -> set[Name]:
    """The stages that read something of `changed`, those that are `lost`, and what shows these."""
    found: list[Name] = [*lost]
    readers: defaultdict[Name, list[Name]] = defaultdict(list)
    for name, (own, others) in all_reads.items():
        if not changed.isdisjoint(own):
            found.append(name)
        for other in others:
            readers[other].append(name)
    suspects: set[Name] = set()
    while found:
        name = found.pop()
        if name not in suspects:
            suspects.add(name)
            found.extend(readers.get(name, ()))
    return suspects
