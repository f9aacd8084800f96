"""Ruby's methods as functions, for the plugins that `liquidsite migrate` translates.

They are here where Python's own method does something else for some text. Source: Ruby's
documentation of String, Array and Integer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from liquidsite.ruby import regexp as regexps
from liquidsite.ruby import text as texts
from liquidsite.ruby.values import to_s

__all__ = [
    "capitalize", "chomp", "downcase", "elements", "first", "gsub", "join", "last", "lstrip",
    "matches", "regexp", "rstrip", "size", "split", "strip", "sub", "to_i", "to_s",
]  # fmt: skip

_SPACE = "\t\n\v\f\r "
_BEFORE, _BEHIND = _SPACE + "\0", _SPACE + "\0"
_WORDS = re.compile(r"[\t\n\v\f\r ]+")
_INTEGER = re.compile(r"[\t-\r ]*([+-]?[0-9]+(?:_[0-9]+)*)")


def regexp(pattern: str, flags: str = "") -> re.Pattern[str]:
    """Return `/pattern/flags`. Raises ValueError for what Python cannot do."""
    return regexps.compiled(pattern, flags)


def gsub(text: str, pattern: str | re.Pattern[str], replacement: str) -> str:
    """Replace every match; `\\1` in the replacement is the first group."""
    return _compiled(pattern).sub(_replacement(replacement), text)


def sub(text: str, pattern: str | re.Pattern[str], replacement: str) -> str:
    """Replace the first match."""
    return _compiled(pattern).sub(_replacement(replacement), text, count=1)


def matches(text: str, pattern: str | re.Pattern[str]) -> bool:
    """Return whether the pattern is found anywhere in the text."""
    return _compiled(pattern).search(text) is not None


def _compiled(pattern: str | re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(re.escape(pattern)) if isinstance(pattern, str) else pattern


def _replacement(template: str) -> Callable[[re.Match[str]], str]:
    return regexps.replacement(template)


def downcase(text: str) -> str:
    """Return the text in lower case, where a sigma has one form."""
    return text.replace("Σ", "σ").lower()


def capitalize(text: str) -> str:
    """Return the first character in title case, the others in lower case."""
    return text[:1].title() + downcase(text[1:])


def strip(text: str) -> str:
    """Remove white space of ASCII and NUL from both ends."""
    return lstrip(rstrip(text))


def lstrip(text: str) -> str:
    """Remove white space of ASCII and NUL from the beginning."""
    return text.lstrip(_BEFORE)


def rstrip(text: str) -> str:
    """Remove white space of ASCII and NUL from the end."""
    return text.rstrip(_BEHIND)


def chomp(text: str) -> str:
    """Remove one line end."""
    return text[:-2] if text.endswith("\r\n") else re.sub(r"[\r\n]\Z", "", text)


def split(text: str, separator: str = " ") -> list[str]:
    """Split at a text, without the empty strings at the end; at a space, into words."""
    if separator == " ":
        parts = _WORDS.split(text.lstrip(_SPACE))
    else:
        parts = text.split(separator) if separator else list(text)
    while parts and not parts[-1]:
        parts.pop()
    return parts


def join(items: list[object], glue: str = "") -> str:
    """Join the texts of items, also of those in inner arrays."""
    return texts.join(items, glue)


def elements(value: object) -> list[object]:
    """Return what Ruby's `each` gives: the items of an array, the pairs of a hash."""
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping):
        return [[key, value[key]] for key in value]
    raise TypeError(f"{value!r} has no elements")


def size(value: object) -> int:
    """Return the length of a text, an array or a hash; of an integer its number of bytes, 8."""
    if isinstance(value, int) and not isinstance(value, bool):
        return max(8, (value.bit_length() + 7) // 8)
    if isinstance(value, str | list | Mapping):
        return len(value)
    raise TypeError(f"{value!r} has no size")


def first(items: list[object]) -> object:
    """Return the first item; None if there is none."""
    return items[0] if items else None


def last(items: list[object]) -> object:
    """Return the last item; None if there is none."""
    return items[-1] if items else None


def to_i(value: object) -> int:
    """Return the number that a text begins with, else 0; a float without its fraction."""
    if value is None:
        return 0
    if isinstance(value, str):
        found = _INTEGER.match(value)
        return int(found[1].replace("_", "")) if found else 0
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value)
    raise TypeError(f"{value!r} is no number")
