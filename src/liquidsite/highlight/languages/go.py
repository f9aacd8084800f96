"""Go"""

from __future__ import annotations

from ..grammar import Grammar, through, words
from ..patterns import ALNUM, LETTERS

_KEYWORDS = """break case chan const continue default defer else fallthrough for func go goto if
import interface map package range return select struct switch type var"""
_TYPES = """bool byte complex128 complex64 error float32 float64 int int16 int32 int64 int8 rune
string uint uint16 uint32 uint64 uint8 uintptr"""
_FUNCTIONS = """append cap close complex copy delete imag len make new panic print println real
recover"""
_HEX = "[0-9A-Fa-f]"
_EXPONENT = r"[eE][+-]?\d+"
_FLOAT = rf"\d+\.\d*(?:{_EXPONENT})?|\d+{_EXPONENT}|\.\d+(?:{_EXPONENT})?"
_ESCAPE = rf"""\\(?:[abfnrtv\\'"]|u{_HEX}{{4}}|U{_HEX}{{8}}|x{_HEX}{{2}})"""

GRAMMAR = Grammar(
    {
        "root": [
            (r"\s+", ""),
            ("//.*", "c"),
            (r"/\*", through("*/", "c")),
            (
                rf"{LETTERS}(?:{ALNUM}|_)*",
                words("n", k=_KEYWORDS, kt=_TYPES, nb=_FUNCTIONS, no="true false iota nil"),
            ),
            (rf"(?:\d+|{_FLOAT})i|{_FLOAT}|0[xX]{_HEX}+|\d+", "m"),
            (rf"'(?:[^\n]|{_ESCAPE}|\\[0-7]{{3}})'", "sc"),
            "operators",
            (r"[()\[\]{},;]", "p"),
            ("`", "s", "raw_string"),
            ('"', "s", "string"),
        ],
        "operators": [
            (r"\+[+=]?|&\^=?|&[&=]?|==?|!=?|-[-=]?|\|[|=]?|<=|<-|<<=?|<|\*=?|\^=?", "o"),
            (r">>=?|>=?|/|:=|%|\.\.\.|[.:]", "o"),
        ],
        "string": [(_ESCAPE, "se"), (r"\\.", "err"), ('"', "s", "#pop"), (r'[^"\\]+', "s")],
        "raw_string": [("`", "s", "#pop"), ("[^`]+", "s")],
    }
)
tokens = GRAMMAR.tokens
