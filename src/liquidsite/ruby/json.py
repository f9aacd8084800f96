"""JSON as Ruby's `json` library writes it: `to_json` and `JSON.pretty_generate`."""

from __future__ import annotations

from json.encoder import encode_basestring

from liquidsite.drop import Drop
from liquidsite.ruby.numbers import float_to_s
from liquidsite.ruby.text import to_s
from liquidsite.ruby.values import RubyError


def to_json(value: object, depth: int = 0) -> str:
    """Write on one line, without spaces; keys and values that JSON has no type for as strings.

    `depth` counts the arrays and hashes around `value`.
    """
    kind = type(value)
    if kind is str:
        return encode_basestring(value)  # type: ignore[arg-type]
    if isinstance(value, Drop):
        value = value.hash_for_json(depth)
    inner = depth + 1
    if isinstance(value, dict):
        pairs = (f"{encode_basestring(to_s(k))}:{to_json(v, inner)}" for k, v in value.items())
        return f"{{{','.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{','.join([to_json(item, inner) for item in value])}]"
    return _scalar(value)


def pretty_generate(value: object, indent: str = "") -> str:
    """Write one line a value, two spaces a level; empty arrays and hashes stay on one line."""
    inner = indent + "  "
    if isinstance(value, Drop):
        value = value.hash_for_json(len(indent) // 2)
    if isinstance(value, dict) and value:
        lines = [
            f"{inner}{encode_basestring(to_s(key))}: {pretty_generate(item, inner)}"
            for key, item in value.items()
        ]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(inner + pretty_generate(v, inner) for v in value) + f"\n{indent}]"
    return to_json(value)


def _scalar(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    return encode_basestring(to_s(value))


def _number(value: float) -> str:
    text = float_to_s(value)
    if text[-1] in "yN":
        raise RubyError(f"{text} not allowed in JSON")
    return text
