"""Vim's script: nothing in it is an error."""

from __future__ import annotations

from ..grammar import Grammar, words
from .words import listed

_NAMES = words("", k=" ".join(listed("vim_commands")), nb=" ".join(listed("vim_names")))


def _delimited(mark: str) -> str:
    """Up to the same mark on the line; if all further ones are escaped, the last one ends it."""
    return rf"{mark}(?:(?:\\[\\{mark}]|[^\n{mark}\\]|\\(?![\\{mark}]))*+{mark}|[^\n]*{mark})"


GRAMMAR = Grammar(
    {
        "root": [
            (r'^(\s{0,999}+)(".*)', ("", "c")),
            (r"^\s{0,999}+\\", "se"),
            (r"[ \t]+", ""),
            (_delimited("/"), "sr"),
            (_delimited('"'), "s2"),
            (_delimited("'"), "s1"),
            (r"-?\d+", "m"),
            ("#[0-9a-fA-F]{6}", "mh"),
            ("^:", "p"),
            (r"[():<>+=!\[\]{}|,~.-]", "p"),
            (r"(?:let|if|else|endif|elseif|fun|function|endfunction)\b", "k"),
            (r"(?:NONE|bold|italic|underline|dark|light)\b", "nb"),
            (r"[absg]:\w+\b", "nv"),
            (r"\w+\b", _NAMES),
            ("(?s:.)", ""),
        ]
    }
)
tokens = GRAMMAR.tokens
