"""Julia"""

from __future__ import annotations

from ..grammar import Grammar
from .words import listed

_KEYWORDS = (
    "begin|catch|const|do|else|elseif|end|export|finally|for|function|global"
    "|if|import|in|isa|local|macro|module|quote|return|struct|try|using|where|while"
)
_BUILTINS = (
    "ARGS|C_NULL|(?:LOAD|DEPOT)_PATH|ENDIAN_BOM|ENV|Inf|Inf16|Inf32|Inf64|NaN|NaN16|NaN32|NaN64"
    "|VERSION|devnull|false|im|missing|nothing|pi|stderr|stdin|stdout|true|undef|π|ℯ"
)
_LETTER = r"a-zA-Z_\u00a1-\uffff"
# Letters and symbols for a name's beginning; Unicode's symbols are not told apart from the rest.
_NAME = r"(?u:[^\W\d]|[+<=>|~^`$]|[^\x00-\x7f])(?u:\w|[!\"#%&'*,./:;?@\\+<=>|~^`$]|[^\x00-\x7f])*"
_GAP = r"((?:\s|\\\s)+)"
_EXPONENT = "[eEf][+-]?[0-9]+"

GRAMMAR = Grammar(
    {
        "root": [
            (r"\s+", ""),
            ("#=", "cm", "comment"),
            ("#.*", "c"),
            (r"[+=*/\\&|$~^%!<>:?.÷≠≤≥-]", "o"),
            (rf"(function|macro){_GAP}", ("k", "nf"), "function_name"),
            (
                rf"((?:mutable )?struct|(?:abstract|primitive) type){_GAP}",
                ("k", "nc"),
                "type_name",
            ),
            (rf"(?:{'|'.join(listed('julia_types'))})\b", "kt"),
            (r"(?:local|global|const)\b", "kd"),
            (rf"(?:{_KEYWORDS})\b", "k"),
            (rf"(?:{_BUILTINS})\b", "nb"),
            ("`.*?`", "sb"),
            (
                r"'(?:\\.|\\[0-7]{1,3}|\\x[a-fA-F0-9]{1,3}|\\u[a-fA-F0-9]{1,4}"
                r"|\\U[a-fA-F0-9]{1,6}|[^\\'\n])'",
                "sc",
            ),
            ('[ILE]?"', "s", "string"),
            (r"@[\w.]+", "nd"),
            (f"[{_LETTER}][{_LETTER}0-9]*!*", "n"),
            (r"[\[\]{}(),;]", "x"),
            (
                rf"(?:\d+(?:_\d+)*\.(?:\d+(?:_\d+)+|\d*)|\.\d+(?:_\d+)*)(?:{_EXPONENT})?"
                rf"|\d+(?:_\d+)*{_EXPONENT}",
                "mf",
            ),
            ("0b[01]+(?:_[01]+)*", "mb"),
            ("0o[0-7]+(?:_[0-7]+)*", "mo"),
            ("0x[a-fA-F0-9]+(?:_[a-fA-F0-9]+)*", "mh"),
            (r"\d+(?:_\d+)*", "mi"),
        ],
        "function_name": [
            (_NAME, "nf", "#pop"),
            (r"\([^\s\w{]{1,2}\)|[^\s\w{]{1,2}", "o", "#pop"),
        ],
        "type_name": [(_NAME, "nc", "#pop")],
        "comment": [
            ("[^=#]", "cm"),
            ("#=", "cm", "#push"),
            ("=#", "cm", "#pop"),
            ("[=#]", "cm"),
        ],
        "string": [
            (
                r"""\\(?:[\\abfnrtv"']|\n|N\{.*?\}|u[a-fA-F0-9]{4}|U[a-fA-F0-9]{8}"""
                r"|x[a-fA-F0-9]{2}|[0-7]{1,3})",
                "se",
            ),
            ('"', "s", "#pop"),
            (r"\$(?:\(\w+\))?[-#0 +]*(?:[0-9]+|\*)?(?:\.(?:[0-9]+|\*))?", "si"),
            (r'[^\\"$]+|\\', "s"),
        ],
    }
)
tokens = GRAMMAR.tokens
