"""Arrays, by Liquid's own rules. Liquid flattens its input, and accepts anything as an array."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime

from liquidsite.drop import Drop, DropList, HashDrop
from liquidsite.liquid.loop_drops import Loop
from liquidsite.ruby import sort as ruby_sort
from liquidsite.ruby import values
from liquidsite.ruby.strftime import zone_name
from liquidsite.ruby.text import join as ruby_join
from liquidsite.ruby.values import (
    LiquidError,
    MethodLiteral,
    RubyError,
    is_truthy,
    no_method,
    same,
    to_integer,
    to_s,
)

_MOST_BITS = 10_000


def first(value: object) -> object:
    """Return the first item; of a loop whether it is in its first round, as Ruby asks the drop."""
    return value["first"] if isinstance(value, Loop) else values.first(value)


def last(value: object) -> object:
    """Return the last item; of a loop whether it is in its last round."""
    return value["last"] if isinstance(value, Loop) else values.last(value)


def array(value: object) -> list[object]:
    """Return Liquid's array: lists flattened, a drop's keys, anything else as one item."""
    if isinstance(value, list):
        return flatten(value)
    if value is None:
        return []
    if isinstance(value, range):
        return [*value]
    if isinstance(value, datetime):
        return time_parts(value)
    if isinstance(value, Drop) and not isinstance(value, HashDrop) and value.is_enumerable:
        return [*value.keys()]
    # `empty` and `blank` are read as ''.
    return ["" if isinstance(value, MethodLiteral) else value]


def time_parts(time: datetime) -> list[object]:
    """Return a time as Ruby's arrays see it, from the second up to the zone."""
    clock = [time.second, time.minute, time.hour, time.day, time.month, time.year]
    day = [time.isoweekday() % 7, time.timetuple().tm_yday]
    return [*clock, *day, bool(time.dst()), zone_name(time) or None]


def flatten(items: list[object]) -> list[object]:
    if list not in map(type, items):
        return items
    flat: list[object] = []
    for item in items:
        if isinstance(item, list):
            flat.extend(flatten(item))
        else:
            flat.append(item)
    return flat


def select(item: object, key: object) -> object:
    """Return Ruby's `item[key]`; Ruby's TypeError becomes `cannot select the property`."""
    if isinstance(item, dict):
        return item.get(key) if values.has_key(item, key) else None
    if isinstance(item, Drop):
        return item[to_s(key)]
    if isinstance(item, str):
        return _substring(item, key)
    if type(item) is int and isinstance(key, range):
        return _bits(item, key)
    if type(item) is int and type(key) in (int, float):
        return _bit(item, _whole(key))  # type: ignore[arg-type]
    if is_selectable(item):
        raise property_error(key)
    raise no_method("[]", item)


def _whole(number: int | float) -> int:
    try:
        return int(number)
    except (OverflowError, ValueError):
        raise RubyError(f"float {number} out of range of integer") from None


def _bits(number: int, places: range) -> int:
    """Return the bits in a range of places; a range that ends before its start has no end.

    Raises RubyError where the result would have more than `_MOST_BITS` bits: Ruby runs out of
    memory only at far more of them.
    """
    start, count = places.start, places.stop - places.start
    if -start > _MOST_BITS:
        raise RubyError("shift width too big")
    moved = number >> start if start >= 0 else number << -start
    if count <= 0 or (moved >= 0 and moved.bit_length() <= count):
        return moved
    if count > _MOST_BITS:
        raise RubyError("shift width too big")
    return moved & ((1 << count) - 1)


def _bit(number: int, place: int) -> int:
    return (number >> place) & 1 if place >= 0 else 0


def _substring(text: str, key: object) -> object:
    if isinstance(key, str):
        return key if key in text else None
    if isinstance(key, int | float) and not isinstance(key, bool):
        place = _whole(key)
        return text[place] if -len(text) <= place < len(text) else None
    if isinstance(key, range):
        return _part(text, key)
    raise property_error(key)


def _part(text: str, places: range) -> str | None:
    """Return Ruby's `text[a..b]`, where negative places count from the end."""
    start = places.start + len(text) * (places.start < 0)
    last = places.stop - 1
    end = (last + len(text) if last < 0 else last) + 1
    return text[start : max(start, end)] if 0 <= start <= len(text) else None


def is_selectable(item: object) -> bool:
    """Return whether Ruby's value has a method `[]`."""
    return isinstance(item, dict | Drop | str | list | int) and not isinstance(item, bool)


def property_error(key: object) -> LiquidError:
    return LiquidError(f"cannot select the property '{to_s(key)}'")


def size(value: object) -> int:
    return values.size(value) or 0


def join(value: object, glue: object = " ") -> str:
    return ruby_join(array(value), to_s(glue))


def reverse(value: object) -> list[object]:
    return array(value)[::-1]


def concat(value: object, other: object) -> list[object]:
    if not isinstance(other, list):
        raise LiquidError("concat filter requires an array argument")
    return array(value) + other


def compact(value: object, key: object = None) -> object:
    items = array(value)
    if key is None:
        return [item for item in items if item is not None]
    if items and not is_selectable(items[0]):
        return None
    return [item for item in items if select(item, key) is not None]


def map_(value: object, key: object) -> list[object]:
    items = array(value)
    if key == "to_liquid":
        return items
    if type(key) is str:
        if isinstance(value, DropList) and (column := value.column(key)) is not None:
            return list(column)
        return [item.get(key) if type(item) is dict else _selected(item, key) for item in items]
    return [_selected(item, key) for item in items]


def _selected(item: object, key: object) -> object:
    return select(item, key) if is_selectable(item) else None


def uniq(value: object, key: object = None) -> object:
    items = array(value)
    if key is None:
        return _first_of_each(items, items)
    if items and not is_selectable(items[0]):
        return None
    if len(items) < 2:
        return items
    return _first_of_each(items, [select(item, key) for item in items])


def _first_of_each(items: list[object], keys: list[object]) -> list[object]:
    firsts: dict[Hashable, object] = {}
    for item, key in zip(items, keys, strict=True):
        firsts.setdefault(hash_key(key), item)
    return list(firsts.values())


def hash_key(value: object) -> Hashable:
    """Return a key that is equal for equal Ruby hash keys: 1, 1.0 and true are three."""
    if type(value) is str:
        return value
    if isinstance(value, list):
        return (list, *map(hash_key, value))
    if isinstance(value, dict):
        return (dict, frozenset((hash_key(k), hash_key(v)) for k, v in value.items()))
    if isinstance(value, range):
        return (range, value.start, value.stop)
    return (type(value), value)


def where(value: object, key: object, target: object = None) -> object:
    """Filter by Liquid's own `where`; Jekyll replaces it."""
    items = array(value)
    if not items:
        return []
    if not is_selectable(items[0]):
        return None
    if target is None:
        return [item for item in items if is_truthy(select(item, key))]
    return [item for item in items if same(select(item, key), target)]


def sort(value: object, key: object = None) -> object:
    """Sort by Liquid's own `sort`; Jekyll replaces it."""
    return _sorted(array(value), key, ruby_sort.compare_nil_last, lambda item: item)


def sort_natural(value: object, key: object = None) -> object:
    """Sort without regard to the case of ASCII letters."""
    return _sorted(array(value), key, ruby_sort.compare_nil_last, _caseless)


def _caseless(value: object) -> object:
    # Latin-1 gives each byte one character, in the order of the bytes.
    return None if value is None else to_s(value).encode().lower().decode("latin-1")


def _sorted(
    items: list[object],
    key: object,
    order: ruby_sort.Order,
    make_key: Callable[[object], object],
) -> list[object] | None:
    if not items:
        return []
    if key is None:
        return ruby_sort.sort(items, [make_key(item) for item in items], order)
    if not all(map(is_selectable, items)):
        return None
    if len(items) == 1:
        return items
    return ruby_sort.sort(items, [make_key(select(item, key)) for item in items], order)


def pop(value: object, count: object = 1) -> object:
    if not isinstance(value, list):
        return value
    left = len(value) - _count(count)
    return value[:left] if left > 0 else []


def shift(value: object, count: object = 1) -> object:
    return value[_count(count) :] if isinstance(value, list) else value


def _count(count: object) -> int:
    number = to_integer(count)
    if number < 0:
        raise LiquidError("negative array size")
    return number


def push(value: object, item: object) -> object:
    return [*value, item] if isinstance(value, list) else value


def unshift(value: object, item: object) -> object:
    return [item, *value] if isinstance(value, list) else value


def sample(value: object, count: object = 1) -> object:
    """Return one item at random, or an array of `count`."""
    import random

    if not isinstance(value, list):
        return value
    try:
        number = to_integer(count)
    except LiquidError:
        number = 1
    if number < 0:
        raise LiquidError("negative sample number")
    if number == 1:
        return random.choice(value) if value else None
    return random.sample(value, min(number, len(value)))
