"""The items that `for` and `tablerow` run over."""

from __future__ import annotations

from collections.abc import Sequence

from liquidsite.drop import Drop, HashDrop

from .lookup import to_i


def items(collection: object) -> Sequence[object]:
    """Return the items of a loop: a string itself, a hash's pairs, a drop's keys."""
    if isinstance(collection, list | range):
        return collection
    if isinstance(collection, dict):
        return [[key, value] for key, value in collection.items()]
    if isinstance(collection, str):
        return [collection] if collection else []
    if isinstance(collection, HashDrop):
        return list(collection.pairs())
    if isinstance(collection, Drop):
        return list(collection.keys()) if collection.is_enumerable else []
    return []


def window(collection: object, start: int, limit: object) -> Sequence[object]:
    """Return at most `limit` items from `start` on; None and False are no limit."""
    found = items(collection)
    if isinstance(collection, str) or (start == 0 and (limit is None or limit is False)):
        return found
    first = max(start, 0)
    if limit is None or limit is False:
        return found[first:]
    return found[first : max(start + to_i(limit), 0)]
