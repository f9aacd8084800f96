"""Named and numeric entities, and how they are written."""

from __future__ import annotations

from html.entities import html5, name2codepoint
from typing import NamedTuple

from liquidsite.kramdown.entity_names import MORE


class Entity(NamedTuple):
    """A code point (-1 when it is out of range) and the name that symbolic output uses."""

    code_point: int
    name: str | None

    @property
    def char(self) -> str | None:
        valid = 0 <= self.code_point <= 0x10FFFF and not 0xD800 <= self.code_point <= 0xDFFF
        return chr(self.code_point) if valid else None


# kramdown has these pairs the wrong way round; the bytes of existing sites depend on it.
_SWAPPED = {"rceil": 8968, "lceil": 8969, "rang": 9001, "lang": 9002}

_BY_NAME = {
    name: Entity(code, name)
    for name, code in (
        name2codepoint | {name: ord(html5[name + ";"][0]) for name in MORE} | _SWAPPED
    ).items()
}
_BY_CODE = {found.code_point: found for found in _BY_NAME.values()}

# Numeric references to the control range mean what Windows-1252 has there, as in HTML.
for _code in range(0x80, 0xA0):
    _char = bytes([_code]).decode("cp1252", "ignore")
    if _char:
        _BY_CODE[_code] = _BY_CODE.get(ord(_char), Entity(ord(_char), None))

AMP, LT, GT = _BY_NAME["amp"], _BY_NAME["lt"], _BY_NAME["gt"]


def entity(name: str | int) -> Entity | None:
    """Return the entity for a name or a code point; None for an unknown name."""
    if isinstance(name, str):
        return _BY_NAME.get(name)
    return _BY_CODE.get(name) or Entity(name, None)


def code_point(decimal: str | None, hexadecimal: str | None) -> int:
    """Return the number of a reference, -1 when it is far out of range."""
    digits = (decimal or hexadecimal or "").lstrip("0")
    return -1 if len(digits) > 8 else int(digits or "0", 10 if decimal else 16)
