"""nginx's configuration"""

from __future__ import annotations

from ..grammar import Grammar

_NAME = r"[^\s$;{}()#]+"

GRAMMAR = Grammar(
    {
        "root": [
            (r"(include)(\s+)([^\s;]+)", ("k", "", "n")),
            (_NAME, "k", "statement"),
            "base",
        ],
        "block": [(r"\}", "p", "#pop"), (_NAME, "kn", "statement"), "base"],
        "statement": [(r"\{", "p", "=block"), (";", "p", "#pop"), "base"],
        "base": [
            (r"\s+", ""),
            ("#.*", "c1"),
            (r"(?:on|off)\b", "no"),
            (r"\$[\w-]+", "nv"),
            (r"([a-zA-Z0-9.-]+)(:)([0-9]+)", ("nf", "p", "mi")),
            ("[a-zA-Z-]+/[a-zA-Z-]+", "nc"),
            (r"\d+\.\d+", "mf"),
            (r"[0-9]+[kmgKMG]?\b", "mi"),
            (r"(~)(\s*)([^\s{]+)", ("p", "", "sr")),
            ("[:=~]", "p"),
            (f"/(?:{_NAME})?", "n"),
            (r"[^#\s;{}$\\]+", "s"),
            ("[$;]", ""),
        ],
    }
)
tokens = GRAMMAR.tokens
