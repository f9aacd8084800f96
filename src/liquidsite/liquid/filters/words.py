"""Words and slugs."""

from __future__ import annotations

import re
from unicodedata import category, normalize

from liquidsite.ruby.values import no_method

from .text import lower

_SPACES = re.compile(r"[ \t-\r]+")
# ASCII's whitespace becomes a space, any other byte a letter.
_SPACED = bytes(ord(" " if byte in b" \t\n\v\f\r" else "x") for byte in range(256))
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_NOT_SLUG = {
    "ascii": re.compile(r"[^A-Za-z0-9]+"),
    "pretty": re.compile(r"[^A-Za-z0-9._~!$&'()+,;=@]+"),
}
_PRETTY = frozenset("._~!$&'()+,;=@")
# Latin letters which are more than a plain letter with a mark.
_PLAIN_LETTERS = {
    "Æ": "AE", "Ð": "D", "×": "x", "Ø": "O", "Þ": "Th", "ß": "ss", "æ": "ae", "ð": "d",
    "ø": "o", "þ": "th", "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i", "Ĳ": "IJ",
    "ĳ": "ij", "ĸ": "k", "Ŀ": "L", "ŀ": "l", "Ł": "L", "ł": "l", "ŉ": "'n", "Ŋ": "NG",
    "ŋ": "ng", "Œ": "OE", "œ": "oe", "Ŧ": "T", "ŧ": "t", "÷": "?",
}  # fmt: skip


def number_of_words(value: object, mode: object = None) -> int:
    """Count words between whitespace; `cjk` counts Chinese, Japanese and Korean characters.

    `auto` does so where the text has any.
    """
    counts_characters = mode in ("cjk", "auto")
    if not isinstance(value, str):
        raise no_method("scan" if counts_characters else "split", value)
    if counts_characters:
        from .cjk import CHARACTER, CHARACTER_OR_WORD

        if mode == "cjk" or CHARACTER.search(value):
            return len(CHARACTER_OR_WORD.findall(value))
    # A word begins where a character comes after a space.
    return (b" " + value.encode().translate(_SPACED)).count(b" x")


def slugify(value: object, mode: object = None) -> str | None:
    """Return a slug; the mode `none` and unknown ones only convert to lower case."""
    if value is None:
        return None
    mode = "default" if mode is None or mode is False else mode
    if not isinstance(value, str):
        raise no_method("gsub" if mode in ("default", *_MODES) else "downcase", value)
    if mode not in ("default", *_MODES):
        return lower(value)
    slug = _hyphenated(_transliterated(value) if mode == "latin" else value, str(mode))
    return lower(slug.removeprefix("-").removesuffix("-"))


_MODES = ("pretty", "ascii", "latin", "raw")


def _hyphenated(text: str, mode: str) -> str:
    if mode == "raw":
        return _SPACES.sub("-", text)
    pattern = _NOT_SLUG["pretty" if mode == "pretty" else "ascii"]
    if text.isascii() or mode == "ascii":
        return pattern.sub("-", text)
    others = _PRETTY if mode == "pretty" else frozenset[str]()
    return re.sub("-+", "-", "".join([c if _is_kept(c) or c in others else "-" for c in text]))


def _is_kept(char: str) -> bool:
    """Return whether it is a letter, a decimal digit or a mark."""
    return char.isalpha() or char.isdecimal() or category(char)[0] == "M"


def _transliterated(text: str) -> str:
    """Remove accents from Latin letters; anything else beyond ASCII becomes `?`."""
    return _NOT_ASCII.sub(lambda found: _plain_letter(found[0]), text)


def _plain_letter(char: str) -> str:
    if not "À" <= char <= "ž":
        return "?"
    return _PLAIN_LETTERS.get(char) or normalize("NFD", char)[0]
