"""Lua. Numbers with a fraction are so only before a quote: so Rouge has it."""

from __future__ import annotations

from collections.abc import Callable

from ..grammar import Grammar, Scan, words
from .words import listed

_NAME = "[A-Za-z_][A-Za-z0-9_]*"
_BUILTINS = frozenset(listed("lua"))
_WORDS = words(
    "",
    ow="and or not",
    k="break do else elseif end for if in repeat return then until while",
    kd="local",
    kc="true false nil",
)


def _long_bracket(token_class: str, otherwise: str) -> Callable[[Scan], str | None]:
    def action(scan: Scan) -> str | None:
        closer = f"]{scan.group(1)}]"
        at = scan.find(closer)
        if at < 0:
            return otherwise
        scan.end = at + len(closer)
        scan.emit(token_class, scan.text[scan.match.start() : scan.end])
        return None

    return action


def _name(scan: Scan) -> None:
    name, (first, _, rest) = scan.match.group(), scan.match.group().partition(".")
    token_class = _WORDS.classify(first)
    if token_class:
        scan.emit(token_class, first)
        scan.end = scan.match.start() + len(first)
    elif name == "gsub":
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
            (r"--\[(=*)\[", _long_bracket("cm", "line_comment")),
            "line_comment",
            (r"(?i:(?:\d*\.\d+|\d+\.\d*)(?:e[+-]?\d+)?')", "mf"),
            (r"(?i:\d+e[+-]?\d+)", "mf"),
            ("(?i:0x[0-9a-f]*)", "mh"),
            (r"\d+", "mi"),
            (r"\s", ""),
            (r"\[(=*)\[", _long_bracket("s", "operators")),
            "operators",
            (r"function\b", "k", "function_name"),
            (rf"{_NAME}(?:\.{_NAME})?", _name),
            ("'", "s1", ("string", "'", "s1")),
            ('"', "s2", ("string", '"', "s2")),
        ],
        "line_comment": [("--.*", "c1")],
        "operators": [
            (r"==|~=|<=|>=|\.\.\.?|[=+\-*/%^<>#]", "o"),
            (r"[\[\]{}().,:;]", "p"),
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
