"""The base of every drop of the site, which records what templates read through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from liquidsite.drop import Drop
from liquidsite.drops.view import Dependency, View

Methods = Mapping[str, Callable[[Any], object]]


def _pair(drop: Drop, key: str) -> list[object]:
    return [key, drop[key]]


# The methods of Ruby's Enumerable, which hide a drop's attributes of the same names.
ENUMERABLE: Methods = {
    "count": len,
    "first": lambda drop: _pair(drop, drop.keys()[0]),
    "min": lambda drop: _pair(drop, min(drop.keys())),
    "max": lambda drop: _pair(drop, max(drop.keys())),
    "sort": lambda drop: [_pair(drop, key) for key in sorted(drop.keys())],
}


class RecordingDrop(Drop):
    """A drop that records each read.

    A subclass says what an attribute is (`peek`) and what a read of it depends on (`dependency`).
    It records nothing itself, so a new drop or attribute cannot forget to.
    """

    view: View
    METHODS: ClassVar[Methods] = ENUMERABLE

    def peek(self, key: str) -> object:
        """Return the attribute `key` without recording the read; None when there is none."""
        raise NotImplementedError

    def has(self, key: object) -> bool:
        """Return whether there is an attribute `key`, without recording the question."""
        raise NotImplementedError

    def names(self) -> list[str]:
        """Return the attribute names in Jekyll's order, without recording the read."""
        raise NotImplementedError

    def dependency(self, key: str) -> Dependency | None:
        """Return what a read of `key` depends on.

        None is for what never changes between builds that share a cache, and for the texts of
        pages, which the view records, as they depend on the page that reads them.
        """
        raise NotImplementedError

    def dependency_of_names(self) -> Dependency | None:
        """Return what a look at the attribute names depends on; None as above."""
        raise NotImplementedError

    def record(self, key: str) -> None:
        """Record a read of `key`."""
        dependency = self.dependency(key)
        if dependency is not None:
            self.view.record(dependency)

    def __getitem__(self, key: str) -> object:
        if key in self.METHODS and (key == "first" or not self.has(key)):
            # With a key of its own of that name, all but `first` end in Ruby's recursion.
            return self.METHODS[key](self)
        dependency = self.dependency(key)  # `record`, written out: templates read all the time
        if dependency is not None:
            self.view.record(dependency)
        return self.peek(key)

    def __contains__(self, key: object) -> bool:
        self._record_names()
        return self.has(key)

    def keys(self) -> list[str]:
        self._record_names()
        return self.names()

    def _record_names(self) -> None:
        dependency = self.dependency_of_names()
        if dependency is not None:
            self.view.record(dependency)
