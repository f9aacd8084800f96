"""SQL: double quotes and backquotes hold names, as in the standard and in MySQL"""

from __future__ import annotations

from ..grammar import Grammar, Rules, words
from .words import sql as vocabulary


def _quoted(quote: str, token_class: str) -> Rules:
    return [
        (r"\\.", "se"),
        (quote + quote, "se"),
        (quote, token_class, "#pop"),
        (rf"[^\\{quote}]+", token_class),
    ]


GRAMMAR = Grammar(
    {
        "root": [
            (r"\s+", ""),
            ("--.*", "c1"),
            (r"/\*", "cm", "comment"),
            (r"\d+", "mi"),
            ("'", "s1", ("quoted", "'", "s1")),
            ('"', "nv", ("quoted", '"', "nv")),
            ("`", "nv", ("quoted", "`", "nv")),
            (r"\w+", words("n", fold=True, nb=vocabulary.TYPES, k=vocabulary.KEYWORDS)),
            (r"[+*/<>=~!@#%&|?^-]", "o"),
            (r"[;:()\[\]{},.]", "p"),
        ],
        "comment": [
            (r"/\*", "cm", "#push"),
            (r"\*/", "cm", "#pop"),
            ("[^/*]+|[/*]", "cm"),
        ],
        "quoted": _quoted,
    }
)
tokens = GRAMMAR.tokens
