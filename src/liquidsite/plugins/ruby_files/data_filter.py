"""The lab template's `data_filter`: `{{ data | data_filter: "role == 'pi' and !alumni" }}`.

The Ruby file has Ruby evaluate the expression, with the fields of each item as variables. Nothing
here runs Ruby: what data can be asked for is understood, and anything else is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from liquidsite.drops.documents import ItemDrop
from liquidsite.liquid.filters import text as text_filters
from liquidsite.plugin import TemplateError
from liquidsite.ruby import regexp
from liquidsite.ruby.expressions import (
    Array,
    Call,
    Choice,
    Literal,
    Name,
    Node,
    Not,
    Operation,
    Regexp,
    Text,
    parse,
)
from liquidsite.ruby.values import (
    LiquidError,
    class_name,
    compare,
    first,
    is_empty,
    is_truthy,
    last,
    same,
    size,
    to_integer,
    to_s,
)

# What a document has in its front matter even where its file has no such key.
_ALWAYS = ("title", "date", "tags", "categories", "excerpt")
_NOT_IN_NAMES = re.compile(r"[^a-z]+", re.IGNORECASE)
_ITEM = "item"


def data_filter(data: object, expression: object) -> object:
    """Return the items for which the expression is true; all without an expression."""
    if not isinstance(expression, str) or not isinstance(data, list):
        return data
    if not expression.strip():
        return []
    tree = _parsed(expression)
    try:
        return [item for item in data if is_truthy(_value(tree, _Fields(fields_of(item))))]
    except LiquidError as error:
        raise TemplateError(f"data_filter: {error} in `{expression}`") from None


def data_filter_of_lists(data: object, filters: object) -> object:
    """Do as older versions: `"publisher: bioRxiv, date: ^2020, group"`.

    Items remain whose field matches the pattern behind its name, or, without one, is nil.
    """
    if not isinstance(filters, str) or not isinstance(data, list):
        return data
    items = list(data)
    for part in filters.split(","):
        words = [word.strip() for word in part.split(":") if word.strip()]
        if len(words) == 1:
            items = [item for item in items if fields_of(item).get(words[0]) is None]
        elif words:
            key, pattern = words[0], _pattern(words[1], "m")
            items = [item for item in items if pattern.search(to_s(fields_of(item).get(key)))]
    return items


def fields_of(item: object) -> Mapping[str, Any]:
    """Return the fields of a hash, or the front matter of a document. Raises TemplateError."""
    if isinstance(item, ItemDrop):
        return _FrontMatter(item)
    if isinstance(item, Mapping):
        return item
    raise TemplateError(f"data_filter wants hashes or documents, but got a {class_name(item)}")


class _FrontMatter(Mapping[str, Any]):
    """The front matter of a document, without what Jekyll adds to it as `url` or `path`."""

    def __init__(self, drop: ItemDrop) -> None:
        self._drop = drop

    def __getitem__(self, key: str) -> Any:
        return self._drop[key] if key in self._drop.data or key in _ALWAYS else None

    def __iter__(self) -> Any:
        self._drop.keys()  # recorded
        return iter(dict.fromkeys([*self._drop.data, *_ALWAYS]))

    def __len__(self) -> int:
        return len(list(iter(self)))


class _Fields:
    """The variables of an expression: the fields by names that Ruby takes, and `item`."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self.fields = fields

    def __getitem__(self, name: str) -> object:
        if name == _ITEM:
            return self.fields
        if name in self.fields and name == _variable(name):
            return self.fields[name]
        key = next((key for key in self.fields if _variable(key) == name), None)
        return None if key is None else self.fields[key]


def _variable(key: object) -> str:
    """Convert `sub-title 2` to `sub_title`."""
    return re.sub("^_|_$", "", _NOT_IN_NAMES.sub("_", to_s(key)))


@lru_cache(maxsize=64)
def _parsed(expression: str) -> Node:
    try:
        return parse(expression)
    except SyntaxError as error:
        raise TemplateError(f"data_filter: {error} in `{expression}`") from None


@lru_cache(maxsize=256)
def _pattern(source: str, flags: str) -> re.Pattern[str]:
    try:
        return regexp.compiled(source, flags)
    except ValueError as error:
        raise TemplateError(f"data_filter: {error}") from None


def _value(node: Node, fields: _Fields) -> object:
    match node:
        case Literal():
            return node.value
        case Text():
            parts = (part if isinstance(part, str) else _value(part, fields) for part in node.parts)
            return "".join(map(to_s, parts))
        case Regexp():
            return _pattern(node.source, node.flags)
        case Array():
            return [_value(item, fields) for item in node.items]
        case Name():
            return fields[node.name]
        case Not():
            return not is_truthy(_value(node.operand, fields))
        case Choice():
            chosen = is_truthy(_value(node.condition, fields))
            return _value(node.first if chosen else node.second, fields)
        case Operation():
            return _operation(node, fields)
        case Call():
            return _called(node, fields)


def _operation(node: Operation, fields: _Fields) -> object:
    left = _value(node.left, fields)
    if node.operator in ("&&", "||"):
        decided = is_truthy(left) == (node.operator == "||")
        return left if decided else _value(node.right, fields)
    right = _value(node.right, fields)
    match node.operator:
        case "==" | "!=":
            return same(left, right) == (node.operator == "==")
        case "<" | ">" | "<=" | ">=":
            return compare(node.operator, left, right)
        case "=~" | "!~":
            return _matches(left, right) == (node.operator == "=~")
    raise LiquidError(f"the operator {node.operator} is not known")


def _matches(left: object, right: object) -> bool:
    if isinstance(left, re.Pattern):
        left, right = right, left
    if not isinstance(right, re.Pattern):
        raise LiquidError("`=~` wants a regular expression")
    return isinstance(left, str) and right.search(left) is not None


def _called(node: Call, fields: _Fields) -> object:
    if node.receiver is None or node.block is not None:
        raise LiquidError(f"`{node.name}` is not known")
    receiver = _value(node.receiver, fields)
    if receiver is None and node.is_safe:
        return None
    arguments = [_value(argument, fields) for argument in node.arguments]
    for type_, methods in _METHODS:
        if isinstance(receiver, type_) and node.name in methods:
            try:
                return methods[node.name](receiver, *arguments)
            except (TypeError, IndexError):
                raise LiquidError(f"`{node.name}` has wrong arguments") from None
    raise LiquidError(f"a {class_name(receiver)} has no `{node.name}` here")


def _found(text: str, pattern: object) -> bool:
    if isinstance(pattern, re.Pattern):
        return pattern.search(text) is not None
    return _pattern(to_s(pattern), "").search(text) is not None


def _starts(text: str, *starts: object) -> bool:
    return any(
        start.match(text) is not None if isinstance(start, re.Pattern) else _is_start(text, start)
        for start in starts
    )


def _is_start(text: str, start: object) -> bool:
    return text.startswith(to_s(start))


def _member(items: list[Any], place: object) -> object:
    number = to_integer(place)
    return items[number] if -len(items) <= number < len(items) else None


Methods = Mapping[str, Callable[..., object]]
# The methods that are known, by the class that has them; a later class has those of all values.
_METHODS: tuple[tuple[type, Methods], ...] = (
    (
        str,
        {
            "include?": lambda text, part: to_s(part) in text,
            "start_with?": _starts,
            "end_with?": lambda text, *ends: any(text.endswith(to_s(end)) for end in ends),
            "match?": _found,
            "downcase": text_filters.downcase,
            "upcase": text_filters.upcase,
            "capitalize": text_filters.capitalize,
            "strip": text_filters.strip,
            "empty?": is_empty,
            "size": size,
            "length": size,
            "to_i": to_integer,
        },
    ),
    (
        list,
        {
            "include?": lambda items, item: any(same(own, item) for own in items),
            "any?": lambda items: any(map(is_truthy, items)),
            "empty?": is_empty,
            "first": first,
            "last": last,
            "size": size,
            "length": size,
            "[]": _member,
        },
    ),
    (
        Mapping,
        {
            "[]": lambda fields, key: fields.get(to_s(key)),
            "key?": lambda fields, key: to_s(key) in set(fields),
            "has_key?": lambda fields, key: to_s(key) in set(fields),
            "include?": lambda fields, key: to_s(key) in set(fields),
            "empty?": lambda fields: not len(fields),
        },
    ),
    (
        object,
        {
            "nil?": lambda value: value is None,
            "to_s": to_s,
            "to_i": lambda value: 0 if value is None else to_integer(value),
            "year": lambda value: value.year,
            "month": lambda value: value.month,
            "day": lambda value: value.day,
        },
    ),
)
