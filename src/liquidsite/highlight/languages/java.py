"""Java: a method is what stands after a word and before a parenthesis."""

from __future__ import annotations

from ..grammar import Grammar, through, words
from ..patterns import ALNUM, LETTERS, UPPER, WORD, quoted
from .signatures import signature

_NAME = rf"{LETTERS}{WORD}*"
_KEYWORDS = """assert break case catch continue default do else finally for if goto instanceof new
return switch this throw try while"""
_DECLARATIONS = """abstract const enum extends final implements native private protected public
static strictfp super synchronized throws transient volatile"""
_TYPES = "boolean byte char double float int long short var void"


def _digits(digit: str) -> str:
    return f"(?:{digit}_+{digit}|{digit})+"


_DECIMALS = _digits("[0-9]")

GRAMMAR = Grammar(
    {
        "root": [
            (r"[^\S\n]+", ""),
            ("//.*", "c1"),
            (r"/\*", through("*/", "cm")),
            (rf"(?:{'|'.join(_KEYWORDS.split())})\b", "k"),
            (
                r"(?=[\na-zA-Z_])",
                signature(r"[a-zA-Z_][a-zA-Z0-9_.\[\]<>]*+", "[a-zA-Z_][a-zA-Z0-9_]*", "o"),
            ),
            (rf"@{_NAME}", "nd"),
            (r"(?:class|interface|record)\b", "kd", "class"),
            (r"(?:import|package)\b", "kn", "import"),
            (r'"""\s*\n(?s:.*?)(?<!\\)"""', "sh"),
            (quoted('"'), "s"),
            (r"'(?:\\.|[^\\]|\\u[0-9a-f]{4})'", "sc"),
            (rf"(\.)({_NAME})", ("o", "na")),
            (
                rf"(?:{'|'.join((_DECLARATIONS + ' ' + _TYPES).split())}|true|false|null)\b",
                words("kt", kd=_DECLARATIONS, kc="true false null"),
            ),
            (rf"{_NAME}:", "nl"),
            (rf"{UPPER}(?:{UPPER}|[0-9_])*(?!{WORD})", "no"),
            (rf"{UPPER}{ALNUM}*(?!{WORD})", "nc"),
            (rf"\$?{_NAME}", "n"),
            (r"[~^*!%&\[\](){}<>|+=:;,./?-]", "o"),
            (rf"{_DECIMALS}\.{_DECIMALS}(?:[eE]{_DECIMALS})?[fd]?", "mf"),
            (rf"0[bB]{_digits('[01]')}", "mb"),
            (rf"0[xX]{_digits('[0-9a-fA-F]')}", "mh"),
            (rf"0{_digits('[0-7]')}", "mo"),
            (rf"{_DECIMALS}L?", "mi"),
            (r"\n", ""),
        ],
        "class": [(r"\s+", ""), (_NAME, "nc", "#pop")],
        "import": [(r"\s+", ""), (r"[a-zA-Z0-9_.]+\*?", "nn", "#pop")],
    }
)

tokens = GRAMMAR.tokens
