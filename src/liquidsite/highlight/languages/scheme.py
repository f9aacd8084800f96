"""Scheme"""

from __future__ import annotations

from ..grammar import Grammar, words
from ..patterns import quoted
from .words import listed

_NAME = r"[a-zA-Z0-9!$%&*+,/:<=>?@^_~|-]+"
_KEYWORDS = """lambda define if else cond and or case let let* letrec begin do delay set! => quote
quasiquote unquote unquote-splicing define-syntax let-syntax letrec-syntax syntax-rules"""

GRAMMAR = Grammar(
    {
        "root": [
            (";.*", "c1"),
            (r"\s+", ""),
            (r"-?\d+\.\d+", "mf"),
            (r"-?\d+", "mi"),
            (r"[+-]inf\.[f0]", "m"),
            ("#b[01]+", "mb"),
            ("#o[0-7]+", "mo"),
            ("#d[0-9]+", "mi"),
            ("#[xX][0-9a-fA-F]+", "mh"),
            (r"#[ei][\d.]+", "mx"),
            (quoted('"'), "s"),
            (f"'{_NAME}", "ss"),
            (r"""(?i:#\\(?:[()/'"._!$%& ?=+-]|[a-z0-9]+))""", "sc"),
            ("#[tf]", "no"),
            ("['#`.]|,@?", "o"),
            (r"[(\[]", "p", "command"),
            (r"[)\]]", "p"),
            (_NAME, "nv"),
        ],
        "command": [
            (_NAME, words("nf", k=_KEYWORDS, nb=" ".join(listed("scheme"))), "#pop"),
            ("", "", "#pop"),
        ],
    }
)
tokens = GRAMMAR.tokens
