"""Arrays and hashes as keys of a hash, which Ruby allows and Python does not."""

from __future__ import annotations


class ArrayKey(list[object]):
    """A list that is a key; it must not change afterwards."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(repr(self))


class HashKey(dict[object, object]):
    """A dict that is a key; it must not change afterwards."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(repr(self))


def as_key(value: object) -> object:
    """Return `value`, or a copy of it that a dict takes as a key."""
    if isinstance(value, list):
        return ArrayKey(value)
    if isinstance(value, dict):
        return HashKey(value)
    return value
