"""JSON"""

from __future__ import annotations

from ..grammar import Grammar

_NUMBER = r"-?(?:0|[1-9]\d*)"

GRAMMAR = Grammar(
    {
        "root": ["name", "value", (r"[\]}]", "p")],
        "name": [
            (r"\s+", "w"),
            (r'("(?:\\.|[^"\\\n])*+")(\s*)(:)', ("nl", "w", "p")),
        ],
        "value": [
            (r"\s+", "w"),
            (r"true|false|null", "kc"),
            (rf"{_NUMBER}\.\d+(?:[eE][+-]?\d+)?", "mf"),
            (rf"{_NUMBER}(?:[eE][+-]?\d+)?", "mi"),
            ('"', "s2", "string"),
            (r"\[", "p", "array"),
            (r"\{", "p", "object"),
        ],
        "object": ["name", "value", (r"\}", "p", "#pop"), (",", "p")],
        "array": ["value", (r"\]", "p", "#pop"), (",", "p")],
        "string": [(r'[^\\"]+', "s2"), (r"\\.", "se"), ('"', "s2", "#pop")],
    }
)

tokens = GRAMMAR.tokens
