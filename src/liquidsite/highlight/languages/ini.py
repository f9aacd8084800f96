"""INI files"""

from __future__ import annotations

from ..grammar import Grammar

GRAMMAR = Grammar(
    {
        "root": [
            "basic",
            (r"([\w.-]+)(\s*)(=)", ("py", "", "p"), "value"),
            (r"\[.*?\]", "nn"),
        ],
        "basic": [(r"[;#].*\n", "c"), (r"\s+", ""), (r"\\\n", "se")],
        "value": [
            (r"\n", "", "#pop"),
            "basic",
            ('"', "s", "quoted"),
            ("'.*?'", "s"),
            (r"\\(?s:.)", "se"),
            (r"[^\\\n]+", "s"),
        ],
        "quoted": [('"', "s", "#pop"), (r"\\(?s:.)", "se"), (r'[^\\"]+', "s")],
    }
)
tokens = GRAMMAR.tokens
