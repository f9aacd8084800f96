"""MATLAB"""

from __future__ import annotations

from ..grammar import DECLINED, Grammar, Rules, Scan, through, words
from .shell import GRAMMAR as SHELL
from .words import listed

_KEYWORDS = """arguments break case catch classdef continue else elseif end for function global if
import methods otherwise parfor persistent properties return spmd switch try while"""


def _command(scan: Scan) -> None:
    scan.emit("k", "!")
    scan.inner(SHELL).feed(scan.group(2))


def _open(token_class: str, state: str) -> Rules:
    """A quote opens a string only if another follows on its line."""

    def action(scan: Scan) -> bool | None:
        if scan.find_on_line(scan.match.group()) < 0:
            return DECLINED
        scan.emit(token_class)
        scan.push((state, scan.match.group(), token_class))
        return None

    return [("'" if token_class == "s1" else '"', action)]


GRAMMAR = Grammar(
    {
        "root": [
            (r"\s+", ""),
            (r"\{%", through("%}", "cm")),
            ("%.*", "c1"),
            (r"(\.\.\.)(.*)", ("k", "c")),
            (r"^(!)(.*?)(?=%|$)", _command),
            (
                "[a-zA-Z][_a-zA-Z0-9]*",
                words("n", k=_KEYWORDS, nb=" ".join(listed("matlab"))),
            ),
            (r"[(){};:,/\\\]\[]", "p"),
            (r"~=|==|<<|>>|[-~+/*%=<>&^|.@]", "o"),
            (r"(?:\d+\.\d*|\d*\.\d+)(?:[eE][+-]?[0-9]+)?|\d+[eE][+-]?[0-9]+", "mf"),
            (r"\d+L", "il"),
            (r"\d+", "mi"),
            *_open("s1", "string"),
            *_open("s2", "string"),
            ("'", "o"),
        ],
        "string": lambda quote, token_class: [
            (f"[^{quote}]+", token_class),
            (quote + quote, "se"),
            (quote, token_class, "#pop"),
        ],
    }
)
tokens = GRAMMAR.tokens
