"""SCSS"""

from __future__ import annotations

from ..grammar import Grammar, States, through
from . import sass_common

_END = "#pop:1000000"

STATES: States = {
    **sass_common.STATES,
    "root": [
        (r"\s+", ""),
        ("//.*", "c1"),
        (r"/\*", through("*/", "cm")),
        (r"@import\b", "k", "value"),
        "statement",
    ],
    "statement": [
        "directives",
        (r"(?=[^;{}][;}])|(?=[^;{}:\[]+:[^a-z])", "", "attribute"),
        ("", "", "selector"),
    ],
    "end_section": [(r"\n", ""), ("[;{}]", "p", _END)],
}

GRAMMAR = Grammar(STATES)
tokens = GRAMMAR.tokens
