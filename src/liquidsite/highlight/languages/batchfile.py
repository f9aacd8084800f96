"""Windows' batch files. Names are compared as they stand: capitals are none of these words."""

from __future__ import annotations

from ..grammar import Grammar, Rules, Scan, words
from .words import listed

_WORDS = words(
    "kd",
    kr="""con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6
    lpt7 lpt8 lpt9""",
    k="if else for in do goto call exit",
    ow="exist defined errorlevel cmdextversion not equ neq lss leq gtr geq",
    nb=" ".join(listed("batchfile")),
    na="on off disable enableextensions enabledelayedexpansion",
)


def _word(scan: Scan) -> None:
    """Words of no list are declarations, and their suffix an error: so Rouge has it."""
    token_class = _WORDS.classify(scan.group(1))
    if token_class == "nb":
        scan.emit(token_class)
    else:
        scan.emit(token_class, scan.group(1))
        scan.emit("err", scan.group(2))


def _quoted(quote: str, token_class: str) -> Rules:
    return [
        (r"\^(?s:.)", "se"),
        (quote, token_class, "#pop"),
        "expansions",
        (rf"[^\^{quote}%!]+", token_class),
    ]


GRAMMAR = Grammar(
    {
        "root": [
            (r"(?i:@?\brem\b).*", "c"),
            ("^::.*", "c"),
            (":[a-zA-Z]+", "nl"),
            (r"(?i:([a-z]\w*)(\.exe|com|bat|cmd|msi)?)", _word),
            (r"(?i:(?:[/+]|--?)[a-z]+)\s*", "na"),
            "expansions",
            (r"[<>&|(){}\[\]\-+=;,~?*]", "o"),
            (r"\s+", ""),
            ("(?i:0x[0-9a-f]+)", "mh"),
            ("[0-9]", "m"),
            ('"', "s2", ("quoted", '"', "s2")),
            ("'", "s1", ("quoted", "'", "s1")),
            ("`", "sb", ("quoted", "`", "sb")),
            (r"""[^\s&|()\[\]{}^=;!%+\-,"'`~?*]+""", ""),
            (r"\^(?s:.)", "se"),
        ],
        "expansions": [
            (r"(?i:[%!]{1,99}+[a-z_$@#]+[%!]+)", "nv"),
            (r"(?i:%{1,99}+~?[a-z]+\d?)", "vm"),
        ],
        "quoted": _quoted,
    }
)
tokens = GRAMMAR.tokens
