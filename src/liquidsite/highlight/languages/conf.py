"""Configuration files of no particular kind"""

from __future__ import annotations

from ..grammar import Grammar

GRAMMAR = Grammar(
    {
        "root": [
            (r"#.*\n", "c"),
            ('".*?"', "s2"),
            ("'.*?'", "s1"),
            (r"[a-zA-Z]\w*", "n"),
            (r"\d+", "m"),
            (r"""[^\w#"']+""", ""),
        ]
    }
)
tokens = GRAMMAR.tokens
