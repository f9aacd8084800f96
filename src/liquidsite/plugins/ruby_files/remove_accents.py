"""al-folio's remove-accents.rb: `{{ name | remove_accents }}` writes a name in ASCII."""

from __future__ import annotations

import re
import unicodedata

from liquidsite.plugin import Plugin
from liquidsite.ruby.values import to_s

_OTHER = re.compile(r"[^\x00-\x7f]")
# The letters that are not a letter of ASCII with marks, and what Ruby's I18n writes for them.
_LETTERS = {
    "×": "x", "ß": "ss", "ẞ": "SS", "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Ø": "O", "ø": "o",
    "Ð": "D", "ð": "d", "Đ": "D", "đ": "d", "Þ": "Th", "þ": "th", "Ħ": "H", "ħ": "h", "Ŧ": "T",
    "ŧ": "t", "Ł": "L", "ł": "l", "Ŀ": "L", "ŀ": "l", "ı": "i", "ĸ": "k", "Ĳ": "IJ", "ĳ": "ij",
    "ŉ": "'n", "Ŋ": "NG", "ŋ": "ng", "Ǫ": "O", "ǫ": "o", "Ǭ": "O", "ǭ": "o",
}  # fmt: skip
# The last letter of Latin Extended-A; I18n knows no letter with marks after it.
_LAST = "ſ"


def remove_accents(text: object) -> str:
    """Write letters of Latin alphabets without their marks, and `?` for anything else."""
    return _OTHER.sub(lambda match: _in_ascii(match[0]), to_s(text))


def _in_ascii(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    base = unicodedata.normalize("NFD", char)[0]
    return base if char <= _LAST and base.isascii() else "?"


plugin = Plugin("remove-accents.rb", filters={"remove_accents": remove_accents})
