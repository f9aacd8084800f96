"""AWK"""

from __future__ import annotations

from ..grammar import Grammar, Scan, words
from ..patterns import quoted

_WORDS = words(
    "nx",
    k="if else while for do break continue return next nextfile delete exit print printf getline",
    kd="function",
    kr="BEGIN END",
    kc="CONVFMT FS NF NR FNR FILENAME RS OFS ORS OFMT SUBSEP ARGC ARGV ENVIRON",
    nb="""exp log sqrt sin cos atan2 length rand srand int substr index match split sub gsub sprintf
    system tolower toupper""",
)


def _name(scan: Scan) -> None:
    token_class = _WORDS.classify(scan.match.group())
    if token_class == "nx" and scan.match.group().startswith("$"):
        token_class = "nv"
    scan.emit(token_class)
    if token_class in ("k", "kd"):
        scan.push("value")


GRAMMAR = Grammar(
    {
        "root": [
            "spaces",
            (r"[-<>+*/%^!=]=?|in\b|\+\+|--|\|(?!\|)|&&|\|\||~!?", "o", "value"),
            (r"[(\[,]", "p", "value"),
            (";", "p", "statement"),
            (r"[)\].]", "p"),
            (r"\?", "p", ["ternary", "value"]),
            ("[{}]", "p", "statement"),
            (r"[$a-zA-Z_][a-zA-Z0-9_]*", _name),
            (r"[0-9]+\.[0-9]+", "mf"),
            ("[0-9]+", "mi"),
            (quoted('"'), "s2"),
            (":", "p"),
        ],
        "spaces": [(r"\s+", ""), ("#.*", "c1")],
        "value": ["spaces", ("/", "sr", "=regex"), ("", "", "#pop")],
        "regex": [
            ("/", "sr", "=regex_end"),
            (r"[^/]?\n", "err", "#pop"),
            (r"\[\^?", "se", "regex_group"),
            (r"\\.|\(\?[:=<!]|\{[\d,]+\}|[()?]", "se"),
            (".", "sr"),
        ],
        "regex_end": [("", "", "#pop")],
        "regex_group": [
            ("/", "se"),
            (r"[^/]\n", "err", "#pop:2"),
            (r"\]", "se", "#pop"),
            (r"\\.", "se"),
            (".", "sr"),
        ],
        "statement": [("[{}]", "p"), "value"],
        "ternary": [(":", "p", "=value"), "root"],
    }
)
tokens = GRAMMAR.tokens
