"""The wire format of Protocol Buffers, as much of it as Dart Sass's messages need.

A message to send is built from `text`, `number` and `message` fields; a received one is a dict of
field number → values, in order: `bytes` for text and messages, `int` for numbers.
"""

from __future__ import annotations

Fields = dict[int, list[bytes | int]]

_VARINT, _BYTES = 0, 2
_FIXED_SIZES = {1: 8, 5: 4}


def varint(value: int) -> bytes:
    """Encode a number with seven bits a byte, the lowest first.

    The top bit means that more follow.
    """
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def read_varint(data: bytes, position: int) -> tuple[int, int]:
    """Return a number and the position after it."""
    value = shift = 0
    while True:
        byte = data[position]
        value |= (byte & 0x7F) << shift
        position += 1
        if byte < 0x80:
            return value, position
        shift += 7


def number(field: int, value: int) -> bytes:
    return varint(field << 3 | _VARINT) + varint(value)


def message(field: int, content: bytes) -> bytes:
    return varint(field << 3 | _BYTES) + varint(len(content)) + content


def text(field: int, value: str) -> bytes:
    return message(field, value.encode())


def parse(data: bytes) -> Fields:
    fields: Fields = {}
    position = 0
    while position < len(data):
        key, position = read_varint(data, position)
        kind = key & 7
        value: bytes | int
        if kind == _VARINT:
            value, position = read_varint(data, position)
        else:
            size = _FIXED_SIZES.get(kind, 0)
            if kind == _BYTES:
                size, position = read_varint(data, position)
            value = data[position : position + size]
            position += size
        fields.setdefault(key >> 3, []).append(value)
    return fields


def text_of(fields: Fields, field: int) -> str:
    """Return the last text of this field; empty when there is none."""
    value = fields.get(field, [b""])[-1]
    return value.decode() if isinstance(value, bytes) else ""


def texts_of(fields: Fields, field: int) -> list[str]:
    return [value.decode() for value in fields.get(field, []) if isinstance(value, bytes)]


def number_of(fields: Fields, field: int) -> int:
    value = fields.get(field, [0])[-1]
    return value if isinstance(value, int) else 0


def message_of(fields: Fields, field: int) -> Fields | None:
    value = fields.get(field, [None])[-1]
    return parse(value) if isinstance(value, bytes) else None
