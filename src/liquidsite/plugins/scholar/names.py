"""Names in fields: `Knuth, Donald E. and van der Berg, Jan` split into people and their parts.

Source of the rules: BibTeX's own (`btxdoc`, section 4), in the strictness of the gem bibtex-ruby:
one name that it cannot read makes the whole list empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_PARTS = re.compile(r",?\s+and\s+|\s+|,|\{|\}|\\.|[^\s,{}\\]+|\\", re.ASCII | re.IGNORECASE)
_BRACE = re.compile(r"[{}]")
# Such names have the family name first.
_FAMILY_FIRST = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")


class Name(NamedTuple):
    """The parts of a name, in the order of the gem; None for what it does not have."""

    first: str | None = None
    last: str | None = None
    prefix: str | None = None
    suffix: str | None = None

    @property
    def sort_order(self) -> str:
        """Return the name as .bib files have it: `van der Berg, Jr., Jan`."""
        family = " ".join(part for part in (self.prefix, self.last) if part is not None)
        rest = (part for part in (self.suffix, self.first) if part is not None)
        return ", ".join((family, *rest))


class _Word(NamedTuple):
    text: str
    is_lower: bool


class _Written(NamedTuple):
    """One name as written: its words, apart at each comma."""

    parts: list[list[_Word]]
    family_first: bool


class _UnreadableError(Exception):
    pass


def parse(text: str) -> tuple[Name, ...]:
    """Return the names in `text`; none when one of them cannot be read."""
    try:
        return tuple(_name(written) for written in _split(text))
    except _UnreadableError:
        return ()


def _split(text: str) -> Iterator[_Written]:
    """Yield the names of a list. Raises _UnreadableError."""
    position, end = 0, len(text)
    parts: list[list[_Word]] = [[]]
    family_first = False
    word, is_lower = "", None  # the case of the first letter outside braces
    while position < end:
        match = _PARTS.match(text, position)
        if match is None:
            raise _UnreadableError
        token, position = match[0], match.end()
        is_and = len(token) > 1 and token[-1].isspace() and token.strip()
        if is_and or token == "," or token.isspace():
            if word:
                parts[-1].append(_Word(word, is_lower is True))
                word, is_lower = "", None
            if is_and:
                yield _Written(parts, family_first)
                parts, family_first = [[]], False
            elif token == ",":
                parts.append([])
        elif token == "{":
            closed = _closed(text, position)
            word += text[position - 1 : closed]
            position = closed
        elif token in ("}", "\\"):
            raise _UnreadableError
        else:
            word += token
            if token[0] != "\\":
                if is_lower is None:
                    is_lower = _case(token)
                family_first = family_first or bool(_FAMILY_FIRST.search(token))
    if word:
        parts[-1].append(_Word(word, is_lower is True))
    if parts != [[]] or text.strip():
        yield _Written(parts, family_first)


def _closed(text: str, position: int) -> int:
    """Return the position after the brace that closes the one before `position`."""
    level = 1
    for brace in _BRACE.finditer(text, position):
        level += 1 if brace[0] == "{" else -1
        if level == 0:
            return brace.end()
    raise _UnreadableError


def _case(text: str) -> bool | None:
    """Return whether the first letter with a case is a small one; None without such a letter."""
    return next((char.islower() for char in text if char.islower() or char.isupper()), None)


def _name(written: _Written) -> Name:
    parts = written.parts
    if len(parts) == 1:
        words = parts[0]
        return _family_first(words) if written.family_first else _given_first(words)
    if len(parts) > 3:
        raise _UnreadableError
    prefix, last = _family(parts[0])
    given = _joined(parts[-1])
    return Name(given, last, prefix, _joined(parts[1]) if len(parts) == 3 else None)


def _joined(words: list[_Word]) -> str | None:
    return " ".join(word.text for word in words) if words else None


def _first_lower(words: list[_Word]) -> int:
    """Return the place of the first word in small letters, or how many words there are."""
    return next((place for place, word in enumerate(words) if word.is_lower), len(words))


def _given_first(words: list[_Word]) -> Name:
    """Read `First von Last`."""
    if not words:
        raise _UnreadableError
    start = _first_lower(words)
    if start >= len(words) - 1:
        return Name(_joined(words[:-1]), words[-1].text)
    prefix, last = _particle(words[start:])
    return Name(_joined(words[:start]), last, prefix)


def _family_first(words: list[_Word]) -> Name:
    """Read `Last First`, the order of Chinese, Japanese and Korean names."""
    if not words:
        raise _UnreadableError
    start = _first_lower(words)
    if start >= len(words) - 1:
        return Name(_joined(words[1:]), words[0].text)
    end = max(place for place, word in enumerate(words[:-1]) if word.is_lower) + 1
    return Name(_joined(words[end + 1 :]), words[end].text, _joined(words[:end]))


def _family(words: list[_Word]) -> tuple[str | None, str | None]:
    """Read `von Last`, before the first comma, as prefix and last name."""
    if not words:
        raise _UnreadableError
    start = _first_lower(words)
    if len(words) == 1 or start == len(words):
        return None, _joined(words)
    prefix, last = _particle(words[start:])
    before = _joined(words[:start])
    return f"{before} {prefix}" if before else prefix, last


def _particle(words: list[_Word]) -> tuple[str, str]:
    """Read `von Last`, which begins with a small letter, as prefix and last name.

    The last name is what comes after the last word in small letters, or that word.
    """
    end = len(words)
    while end > 0 and not words[end - 1].is_lower:
        end -= 1
    if end == len(words):
        end -= 1
    if end < 1 or not words[end - 1].is_lower:
        raise _UnreadableError
    return _joined(words[:end]) or "", _joined(words[end:]) or ""
