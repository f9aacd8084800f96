"""TeX and LaTeX"""

from __future__ import annotations

from ..grammar import Grammar

_COMMAND = r"\\(?:[a-zA-Z]+|\s+|.)"

GRAMMAR = Grammar(
    {
        "root": [
            (r"\\\[|\$\$", "p", "display_math"),
            (r"\\\(|\$", "p", "inline_math"),
            (r"\\(?:begin|end)\{.*?\}", "nt"),
            (r"(\\verb)\b(?P<verb>\S)(.*?)((?P=verb))", ("nb", "kp", "sx", "kp")),
            (_COMMAND, "k", "command"),
            "general",
            (r"[^\\$%&_^{}]+", ""),
        ],
        "general": [("%.*", "c"), ("[{}&_^]", "p")],
        "math": [
            (_COMMAND, "nv"),
            "general",
            ("[0-9]+", "m"),
            (r"[-=!+*/()\[\]]", "o"),
            (r"[^=!+*/()\[\]\\$%&_^{}0-9-]+", "nb"),
        ],
        "inline_math": [(r"\\\)|\$", "p", "#pop"), "math"],
        "display_math": [(r"\\\]|\$\$", "p", "#pop"), (r"\$", "nb"), "math"],
        "command": [(r"\[.*?\]", "na"), (r"\*", "k"), ("", "", "#pop")],
    }
)
tokens = GRAMMAR.tokens
