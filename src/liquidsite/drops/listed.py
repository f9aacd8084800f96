"""A list of the site, such as `site.posts`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from liquidsite.drop import DropList
from liquidsite.drops.recording import ENUMERABLE

if TYPE_CHECKING:
    from liquidsite.drops.documents import ItemDrop
    from liquidsite.drops.view import View

T = TypeVar("T")

# Attributes that depend on the page that reads them.
_TEXTS = frozenset(["content", "output", "excerpt"])


class Listed(DropList):
    """The list `name`. The values of one attribute of all its members are one dependency.

    A page that filters a thousand documents depends on a thousand titles: recording each of them
    would be most of the cost of the page.
    """

    def __init__(self, name: str, drops: Iterable[ItemDrop], view: View) -> None:
        self._drops = list(drops)
        super().__init__(self._drops)
        self.name = name
        self._view = view
        self._columns: dict[str, list[object]] = {}
        self._made: dict[tuple[str, object], object] = {}

    @cached_property
    def keys(self) -> frozenset[str]:
        """Return the keys of the members, without source maps, which not every page sees."""
        return frozenset(drop.key for drop in self._drops if not drop.is_source_map)

    def peek(self, key: str) -> list[object]:
        """Return the attribute `key` of each member, without recording the read."""
        if key not in self._columns:
            self._columns[key] = [drop.peek(key) for drop in self._drops]
        return self._columns[key]

    def column(self, key: str) -> list[object] | None:
        if key in _TEXTS or key in ENUMERABLE:
            return None
        self._view.record(("column", self.name, key))
        return self.peek(key)

    def of_column(self, key: str, make: Callable[[list[object]], T]) -> T | None:
        column = self.column(key)
        if column is None:
            return None
        if (key, make) not in self._made:
            self._made[key, make] = make(column)
        return self._made[key, make]  # type: ignore[return-value]
