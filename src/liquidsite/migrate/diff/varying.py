"""Parts of pages that two builds of one site do not have in common: the clock, and chance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from liquidsite.migrate.diff.files import Located

_INDEX = re.compile(r"\[\d+\]")


def explained(
    changes: Iterable[Located], varying: Iterable[Located], left: Iterable[Located]
) -> Iterator[Located]:
    """Yield the changes of one file, those of kind `clock` or `chance` that have this cause.

    `varying` is what differs between two builds, the second at the reference's time; `left` is what
    differs between the reference and the second.
    """
    varying_places = _Places(change.path for change, _, _ in varying)
    left = list(left)
    left_places = _Places(change.path for change, _, _ in left)
    remaining = {(change.path, change.removed) for change, _, _ in left}
    for change, line, built_line in changes:
        kind = change.kind
        if not varying_places.paths:
            pass
        elif not change.path or not left_places.has(change.path):
            # Without a tree, only the lines themselves say that nothing is left of a change.
            kind = kind if (change.path, change.removed) in remaining else "clock"
        elif varying_places.has(change.path):
            kind = "chance"
        yield replace(change, kind=kind), line, built_line


class _Places:
    """Where something differs: an element counts with all below it, whichever of its kind it is."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = {_INDEX.sub("", path) for path in paths}
        self.above = {above for path in self.paths for above in _above(path)}

    def has(self, path: str) -> bool:
        path = _INDEX.sub("", path)
        return path in self.above or any(part in self.paths for part in (path, *_above(path)))


def _above(path: str) -> Iterator[str]:
    """Yield the elements that a place is in, the innermost first."""
    while (path := path.rpartition(" > ")[0]) != "":
        yield path
