"""Words and slugs."""

from __future__ import annotations

import re
from unicodedata import category, normalize

from ..values import no_method
from .text import lower

# The scripts Han, Katakana, Hiragana and Hangul, each of whose characters counts as a word.
_CJK = (
    "\u1100-\u11ff\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u302e\u302f"
    "\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u3131-\u318e\u31f0-\u321e"
    "\u3260-\u327e\u32d0-\u32fe\u3300-\u3357\u3400-\u4dbf\u4e00-\u9ffc\ua960-\ua97c\uac00-\ud7a3"
    "\ud7b0-\ud7c6\ud7cb-\ud7fb\uf900-\ufa6d\ufa70-\ufad9\uff66-\uff6f\uff71-\uff9d\uffa0-\uffbe"
    "\uffc2-\uffc7\uffca-\uffcf\uffd2-\uffd7\uffda-\uffdc\U00016ff0\U00016ff1"
    "\U0001b000-\U0001b11e\U0001b150-\U0001b152\U0001b164-\U0001b167\U0001f200"
    "\U00020000-\U0002a6dd\U0002a700-\U0002b734\U0002b740-\U0002b81d\U0002b820-\U0002cea1"
    "\U0002ceb0-\U0002ebe0\U0002f800-\U0002fa1d\U00030000-\U0003134a"
)
_CJK_CHARACTER = re.compile(f"[{_CJK}]")
_CJK_OR_WORD = re.compile(rf"[{_CJK}]|[^{_CJK} \t-\r]+")
_SPACES = re.compile(r"[ \t-\r]+")
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
    """Words between whitespace; `cjk` counts every Chinese, Japanese and Korean character.

    `auto` does so where the text has any.
    """
    counts_characters = mode in ("cjk", "auto")
    if not isinstance(value, str):
        raise no_method("scan" if counts_characters else "split", value)
    if counts_characters and (mode == "cjk" or _CJK_CHARACTER.search(value)):
        return sum(1 for _ in _CJK_OR_WORD.finditer(value))
    return len(value.encode().split())  # bytes, whose whitespace is ASCII's, as Ruby's is


def slugify(value: object, mode: object = None) -> str | None:
    """A slug; of the modes, `none` and unknown ones only turn to lower case."""
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
    """A letter, a decimal digit or a mark."""
    return char.isalpha() or char.isdecimal() or category(char)[0] == "M"


def _transliterated(text: str) -> str:
    """Accents taken off Latin letters; `?` for anything else beyond ASCII."""
    return _NOT_ASCII.sub(lambda found: _plain_letter(found[0]), text)


def _plain_letter(char: str) -> str:
    if not "À" <= char <= "ž":
        return "?"
    return _PLAIN_LETTERS.get(char) or normalize("NFD", char)[0]
