"""Property lists in their old form"""

from __future__ import annotations

from ..grammar import Grammar, Rules, through

_VALUES: Rules = [
    ("//.*", "c"),
    (r"/\*(?=(?s:.))", through("*/", "c")),
    (r"\s+", "w"),
    (r"\{", "p", "dictionary"),
    (r"\(", "p", "array"),
    (r'"(?:[^"\\]|\\.){0,2000}+"', "s2"),
    (r"'(?:[^'\\]|\\.){0,2000}+'", "s1"),
    ("<", "p", "data"),
    (r"[\w$/:.-]+", "l"),
]

GRAMMAR = Grammar(
    {
        "root": _VALUES,
        "dictionary": [*_VALUES, ("[=;]", "p"), (r"\}", "p", "#pop")],
        "array": [*_VALUES, (",", "p"), (r"\)", "p", "#pop")],
        "data": [(r"[0-9a-fA-F\s]+", "mh"), (">", "p", "#pop")],
    }
)
tokens = GRAMMAR.tokens
