"""Ruby's `<=>` and `sort`.

Ruby sorts with the C library's merge sort, so equal items keep their order, and a comparison
that is not an order (mixed kinds, several nils) still has one definite result.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from liquidsite.drop import Drop
from liquidsite.ruby.values import comparison_error, julian_day, same

T = TypeVar("T")
_ORDERED: frozenset[type] = frozenset((str, int, float, datetime, date, tuple))
_NUMBERS: frozenset[type] = frozenset((int, float))


def spaceship(left: Any, right: Any) -> int | None:
    """Compare by Ruby's `<=>`: negative, 0 or positive; None where the two have no order."""
    kind, other = type(left), type(right)
    if kind is date and other in _NUMBERS:
        left, kind = julian_day(left), float
    if (kind is other and kind in _ORDERED) or (kind in _NUMBERS and other in _NUMBERS):
        if left == right:
            return 0
        return -1 if left < right else 1 if left > right else None
    if kind is list and other is list:
        return _compare_arrays(left, right)
    if same(left, right):
        return 0
    return left.compare(right) if isinstance(left, Drop) and isinstance(right, Drop) else None


def _compare_arrays(left: list[object], right: list[object]) -> int | None:
    for one, two in zip(left, right, strict=False):
        order = spaceship(one, two)
        if order != 0:
            return order
    return len(left) - len(right)


def compare_nil_last(left: object, right: object) -> int | None:
    """Compare by Liquid's order, in which a nil comes after everything, even after another nil."""
    if left is not None and right is not None:
        return spaceship(left, right)
    return 1 if left is None else -1


def is_sortable(keys: Sequence[object]) -> bool:
    """Return whether Python orders `keys` as Ruby does: all numbers, or all of one ordered kind."""
    kinds = set(map(type, keys))
    if kinds <= _NUMBERS:
        return float not in kinds or not any(key != key for key in keys)
    return len(kinds) == 1 and kinds <= _ORDERED


Order = Callable[[Any, Any], int | None]


def sort(items: Sequence[T], keys: Sequence[object], order: Order) -> list[T]:
    """Sort `items` by their `keys`. Raises an error about the items where `order` returns None."""
    if keys is items and is_sortable(items):
        return sorted(items)  # type: ignore[type-var]
    if keys and isinstance(keys[0], Drop):
        keys = _order_keys(keys)
    pairs = list(zip(keys, items, strict=True))
    if is_sortable(keys):
        pairs.sort(key=_first)  # type: ignore[arg-type]
    else:
        pairs = _merge_sort(pairs, order)
    return [item for _, item in pairs]


def _order_keys(keys: Sequence[object]) -> Sequence[object]:
    found = [key.order_key() if isinstance(key, Drop) else None for key in keys]
    return keys if None in found else found


def _first(pair: tuple[object, object]) -> object:
    return pair[0]


def _merge_sort(pairs: list[tuple[object, T]], order: Order) -> list[tuple[object, T]]:
    if len(pairs) < 2:
        return pairs
    middle = len(pairs) // 2
    left, right = _merge_sort(pairs[:middle], order), _merge_sort(pairs[middle:], order)
    merged: list[tuple[object, T]] = []
    i = j = 0
    while i < len(left) and j < len(right):
        compared = order(left[i][0], right[j][0])
        if compared is None:
            raise comparison_error(left[i][1], right[j][1])
        if compared <= 0:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
    return merged + left[i:] + right[j:]
