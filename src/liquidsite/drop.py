"""The drop: a value of the site as templates see it.

A drop reads like a hash whose absent keys are nil. Subclasses record what is read of them.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from typing import Any, ClassVar, Protocol, TypeVar, runtime_checkable

T = TypeVar("T")


@runtime_checkable
class Timed(Protocol):
    """A drop whose `time` is the time of the build, new each time."""

    def time_shown(self, form: str) -> object:
        """Return its time, and record only what the format `form` shows of it."""


class Drop:
    """The base of every drop, by which the engine recognises one.

    To Python it is a Mapping, read-only; only that a key which it does not have is None.
    """

    __slots__ = ()
    # Whether it has Ruby's `each`, which gives its keys to loops and filters.
    is_enumerable: ClassVar[bool] = True
    # Whether numbers may be keys, as in a hash of a data file.
    has_numbers: ClassVar[bool] = False

    def __getitem__(self, key: str) -> object:
        """Return the attribute `key`; None when there is none."""
        raise NotImplementedError

    def at_number(self, key: int) -> object:
        """Return the entry of a key that is a number."""
        raise NotImplementedError

    def __contains__(self, key: object) -> bool:
        raise NotImplementedError

    def keys(self) -> list[str]:
        """Return the attribute names, in the order in which Jekyll lists them."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def __len__(self) -> int:
        return len(self.keys())

    def get(self, key: str, default: object = None) -> object:
        """Return the attribute `key`, or `default` when there is none."""
        found = self[key]
        return default if found is None and default is not None and key not in self else found

    def items(self) -> ItemsView[str, object]:
        """Return the attributes as a mapping's `items()`."""
        return ItemsView(self)

    def values(self) -> ValuesView[object]:
        """Return the values of the attributes."""
        return ValuesView(self)

    def pairs(self) -> Iterator[list[object]]:
        """Yield `[key, value]` pairs, as Ruby's `each` does."""
        for key in self.keys():
            yield [key, self[key]]

    def to_hash(self) -> dict[str, object]:
        """Return all attributes, as `jsonify` and `inspect` print them."""
        return {key: self[key] for key in self.keys()}

    def hash_for_json(self, depth: int) -> dict[str, object]:
        """Return `to_hash`, inside of `depth` arrays and hashes, cut where it would not end."""
        return self.to_hash()

    def inspect_member(self) -> str | None:
        """Return what `inspect` prints of a member of an array or hash.

        Jekyll's lists hold the objects themselves, not their drops. None is for what is a drop,
        or a hash, there too.
        """
        return None

    def compare(self, other: Drop) -> int | None:
        """Compare with another drop by Ruby's `<=>`; None where the two have no order."""
        return None

    def order_key(self) -> tuple[Any, ...] | None:
        """Return a key that sorts as `compare` does among drops that all have one."""
        return None

    def __str__(self) -> str:
        """Return the text that `{{ drop }}` prints."""
        raise NotImplementedError


# Not a base class: the engine asks all the time what is a drop, and an abstract one answers slowly.
Mapping.register(Drop)


class HashDrop(Drop):
    """A drop of what is a plain hash in Jekyll: a page, a folder of data.

    Ruby's other drops are not hashes: `for` gives only their keys, they have no size and are never
    empty, and filters do not look at their values.
    """

    __slots__ = ()


class DropList(list[Drop]):
    """An array of drops that can be asked for an attribute of all of them, and does not change."""

    def column(self, key: str) -> list[object] | None:
        """Return the attribute `key` of each; None when they have to be asked one by one."""
        raise NotImplementedError

    def of_column(self, key: str, make: Callable[[list[object]], T]) -> T | None:
        """Return the result of `make` for that column, made once."""
        raise NotImplementedError
