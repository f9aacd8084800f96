"""Haskell"""

from __future__ import annotations

from ..grammar import Grammar, Rules, Scan, words

_SYMBOL = r"[:!#$%&*+.\\/<=>?@^|~-]"
_MODULE = r"[A-Z][\w.]*"
_RESERVED = words(
    "",
    kr="""_ case class data default deriving do else if import in infix infixl infixr instance let
    module newtype of then type where""",
)
_ASCII = (
    "NUL|SOH|[SE]TX|EOT|ENQ|ACK|BEL|BS|HT|LF|VT|FF|CR|S[OI]|DLE|DC[1-4]|NAK|SYN|ETB|CAN|EM|SUB|ESC"
    "|[FGRU]S|SP|DEL"
)


def _name(scan: Scan) -> None:
    name = scan.match.group()
    if _RESERVED.classify(name):
        scan.emit("kr")
        if name in ("import", "module"):
            scan.push(name)
    else:
        scan.emit("kt" if "A" <= name.removeprefix("'")[:1] <= "Z" else "n")


def _comment(token_class: str) -> Rules:
    return [
        (r"-\}", token_class, "#pop"),
        (r"\{-", token_class, ("comment", "cm" if token_class == "cm" else "cp")),
        (r"[^-{}]+|[-{}]", token_class),
    ]


GRAMMAR = Grammar(
    {
        "root": [
            "basic",
            (r"'(?=(?:.|\\\S+)')", "sc", "character"),
            ('"', "s", "string"),
            (r"\d+[eE][+-]?\d+|\d+\.\d+(?:[eE][+-]?\d+)?", "mf"),
            ("0[oO][0-7]+", "mo"),
            ("0[xX][0-9a-fA-F]+", "mh"),
            (r"\d+", "mi"),
            (r"[\w']+", _name),
            (rf"\\(?!{_SYMBOL})", "nf"),
            (rf"{_SYMBOL}+", "o"),
            (r"\[\s*\]", "kt"),
            (r"\(\s*\)", "nb"),
            (r"(\[)([_a-z][\w']*)(\|)", ("o", "n", "o"), "quasiquotation"),
            (r"[\[\](),;`{}]", "p"),
        ],
        "basic": [
            (r"\s+", ""),
            (r"\{-#", "cp", ("comment", "cp")),
            (r"\{-", "cm", ("comment", "cm")),
            (r"^--\s+\|.*", "cd"),
            (r"--(?![!#$%&*+./<=>?@^|_~]).*", "c1"),
        ],
        "comment": _comment,
        "import": [
            (r"\s+", ""),
            ('"', "s", "string"),
            (r"qualified\b", "k"),
            (rf"({_MODULE})(\s+)(as)(\s+)({_MODULE})", ("nn", "", "k", "", "n"), "#pop"),
            (rf"({_MODULE})(\s+)(hiding)(\s+)(\()", ("nn", "", "k", "", "p"), "=functions"),
            (rf"({_MODULE})(\s+)(\()", ("nn", "", "p"), "=functions"),
            (r"[\w.]+", "nn", "#pop"),
        ],
        "module": [
            (r"\s+", ""),
            (rf"({_MODULE})(\s+)(\()", ("nn", "", "p"), "functions"),
            (r"where\b", "kr", "#pop"),
            (_MODULE, "nn", "#pop"),
        ],
        "functions": [
            "basic",
            (r"[A-Z]\w*", "kt"),
            (r"_[\w']+|[a-z][\w']*", "nf"),
            (",", "p"),
            (rf"{_SYMBOL}+", "o"),
            (r"\(", "p", "#push"),
            (r"\)", "p", "#pop"),
        ],
        "character": [
            (r"\\", "se", ["=character_end", "escape"]),
            (".", "sc", "=character_end"),
        ],
        "character_end": [("'", "sc", "#pop"), (".", "err", "#pop")],
        "quasiquotation": [(r"\|\]", "o", "#pop"), (r"[^|]+|\|", "")],
        "string": [('"', "s", "#pop"), (r"\\", "se", "escape"), (r'[^\\"]+', "s")],
        "escape": [
            (r"""[abfnrtv"'&\\]""", "se", "#pop"),
            (r"\^[\]\[A-Z@^_]", "se", "#pop"),
            (_ASCII, "se", "#pop"),
            (r"[oO][0-7]+|[xX][0-9a-fA-F]+|\d+|\s+\\", "se", "#pop"),
        ],
    }
)
tokens = GRAMMAR.tokens
