"""Groovy: a line that begins with a word, a name and a parenthesis declares a method."""

from __future__ import annotations

import re

from ..grammar import Grammar, Scan, through, words

_NAME = "[a-zA-Z_][a-zA-Z0-9_]*"
_SIGNATURE = re.compile(r"(\s*+(?:\w[\w.\[\]]*+\s++)+?)(\w+)(\s*+)\(", re.A)
_WORD_RUN = re.compile(r"\s*+(?:\w[\w.\[\]]*+\s++)*+", re.A)
_WORDS = words(
    "n",
    k="""assert break case catch continue default do else finally for if goto instanceof new return
    switch this throw try while in as""",
    kd="""abstract const extends final implements native private protected public static strictfp
    super synchronized throws transient volatile""",
    kt="def var boolean byte char double float int long short void",
    kc="true false null",
)


def _signature(scan: Scan) -> str | None:
    """Words up to a parenthesis. Where a run of words leads to none, its other lines do neither."""
    start = scan.end
    if start < scan.memory.get("no_signature", 0):
        return "rest"
    found = _SIGNATURE.match(scan.text, start)
    if found is None:
        run = _WORD_RUN.match(scan.text, start)
        scan.memory["no_signature"] = run.end() if run else 0
        return "rest"
    scan.inner(scan.grammar).feed(found[1])
    scan.emit("nf", found[2])
    scan.emit("", found[3])
    scan.emit("o", "(")
    scan.end = found.end()
    return None


GRAMMAR = Grammar(
    {
        "root": [(r"^(?=[\w\s])", _signature), "rest"],
        "rest": [
            (r"[^\S\n]+", ""),
            ("//.*", "c1"),
            (r"/\*", through("*/", "cm", "slashes")),
            (r"@\w[\w.]*", "nd"),
            (r"(?:class|interface|trait|enum|record)\b", "kd", "class"),
            (r"(?:package|import)\b", "kn", "import"),
            ('"""', through('"""', "s2", "strings")),
            ("'''", through("'''", "s1", "strings")),
            "strings",
            (r"\$/(?s:\$.|.)*?/\$", "s"),
            "slashes",
            (rf"(\.)({_NAME})", ("o", "na")),
            (f"{_NAME}:", "nl"),
            (r"[a-zA-Z_$][a-zA-Z0-9_]*", _WORDS),
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
)
tokens = GRAMMAR.tokens
