"""R: the primitive functions count only where they are called."""

from __future__ import annotations

import re

from ..grammar import Grammar, Scan, words
from ..patterns import quoted
from .words import r as vocabulary

_NAME = r"(?u:(?:[^\W\d_]|\.(?:[._]|[^\W\d_]))(?:[._]|[^\W_])*|\.)"
# A dot in these stands for any character, in Rouge too.
_PRIMITIVES = re.compile("|".join(vocabulary.PRIMITIVES.split()))
_WORDS = words(
    "n",
    k="if else for while repeat in next break function",
    kc="NULL Inf TRUE FALSE NaN NA NA_integer_ NA_real_ NA_complex_ NA_character_",
    nb="LETTERS letters month.abb month.name pi T F",
)


def _name(scan: Scan) -> None:
    name = scan.match.group()
    called = scan.text[scan.end : scan.end + 1] == "(" and _PRIMITIVES.fullmatch(name)
    scan.emit("nf" if called else _WORDS.classify(name))


GRAMMAR = Grammar(
    {
        "root": [
            ("#'.*", "cd"),
            ("#.*", "c1"),
            (r"\s+", "w"),
            ("`[^`]+`", "n"),
            (quoted("'"), "s1"),
            (quoted('"'), "s2"),
            ("%[^%]*%", "o"),
            (r"0[xX][a-fA-F0-9]+(?:[pP][0-9]+)?[Li]?", "mh"),
            (r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?[Li]?", "m"),
            (_NAME, _name),
            (r"[\[\]{}();,]", "p"),
            (r"[-<>?*+^/!=~$@:%&|]", "o"),
        ]
    }
)
tokens = GRAMMAR.tokens
