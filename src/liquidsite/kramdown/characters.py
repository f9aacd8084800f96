"""Character classes that Ruby and Python draw differently."""

from __future__ import annotations

import re
import unicodedata

_VARIATION_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_CIRCLED = frozenset(map(chr, range(0x24B6, 0x24EA)))
_not_word = re.compile(r"[^\w\- \t]")


def is_alphabetic(char: str) -> bool:
    """Test for Unicode's Alphabetic: letters, letter numbers, and vowel signs of Indic scripts."""
    if char.isascii():
        return char.isalpha()
    category = unicodedata.category(char)
    if category == "Mn":  # a vowel sign, where a virama, nukta or accent would have a class
        return 10 <= unicodedata.combining(char) <= 35 or (
            unicodedata.combining(char) == 0 and char not in _VARIATION_SELECTORS
        )
    return category[0] == "L" or category in ("Mc", "Nl") or char in _CIRCLED


def is_alphanumeric(char: str) -> bool:
    return is_alphabetic(char) or char.isdecimal()


def _is_word(char: str) -> bool:
    """Test for Unicode's word characters: alphabetic, marks, decimal digits, connectors."""
    return is_alphabetic(char) or unicodedata.category(char) in ("Nd", "Mn", "Mc", "Me", "Pc")


def only_words(text: str) -> str:
    """Remove all from `text` but word characters, hyphens, spaces and tabs."""
    if text.isascii():
        return _not_word.sub("", text)
    return "".join(c for c in text if c in "- \t" or _is_word(c))


def downcase(text: str) -> str:
    """Lower case; a sigma at the end of a word gets no form of its own, as in Ruby."""
    return text.replace("Σ", "σ").lower()


_before_letter = re.compile(r"^[^a-zA-Z]+", re.MULTILINE)
_not_id = re.compile(r"[^a-zA-Z0-9 -]")


def basic_id(text: str) -> str:
    """Return kramdown's id for a text: ASCII letters and digits, from the first letter on."""
    return _not_id.sub("", _before_letter.sub("", text)).replace(" ", "-").lower()
