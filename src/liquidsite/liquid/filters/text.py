"""Strings: case, cutting, joining and replacing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from liquidsite.ruby.gsub import gsub
from liquidsite.ruby.text import join
from liquidsite.ruby.values import RubyError, is_empty, is_truthy, no_method, to_integer, to_s

# What Ruby's `strip` removes: NUL too, but no whitespace beyond ASCII.
_WHITESPACE = "\t\n\v\f\r \0"


def downcase(value: object) -> str:
    return lower(value if type(value) is str else to_s(value))


def lower(text: str) -> str:
    """Return Ruby's `downcase`, which has no final sigma."""
    return text.replace("Σ", "σ").lower() if "Σ" in text else text.lower()


def upcase(value: object) -> str:
    return (value if type(value) is str else to_s(value)).upper()


def capitalize(value: object) -> str:
    """Return the first character in title case, the others in lower case."""
    text = to_s(value)
    return text[:1].title() + lower(text[1:])


def append(value: object, suffix: object) -> str:
    return to_s(value) + to_s(suffix)


def prepend(value: object, prefix: object) -> str:
    return to_s(prefix) + to_s(value)


def remove(value: object, text: object) -> str:
    return to_s(value).replace(to_s(text), "")


def remove_first(value: object, text: object) -> str:
    return to_s(value).replace(to_s(text), "", 1)


def replace(value: object, text: object, replacement: object = "") -> str:
    return _replace(to_s(value), to_s(text), to_s(replacement), -1)


def replace_first(value: object, text: object, replacement: object = "") -> str:
    return _replace(to_s(value), to_s(text), to_s(replacement), 1)


def _replace(text: str, old: str, new: str, count: int) -> str:
    if "\\k<" in new and old in text:
        for reference in _NAMED.finditer(new):
            if reference[1] is not None:
                raise RubyError(f"undefined group name reference: {reference[1]}")
    return gsub(text, old, new, count)


# A backslash that is escaped begins no reference.
_NAMED = re.compile(r"\\(?:\\|k<([^>]*)>)")


def strip(value: object) -> str:
    return to_s(value).strip(_WHITESPACE)


def lstrip(value: object) -> str:
    return to_s(value).lstrip(_WHITESPACE)


def rstrip(value: object) -> str:
    return to_s(value).rstrip(_WHITESPACE)


def strip_newlines(value: object) -> str:
    return to_s(value).replace("\r\n", "").replace("\n", "")


def newline_to_br(value: object) -> str:
    return to_s(value).replace("\n", "<br />\n")


def normalize_whitespace(value: object) -> str:
    return b" ".join(words(to_s(value))).decode().strip(_WHITESPACE)


def split(value: object, pattern: object) -> list[object]:
    """Split without the empty strings at the end; one space splits at any whitespace."""
    text, separator = to_s(value), to_s(pattern)
    parts: list[object]
    if separator == " ":
        return [word.decode() for word in words(text)]
    parts = [*text.split(separator)] if separator else [*text]
    while parts and not parts[-1]:
        parts.pop()
    return parts


def words(text: str, most: int = -1) -> list[bytes]:
    """Split as Ruby's `split` without an argument: only ASCII's whitespace separates, as in bytes.

    After `most` words, the rest of the text is one more.
    """
    return text.encode().split(None, most)


def slice_(value: object, offset: object, length: object = None) -> object:
    start = to_integer(offset)
    count = to_integer(length) if is_truthy(length) else 1
    found: list[object] | str = value if isinstance(value, list) else to_s(value)
    if start < 0:
        start += len(found)
    if start < 0 or count < 0:
        return found[:0]
    return found[start : start + count]


def truncate(value: object, length: object = 50, ellipsis: object = "...") -> object:
    """Cut down to `length` characters, `ellipsis` included."""
    if value is None:
        return None
    text, most, end = to_s(value), to_integer(length), to_s(ellipsis)
    return text[: max(0, most - len(end))] + end if len(text) > most else text


def truncatewords(value: object, count: object = 15, ellipsis: object = "...") -> object:
    """Cut as Liquid 4.0.4 does: a text of exactly `count` words already gets the ellipsis."""
    if value is None:
        return None
    most = max(1, to_integer(count))
    found = words(to_s(value), min(most, 2**31))[:most]
    return b" ".join(found).decode() + to_s(ellipsis) if len(found) == most else value


def default(value: object, fallback: object = "") -> object:
    """Return `fallback` for nil, false, and what is empty."""
    if value is None or value is False:
        return fallback
    return fallback if is_empty(value) else value


def array_to_sentence_string(value: object, connector: object = "and") -> str:
    if not isinstance(value, list | str | dict):
        raise no_method("length", value)
    if len(value) > 2 and not isinstance(value, list):
        raise no_method("join", None if isinstance(value, dict) else value[:-1])
    if len(value) == 0:
        return ""
    items: Sequence[object] = (
        [value.get(place) for place in range(len(value))] if isinstance(value, dict) else value
    )
    if len(items) == 1:
        return to_s(items[0])
    comma = ", " if len(items) > 2 else " "
    head = join(list(items[:-1]), ", ") if len(items) > 2 else to_s(items[0])
    return f"{head}{comma}{to_s(connector)} {to_s(items[-1])}"
