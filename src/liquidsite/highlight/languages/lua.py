"""Lua. Numbers with a fraction are so only before a quote: so Rouge has it."""

from __future__ import annotations

from ..grammar import Grammar, Scan, through, words
from .words import listed

_NAME = "[A-Za-z_][A-Za-z0-9_]*"
_BUILTINS = frozenset(listed("lua"))
_CLASSES = {
    "ow": "and or not",
    "k": "break do else elseif end for if in repeat return then until while",
    "kd": "local",
    "kc": "true false nil",
}
_WORDS = "|".join(" ".join(_CLASSES.values()).split())


def _long_bracket(scan: Scan) -> str:
    return f"]{scan.group(1)}]"


def _name(scan: Scan) -> None:
    name, (first, _, rest) = scan.match.group(), scan.match.group().partition(".")
    if name == "gsub":
        scan.emit("nb")
        scan.push("gsub")
    elif name in _BUILTINS:
        scan.emit("nb")
    else:
        scan.emit("n", first)
        scan.emit("p", "." if rest else "")
        scan.emit("n", rest)


GRAMMAR = Grammar(
    {
        "shebang": [("#!.*", "cp"), ("", "", "root")],
        "root": [
            (r"--\[(=*)\[", through(_long_bracket, "cm")),
            ("--.*", "c1"),
            (r"(?i:(?:\d*\.\d+|\d+\.\d*)(?:e[+-]?\d+)?')", "mf"),
            (r"(?i:\d+e[+-]?\d+)", "mf"),
            ("(?i:0x[0-9a-f]*)", "mh"),
            (r"\d+", "mi"),
            (r"\s", ""),
            (r"\[(=*)\[", through(_long_bracket, "s")),
            (r"==|~=|<=|>=|\.\.\.?|[=+\-*/%^<>#]", "o"),
            (r"[\[\]{}().,:;]", "p"),
            (rf"(?:{_WORDS})\b", words("k", _CLASSES)),
            (r"function\b", "k", "function_name"),
            (rf"{_NAME}(?:\.{_NAME})?", _name),
            ("'", "s1", ("string", "'", "s1")),
            ('"', "s2", ("string", '"', "s2")),
        ],
        "function_name": [
            (r"\s+", ""),
            (rf"(?:({_NAME})(\.))?({_NAME})", ("nc", "p", "nf"), "#pop"),
            (r"\(", "p", "#pop"),
        ],
        "gsub": [
            (r"\)", "p", "#pop"),
            ("[(,]", "p"),
            (r"\s+", ""),
            ('"', "sr", "regex"),
        ],
        "regex": [
            ('"', "sr", "=regex_end"),
            (r"\[\^?", "se", "regex_group"),
            (r"\\.|\(\?[:=<!]|\{[\d,]+\}|[()?]", "se"),
            (".", "sr"),
        ],
        "regex_end": [(r"\$+", "sr", "#pop"), ("", "", "#pop")],
        "regex_group": [
            ("/", "se"),
            (r"\]", "se", "#pop"),
            (r"(\\)(.)", ("se", "sr")),
            (".", "sr"),
        ],
        "string": lambda quote, token_class: [
            (r"""\\(?:[abfnrtv\\"']|\d{1,3})""", "se"),
            (quote, token_class, "#pop"),
            (f"[^{quote}]+", token_class),
        ],
    },
    start=("shebang",),
)
tokens = GRAMMAR.tokens
