"""Kotlin"""

from __future__ import annotations

from ..grammar import Grammar, through
from ..patterns import CASED, UPPER

_REST = f"(?:{CASED}|[0-9-])*"
_CLASS = f"`?{UPPER}{_REST}`?"
_NAME = f"`?{CASED}{_REST}`?"
_KEYWORDS = """abstract annotation as break by catch class companion const constructor continue
crossinline do dynamic else enum external false final finally for fun get if import in infix
inline inner interface internal is lateinit noinline null object open operator out override
package private protected public reified return sealed set super suspend tailrec this throw true
try typealias typeof val var vararg when where while yield"""
_DIGITS = "(?>[0-9][0-9_]{0,99}[0-9]|[0-9])"
_EXPONENT = f"[eE][+-]?{_DIGITS}"

GRAMMAR = Grammar(
    {
        "root": [
            (r"(companion)(\s+)(object)\b", ("k", "", "k")),
            (r"(class|data\s+class|interface|object)(\s+)", ("kd", ""), "class"),
            (r"(fun)(\s+)", ("k", ""), "function"),
            (r"(package|import)(\s+)", ("k", ""), "package"),
            (r"(val|var)(\s+)(\()", ("kd", "", "p"), "destructured"),
            (r"(val|var)(\s+)", ("kd", ""), "property"),
            (rf"(return|continue|break|this|super)(@{_NAME})?\b", ("k", "nd")),
            (rf"(?:{'|'.join(_KEYWORDS.split())})\b", "k"),
            (r"^\s{0,99}+\[.*?\]", "na"),
            (r"[^\S\n]+|\\\n", ""),
            ("//.*", "c1"),
            (r"/\*.*\*/", "cm"),
            (r"/\*.*", "cm", "comment"),
            (r"\n", ""),
            ("(::)(class)", ("o", "k")),
            (r"::|!!|\?[:.]|\.\.", "o"),
            (
                rf"(?:{_DIGITS}?\.{_DIGITS}(?:{_EXPONENT})?|{_DIGITS}{_EXPONENT})[fF]?|{_DIGITS}[fF]",
                "mf",
            ),
            ("0[bB](?:[01][01_]*[01]|[01])[uU]?L?", "mb"),
            ("0[xX](?:[0-9a-fA-F][0-9a-fA-F_]*[0-9a-fA-F]|[0-9a-fA-F])[uU]?L?", "mh"),
            ("(?:[1-9][0-9_]*[0-9]|[0-9])[uU]?L?", "mi"),
            (r"[~!%^&*()+=|\[\]:;,.<>/?{}-]", "p"),
            ('@"(?:""|[^"])*"', "s"),
            ('"""', through('"""', "s")),
            "strings",
            (r"'\\.'|'[^\\]'", "sc"),
            (f"@{_CLASS}", "nd"),
            (f"({_CLASS})(<)", ("nc", "p"), "type_parameters"),
            (_CLASS, "nc"),
            (rf"{_NAME}(?=\s*[({{])", "nf"),
            (f"{_NAME}@", "nd"),
            (_NAME, "n"),
        ],
        "strings": [(r'"(?:\\[\\"]|[^"\n\\]|\\(?![\\"]))*["\n]|"[^\n]*"', "s")],
        "package": [(r"\S+", "nn", "#pop")],
        "class": [(_CLASS, "nc", "#pop")],
        "function": [
            ("<", "p", "type_parameters"),
            (r"\s+", ""),
            (rf"({_CLASS})(\.)", ("nc", "p")),
            (_NAME, "nf", "#pop"),
        ],
        "type_parameters": [
            (_CLASS, "nc"),
            ("<", "p", "#push"),
            ("reified|out|in", "k"),
            ("[,:.?]", "p"),
            (r"\s+", ""),
            (">", "p", "#pop"),
        ],
        "property": [
            ("<", "p", "type_parameters"),
            (r"\s+", ""),
            (_NAME, "py", "#pop"),
        ],
        "destructured": [
            (",", "p"),
            (r"\)", "p", "#pop"),
            (r"\s+", ""),
            (_NAME, "py"),
        ],
        "comment": [
            (r"/\*", "cm", "#push"),
            (r"\*/", "cm", "#pop"),
            ("[^/*]+|[/*]", "cm"),
        ],
    }
)
tokens = GRAMMAR.tokens
