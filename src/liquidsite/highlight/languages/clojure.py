"""Clojure"""

from __future__ import annotations

from ..grammar import Grammar, Scan, words
from .words import listed

_NAME = r"[\w!$%*+,<=>?/.-]+"
_SYMBOL = r"[\w!#$%*+,<=>?/.-]+"
_KEYWORDS = "fn def defn defmacro defmethod defmulti defn- defstruct if cond let for"
_WORDS = words("", k=_KEYWORDS, nb=" ".join(listed("clojure")))


def _called(scan: Scan) -> None:
    scan.emit("p", "(")
    scan.emit("w", scan.group(2))
    scan.emit(_WORDS.classify(scan.group(3)) or "nf", scan.group(3))


def _name(scan: Scan) -> None:
    scan.emit(_WORDS.classify(scan.match.group()) or "n")


GRAMMAR = Grammar(
    {
        "root": [
            (";.*", "c1"),
            (r"\s+", "w"),
            (r"-?\d+\.\d+", "mf"),
            (r"-?\d+", "mi"),
            ("0x-?[0-9a-fA-F]+", "mh"),
            (r'"(?s:\\.|[^"\\])*"', "s"),
            (f"'{_SYMBOL}", "ss"),
            (f"::?{_SYMBOL}", "no"),
            (r"\\(?:.|[a-zA-Z]+)", "sc"),
            (r"~@|[`'#^~&@]", "o"),
            (rf"(\()(\s*)({_NAME})", _called),
            (_NAME, _name),
            (r"[\[\]{}()]", "p"),
        ]
    }
)
tokens = GRAMMAR.tokens
