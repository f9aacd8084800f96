"""Scala"""

from __future__ import annotations

from ..grammar import Grammar
from ..patterns import UPPER, quoted

_LETTER = r"(?u:[^\W\d]|\$)"
# Characters of Unicode's mathematical and other symbols
_OP = r"[-!#%&*/:?@\\^+<=>|~¬±×÷°©®\u2044\u2190-\u23ff\u2500-\u27e5\u27f0-\u2982\u2999-\u2bff]"
_NAME = rf"(?:{_LETTER}(?:{_LETTER}|[0-9])*(?:(?<=_){_OP}+)?)"
_ANY = rf"{_NAME}|{_OP}+|`[^`]+`"
_KEYWORDS = """abstract|case|catch|def|do|else|extends|final|finally|for|forSome|if|implicit|lazy
|match|new|override|private|protected|requires|return|sealed|super|this|throw|try|val|var|while|with
|yield""".replace("\n", "")
_CHUNK = rf"(?:{_NAME}|{_OP}+`[^`]+`)"
_TYPE = rf"({_CHUNK}(?:\.{_CHUNK})*)(\s*)"

GRAMMAR = Grammar(
    {
        "root": [
            (r"(class|trait|object)(\s+)", ("k", ""), "class"),
            (rf"'{_NAME}(?!')", "ss"),
            (r"[^\S\n]+", ""),
            ("//.*", "c1"),
            (r"/\*", "cm", "comment"),
            (f"@{_NAME}", "nd"),
            (rf"(def)(\s+)({_ANY})(\s*)", ("k", "", "nf", "")),
            (rf"(val)(\s+)({_ANY})(\s*)", ("k", "", "nv", "")),
            (rf"(this)(\n*)(\.)({_NAME})", ("k", "", "o", "py")),
            (rf"({_NAME}|_)(\n*)(\.)({_NAME})", ("nv", "", "o", "py")),
            (rf"(?:{UPPER}|[$_]){_NAME}\b", "nc"),
            (rf"({_NAME})(\s*)(\()", ("nf", "", "o")),
            (rf"(\.)({_NAME})", ("o", "py")),
            (
                rf"(?:{_KEYWORDS})\b|(?:<[%:-]|=>|>:|[#=@_\u21D2\u2190])(?:\b|(?=\s)|$)",
                "k",
            ),
            (rf":(?!{_OP})", "k", "type"),
            (r"(?:true|false|null)\b", "kc"),
            (r"(import|package)(\s+)", ("k", ""), "import"),
            (r"(type)(\s+)", ("k", ""), "type"),
            (r'"""(?s:.*?)"""(?!")', "s"),
            (quoted('"'), "s"),
            (r"'\\.'|'[^\\]'|'\\u[0-9a-fA-F]{4}'", "sc"),
            (_NAME, "n"),
            ("`[^`]+`", "n"),
            (r"\[", "o", "type_parameters"),
            (r"[(){};,.#]", "o"),
            (f"{_OP}+", "o"),
            (r"(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fFdD]?|[0-9]+[fFdD]", "mf"),
            ("0x[0-9a-fA-F]+", "mh"),
            ("[0-9]+L?", "mi"),
            (r"\n", ""),
        ],
        "class": [
            (rf"({_ANY})(\s*)(\[)", ("nc", "", "o"), "type_parameters"),
            (r"\s+", ""),
            (r"[{(]", "o", "#pop"),
            ("//.*", "c1", "#pop"),
            (_ANY, "nc", "#pop"),
        ],
        "type": [
            (r"\s+", ""),
            (r"<[%:]|>:|[#_\u21D2]|forSome|type", "k"),
            (r"([,);}]|=>|=)(\s*)", ("o", ""), "#pop"),
            (r"[({]", "o", "#push"),
            (rf"{_TYPE}(\[)", ("kt", "", "o"), "=type_parameters"),
            (rf"{_TYPE}$", ("kt", ""), "#pop"),
            ("//.*", "c1", "#pop"),
            (rf"\.|{_ANY}", "kt"),
        ],
        "type_parameters": [
            (r"[\s,]+", ""),
            (r"<[%:]|=>|>:|[#_\u21D2]|forSome|type", "k"),
            (r"[\])}]", "o", "#pop"),
            (r"[(\[{]", "o", "#push"),
            (rf"\.|{_ANY}", "kt"),
        ],
        "comment": [
            ("[^/*]+", "cm"),
            (r"/\*", "cm", "#push"),
            (r"\*/", "cm", "#pop"),
            ("[*/]", "cm"),
        ],
        "import": [(rf"(?:{_NAME}|\.)+", "nn", "#pop")],
    }
)
tokens = GRAMMAR.tokens
