"""JSON 5"""

from __future__ import annotations

from ..grammar import Rules, through
from .javascript import NAME
from .json import GRAMMAR as JSON

_SPACES: Rules = [(r"\s+", "w"), ("//.*", "c"), (r"/\*", through("*/", "c"))]
_CONSTANTS: Rules = [
    (r"(?:true|false|null)\b", "kc"),
    (r"[+-]?(?:Infinity|NaN)\b", "kc"),
    ("[+-]?0[xX][0-9a-fA-F]+", "mh"),
    (r"[+-.]?[0-9]+\.?[0-9]?(?:[eE]-?[0-9]+)?", "mf"),
    (r"[+-]?(?:0|[1-9]\d*)(?:[eE][+-]?\d+)?", "mi"),
]

GRAMMAR = JSON.extended(
    {
        "root": [
            *_SPACES,
            (r"\{", "p", "object"),
            (r"\[", "p", "array"),
            "name",
            "value",
            (r"[\]}]", "p"),
        ],
        "name": [
            (NAME, "nl"),
            ('".*?"', "nl"),
            (r'("(?:\\.|[^"\\\n])*+")(\s*)(:)', ("nl", "w", "p")),
        ],
        "value": [
            *_SPACES,
            *_CONSTANTS,
            ('"', "s2", "string"),
            (r"\[", "p", "array"),
            (r"\{", "p", "object"),
            ("'", "s1", "single_string"),
        ],
        "object": [
            *_SPACES,
            "name",
            "value",
            (r"\}", "p", "#pop"),
            (",", "p"),
            (":", "p", "=object_value"),
        ],
        "object_value": ["value", (",", "p", "=object"), (r"\}", "p", "#pop")],
        "single_string": [(r"[^\\']+", "s1"), (r"\\(?s:.)", "se"), ("'", "s1", "#pop")],
        "string": [(r'[^\\"]+', "s2"), (r"\\(?s:.)", "se"), ('"', "s2", "#pop")],
    }
)
tokens = GRAMMAR.tokens
