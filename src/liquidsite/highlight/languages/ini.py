"""INI files"""

from __future__ import annotations

from ..grammar import Grammar, through

GRAMMAR = Grammar(
    {
        "root": [
            "basic",
            (r"([\w.-]{1,300}+)(\s*+)(=)", ("py", "", "p"), "value"),
            (r"\[", through("]", "nn", on_line=True)),
        ],
        "basic": [("[;#]", through("\n", "c")), (r"\s+", ""), (r"\\\n", "se")],
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
