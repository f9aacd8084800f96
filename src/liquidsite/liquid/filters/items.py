"""Jekyll's filters that look into the items of an array: find, group and sort by a property.

A property is a key, or keys with dots between them. Strings that look like numbers count as
numbers, which is why `where: "a", "1.50"` does not find `"1.50"`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from datetime import datetime
from functools import partial

from liquidsite.drop import Drop, DropList, HashDrop
from liquidsite.ruby import sort as ruby_sort
from liquidsite.ruby.numbers import leading_float, leading_integer
from liquidsite.ruby.text import inspect, join
from liquidsite.ruby.values import LiquidError, MethodLiteral, RubyError, is_truthy, no_method, to_s

from .arrays import hash_key, is_selectable, time_parts
from .context import FilterContext, needs_context

_INTEGER = re.compile(r"[ \t-\r]*-?[0-9]+[ \t-\r]*\Z")
_NUMBER = re.compile(r"[ \t-\r]*-?(?:[0-9]++\.?[0-9]*|\.[0-9]+)[ \t-\r]*\Z")
_MAY_BE_NUMBER = frozenset("0123456789-. \t\n\v\f\r")


def where(value: object, key: object, target: object) -> object:
    """Return the items whose property is `target`, or, as an array, contains it."""
    if not _can_search(value, key, target):
        return value
    name = to_s(key)
    if isinstance(value, DropList) and "." not in name:
        index = value.of_column(name, _Index)
        if index is not None:
            return [value[place] for place in index.places(target)]
    return list(_matches(value, name, target))


def find(value: object, key: object, target: object) -> object:
    """Return the first item that `where` would return."""
    if not _can_search(value, key, target):
        return value
    return next(_matches(value, to_s(key), target), None)


def _can_search(value: object, key: object, target: object) -> bool:
    if not is_truthy(key) or isinstance(target, list | dict | HashDrop):
        return False
    return _is_enumerable(value)


@needs_context
def where_exp(
    context: FilterContext, value: object, variable: object, expression: object
) -> object:
    """Return the items for which `expression` is true while `variable` is the item."""
    if not _is_enumerable(value):
        return value
    name, markup = to_s(variable), to_s(expression)
    context.check(markup)
    return [item for item in _items(value) if is_truthy(context.evaluate(markup, name, item))]


@needs_context
def find_exp(context: FilterContext, value: object, variable: object, expression: object) -> object:
    """Return the first item that `where_exp` would return."""
    if not _is_enumerable(value):
        return value
    name, markup = to_s(variable), to_s(expression)
    context.check(markup)
    for item in _items(value):
        if is_truthy(context.evaluate(markup, name, item)):
            return item
    return None


def group_by(value: object, key: object) -> object:
    """Return an array of hashes with the keys `name`, `items` and `size`."""
    if not _is_enumerable(value):
        return value
    groups: dict[str, list[object]] = {}
    for item, found in _with(value, _pairs(value), to_s(key)):
        groups.setdefault(to_s(found), []).append(item)
    return [_group(name, items) for name, items in groups.items()]


@needs_context
def group_by_exp(
    context: FilterContext, value: object, variable: object, expression: object
) -> object:
    """Group by the value of `expression`, which may have filters, while `variable` is the item."""
    if not _is_enumerable(value):
        return value
    groups: dict[Hashable, tuple[object, list[object]]] = {}
    for item in _pairs(value):
        name = context.render(to_s(expression), to_s(variable), item)
        groups.setdefault(hash_key(name), (name, []))[1].append(item)
    return [_group(name, items) for name, items in groups.values()]


def _group(name: object, items: list[object]) -> dict[str, object]:
    return {"name": name, "items": items, "size": len(items)}


def sort(value: object, key: object = None, nils: object = "first") -> object:
    """Sort by the items themselves or by a property; items without it come `first` or `last`."""
    if value is None:
        raise LiquidError("Cannot sort a null object.")
    if key is None:
        items = list(_sortable(value, "sort"))
        return ruby_sort.sort(items, items, ruby_sort.spaceship)
    if nils not in ("first", "last"):
        raise LiquidError(
            f"Invalid nils order: '{to_s(nils)}' is not a valid nils order. "
            "It must be 'first' or 'last'."
        )
    pairs = list(_with(value, _sortable(value, "map"), to_s(key)))
    order = partial(_order, -1 if nils == "first" else 1)
    return ruby_sort.sort([item for item, _ in pairs], [found for _, found in pairs], order)


def _order(nil_order: int, left: object, right: object) -> int | None:
    """Compare two values; those without an order of their own as strings."""
    if left is None or right is None:
        return nil_order * ((left is None) - (right is None))
    order = ruby_sort.spaceship(left, right)
    return ruby_sort.spaceship(to_s(left), to_s(right)) if order is None else order


def _sortable(value: object, method: str) -> Iterator[object]:
    if not _is_enumerable(value):
        raise no_method(method, value)
    return _pairs(value)


def _is_enumerable(value: object) -> bool:
    return isinstance(value, list | dict | range | Drop)


def _items(value: object) -> Iterator[object]:
    """Return the items of an array, or the values of a hash."""
    if isinstance(value, HashDrop):
        value = value.to_hash()
    return iter(value.values()) if isinstance(value, dict) else _pairs(value)


def _pairs(value: object) -> Iterator[object]:
    """Return the items of an array, or the pairs of a hash or drop."""
    if isinstance(value, dict):
        return iter([[key, item] for key, item in value.items()])
    if isinstance(value, Drop):
        return value.pairs()
    return iter(value)  # type: ignore[call-overload, no-any-return]


def _matches(value: object, key: str, target: object) -> Iterator[object]:
    found = _properties(_items(value), key)
    matches = _test(target)
    return (item for item, has in found if matches(has))


def _test(target: object) -> Callable[[object], bool]:
    """Return a test of whether a property is, or contains, the `target`."""
    if target is None:
        return lambda has: has is None
    if isinstance(target, MethodLiteral):
        return _is_empty
    wanted = to_s(target)
    return lambda has: has == wanted if type(has) is str else _has(has, wanted)


class _Index:
    """The places in an array of drops, by the value of a property."""

    def __init__(self, column: list[object]) -> None:
        self._texts: dict[str, list[int]] = {}
        self._others: list[tuple[int, object]] = []
        self._nils: list[int] = []
        for place, found in enumerate(map(_value, column)):
            if type(found) is str:
                self._texts.setdefault(found, []).append(place)
            elif found is None:
                self._nils.append(place)
            else:
                self._others.append((place, found))

    def places(self, target: object) -> list[int]:
        """Return, in order, the places of those whose property is, or contains, the `target`."""
        if target is None:
            return self._nils
        matches = _test(target)
        found = [place for place, has in self._others if matches(has)]
        if isinstance(target, MethodLiteral):
            return sorted([*found, *self._nils, *self._texts.get("", ())])
        return sorted([*found, *self._texts.get(to_s(target), ())])


def _has(found: object, wanted: str) -> bool:
    if isinstance(found, list):
        return any(to_s(item) == wanted for item in found)
    if found is None or isinstance(found, Drop):
        return False
    if isinstance(found, dict | range):
        return any(to_s(item) == wanted for item in _pairs(found))
    if isinstance(found, datetime):
        return any(to_s(item) == wanted for item in time_parts(found))
    return to_s(found) == wanted


def _is_empty(found: object) -> bool:
    """Return whether a value equals `empty` or `blank`, which both mean: nothing to print."""
    if isinstance(found, dict | range | list):
        return join(list(_pairs(found)), "") == ""
    return found is None or found == ""


def _with(value: object, items: Iterator[object], key: str) -> Iterator[tuple[object, object]]:
    """Yield what `_properties` does, for all the `items` of `value`."""
    column = value.column(key) if isinstance(value, DropList) and "." not in key else None
    return (
        _properties(items, key) if column is None else zip(items, map(_value, column), strict=True)
    )


def _properties(items: Iterator[object], key: str) -> Iterator[tuple[object, object]]:
    """Yield each item with the value of its property `key`."""
    is_plain = "." not in key
    for item in items:
        yield (
            item,
            _value(item.get(key) if is_plain and type(item) is dict else _attribute(item, key)),
        )


def _value(found: object) -> object:
    """Return a string that looks like a number as that number."""
    if type(found) is str and found[:1] in _MAY_BE_NUMBER:
        return _as_number(found)
    return found


def _as_number(text: str) -> object:
    if _INTEGER.match(text):
        return leading_integer(text)
    return leading_float(text) if _NUMBER.match(text) else text


def _attribute(item: object, key: str) -> object:
    try:
        return _select(item, key) if "." not in key else _follow(item, key)
    except NoPropertyError:
        if not isinstance(item, list):
            raise
        raise RubyError(
            f"Error accessing object ({to_s(item)[:20]}) with given key. "
            f"Expected an integer but got {inspect(key)} instead."
        ) from None


def _follow(item: object, key: str) -> object:
    # Ruby's `split` leaves out empty parts at the end.
    for part in key.rstrip(".").split("."):
        item = _select(item, part) if is_selectable(item) else False
    return item


class NoPropertyError(RubyError):
    """The error for a property of an array or a number."""

    def __init__(self) -> None:
        super().__init__("no implicit conversion of String into Integer")


def _select(found: object, key: str) -> object:
    if isinstance(found, dict):
        return found.get(key)
    if isinstance(found, Drop):
        return found[key]
    if isinstance(found, str):
        return key if key in found else None
    if not is_selectable(found):
        raise no_method("[]", found)
    raise NoPropertyError
