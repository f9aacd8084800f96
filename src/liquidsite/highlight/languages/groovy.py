"""Groovy: a line that begins with a word, a name and a parenthesis declares a method."""

from __future__ import annotations

from ..grammar import Action, Grammar, States, through, words
from .signatures import signature

_NAME = "[a-zA-Z_][a-zA-Z0-9_]*"
WORDS = {
    "k": """assert break case catch continue default do else finally for if goto instanceof new
    return switch this throw try while in as""",
    "kd": """abstract const extends final implements native private protected public static strictfp
    super synchronized throws transient volatile""",
    "kt": "def var boolean byte char double float int long short void",
    "kc": "true false null",
}


def states(names: Action) -> States:
    return {
        "root": [
            (r"^(?=[\w\s])", signature(r"\w[\w.\[\]]*+", r"\w", "o", shared=True)),
            (r"[^\S\n]+", ""),
            ("//.*", "c1"),
            (r"/\*", through("*/", "cm")),
            (r"@\w[\w.]*", "nd"),
            (r"(?:class|interface|trait|enum|record)\b", "kd", "class"),
            (r"(?:package|import)\b", "kn", "import"),
            ('"""', through('"""', "s2")),
            ("'''", through("'''", "s1")),
            "strings",
            (r"\$/(?s:\$.|.)*?/\$", "s"),
            "slashes",
            (rf"(\.)({_NAME})", ("o", "na")),
            (f"{_NAME}:", "nl"),
            (r"[a-zA-Z_$][a-zA-Z0-9_]*", names),
            (r"[~^*!%&\[\](){}<>|+=:;,./?-]", "o"),
            (r"\d+\.\d+(?:[eE]\d+)?[fd]?", "mf"),
            ("0x[0-9a-f]+", "mh"),
            ("[0-9]+L?", "mi"),
            (r"\n", ""),
        ],
        "strings": [
            (r'"(?:\\.|\\\n|[^"\\\n])*"|"[^\n]*"', "s2"),
            (r"'(?:\\.|\\\n|[^'\\\n])*'|'[^\n]*'", "s1"),
        ],
        "slashes": [(r"/(?:\\.|\\\n|[^/\\\n])*/|/[^\n]*/", "s"), ("/", "o")],
        "class": [(r"\s+", ""), (r"\w+", "nc", "#pop")],
        "import": [(r"\s+", ""), (r"[\w.]+\*?", "nn", "#pop")],
    }


GRAMMAR = Grammar(states(words("n", WORDS)))
tokens = GRAMMAR.tokens
