"""Terraform: HCL with keywords, and expressions within strings"""

from __future__ import annotations

from ..grammar import Grammar, Rules, words
from . import hcl

_WORDS = {
    "k": "terraform module provider variable resource data provisioner output",
    "kd": "var local",
    "kc": "true false null",
}


def _string(quote: str, token_class: str) -> Rules:
    return [
        (rf"[^\\{quote}$]+", token_class),
        (r"\\.", "se"),
        (r"(?:\$\$+|%+)\{", "s"),
        (r"\$\{", "p", "interpolated"),
        (quote, token_class, "#pop"),
    ]


GRAMMAR = Grammar(
    {
        **hcl.states(_WORDS),
        "string": _string,
        "interpolated": [
            (r"\}", "p", "#pop"),
            ('"/', "dl", "=regex"),
            "primitives",
            (r"\s+", ""),
            (r"~|\\(?=\n)|\^=?", "o"),
            (r"[(\[,)\].]", "p"),
            (hcl.NAME, words("nx", _WORDS)),
        ],
        "regex": [
            (r'[^"/\\]+|\\.', "sr"),
            ('/"', "dl", "#pop"),
            ('["/]', "sr"),
        ],
    }
)
tokens = GRAMMAR.tokens
