"""Jinja and Django's templates"""

from __future__ import annotations

from collections.abc import Mapping

from ..grammar import Grammar, Rules, States, words
from ..template import feed_parent

_VERBATIM = r"(\{%-?)(\s*)(NAME)(\s*)(-?%\})"
_VERBATIM_CLASSES = ("cp", "", "k", "", "cp")


def _raw(name: str) -> Rules:
    return [
        (_VERBATIM.replace("NAME", f"end{name}"), _VERBATIM_CLASSES, "#pop"),
        (r"[^{]+|\{", ""),
    ]


def states(vocabulary: Mapping[str, str]) -> States:
    return {
        "root": [
            (r"\{#", "c", "comment"),
            ("##.*", "c"),
            (_VERBATIM.replace("NAME", "raw"), _VERBATIM_CLASSES, ("raw", "raw")),
            (_VERBATIM.replace("NAME", "verbatim"), _VERBATIM_CLASSES, ("raw", "verbatim")),
            (r"\{%", "cp", "statement"),
            (r"\{\{", "cp", "expression"),
            (r"(?s:.+?)(?=\\|\{\{|\{%|\{#|##)|(?s:.+)", feed_parent),
        ],
        "values": [
            (r"(\|\s*)(\w+)", ("o", "nf")),
            (r"(\w+)(\()", ("nf", "p")),
            (r'"(?:(?:\\.|[^"\\\n])*+"|[^\n]*")', "s2"),
            (r"'(?:(?:\\.|[^'\\\n])*+'|[^\n]*')", "s1"),
            (r"[+\-*/=]|<=?|>=?|!=", "o"),
            (r"[,\[\]()]", "p"),
            (r"\s+", ""),
        ],
        "comment": [("[^#]+", "c"), (r"#\}", "c", "#pop"), ("#", "c")],
        "expression": [
            (r"\w+\.?", "nv"),
            "values",
            (r"%\}|\}\}", "cp", "#pop"),
        ],
        "statement": [
            (r"\w+\.?", words("nv", vocabulary)),
            "values",
            (r"%\}", "cp", "#pop"),
        ],
        "raw": _raw,
    }


GRAMMAR = Grammar(
    states(
        {
            "k": """as autoescape block call context do else endautoescape endblock endcall
            endfilter endfor endif endmacro endset endtrans endwith extends filter for from if
            ignore import include macro missing recursive reversed scoped set trans with without""",
            "kp": "true false none True False None",
            "ow": "is in and or not",
            "nb": """callable defined divisibleby equalto escaped even iterable lower mapping none
            number odd sameas sequence string undefined upper""",
        }
    )
)
tokens = GRAMMAR.tokens
