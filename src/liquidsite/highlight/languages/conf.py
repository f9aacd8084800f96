"""Configuration files of no particular kind"""

from __future__ import annotations

from ..grammar import Grammar, through

GRAMMAR = Grammar(
    {
        "root": [
            ("#", through("\n", "c")),
            ('".*?"', "s2"),
            ("'.*?'", "s1"),
            (r"[a-zA-Z]\w*", "n"),
            (r"\d+", "m"),
            (r"""[^\w#"']+""", ""),
        ]
    }
)
tokens = GRAMMAR.tokens
