"""Two sequences side by side, in near-linear time however long they are.

Short stretches are matched by difflib, long ones by what is unique in both (the "patience"
method). What one key leaves unmatched is tried with the next, weaker one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T")
Key = Callable[[T], Hashable]
Pair = tuple[T | None, T | None]

# Comparing more pairs of items than this is left to the linear method.
_MOST_COMPARED = 20_000


def align(old: Sequence[T], new: Sequence[T], *keys: Key[T]) -> Iterator[Pair[T]]:
    """Pair `old` and `new` in order; an item that only one of them has is paired with None."""
    if not old or not new or not keys:
        yield from ((item, None) for item in old)
        yield from ((None, item) for item in new)
        return
    key, *weaker = keys
    at_old = at_new = 0
    for i, j in matches([key(item) for item in old], [key(item) for item in new]):
        yield from align(old[at_old:i], new[at_new:j], *weaker)
        yield old[i], new[j]
        at_old, at_new = i + 1, j + 1
    yield from align(old[at_old:], new[at_new:], *weaker)


def matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Yield places in `old` and `new` that hold equal items, rising in both."""
    shortest = min(len(old), len(new))
    start = 0
    while start < shortest and old[start] == new[start]:
        yield start, start
        start += 1
    end = 0
    while end < shortest - start and old[-1 - end] == new[-1 - end]:
        end += 1
    stop_old, stop_new = len(old) - end, len(new) - end
    inner = _inner(old[start:stop_old], new[start:stop_new])
    yield from ((start + i, start + j) for i, j in inner)
    yield from ((stop_old + i, stop_new + i) for i in range(end))


def _inner(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    if len(old) * len(new) <= 1:
        return
    if len(old) * len(new) <= _MOST_COMPARED:
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            yield from ((block.a + n, block.b + n) for n in range(block.size))
        return
    anchors = _anchors(old, new)
    at_old = at_new = 0
    for i, j in anchors:
        # Between two anchors only what touches them: one step, never a search.
        yield from _touching(old, new, range(at_old, i), range(at_new, j))
        yield i, j
        at_old, at_new = i + 1, j + 1
    yield from _touching(old, new, range(at_old, len(old)), range(at_new, len(new)))


def _touching(
    old: Sequence[Hashable], new: Sequence[Hashable], left: range, right: range
) -> Iterator[tuple[int, int]]:
    """Match equal items from the beginning of both stretches."""
    for i, j in zip(left, right, strict=False):
        if old[i] != new[j]:
            return
        yield i, j


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Match items that are unique in both: the longest run in the same order."""
    counts_old, counts_new = Counter(old), Counter(new)
    places = {value: j for j, value in enumerate(new) if counts_new[value] == 1}
    shared = [(i, places[v]) for i, v in enumerate(old) if counts_old[v] == 1 and v in places]
    return _longest_rising(shared)


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of `pairs` whose second numbers rise."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [j]
        ends[place : place + 1] = [n]
    run = []
    at = ends[-1] if ends else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]
