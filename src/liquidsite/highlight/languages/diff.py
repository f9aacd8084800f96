"""Differences between files; an empty line is an error, as in Rouge."""

from __future__ import annotations

from ..grammar import Grammar

GRAMMAR = Grammar(
    {
        "root": [
            (r"^ .*\n?", ""),
            (r"^---(?:\n|\Z)", "p"),
            (r"\+.*\n?|>+[ \t]+.*\n?|>+$\n?", "gi"),
            (r"-.*\n?|<+[ \t]+.*\n?|<+$\n?", "gd"),
            (r"^!.*\n?", "gs"),
            (r"^(?:[Ii]ndex|diff|=).*\n?", "gh"),
            (r"^(@@[^@]*@@)([^\n]*\n)", ("p", "")),
            (r"^\w.*\n?", "p"),
            (r".+\n?", ""),
        ]
    }
)
tokens = GRAMMAR.tokens
