"""Java's .properties files"""

from __future__ import annotations

from ..grammar import Grammar, through

GRAMMAR = Grammar(
    {
        "root": ["basic", (r"([\w.-]{1,300}+)(\s*+)([=:])", ("py", "", "p"), "value")],
        "basic": [("[!#]", through("\n", "c")), (r"\s+", ""), (r"\\\n", "se")],
        "value": [
            (r"\n", "", "#pop"),
            "basic",
            ('"', "s", "quoted"),
            ("'.*?'", "s"),
            "escape",
            (r"[^\\\n]+", "s"),
        ],
        "quoted": [('"', "s", "#pop"), "escape", (r'[^\\"]+', "s")],
        "escape": [(r"\\(?:u[0-9]{4}|(?s:.))", "se")],
    }
)
tokens = GRAMMAR.tokens
