"""HashiCorp's configuration language. Operators take each `<`: Rouge sees no here-documents."""

from __future__ import annotations

from collections.abc import Mapping

from ..grammar import Grammar, Scan, States, words

NAME = r"[$a-zA-Z_-][a-zA-Z0-9_-]*"


def states(vocabulary: Mapping[str, str]) -> States:
    names = words("nx", vocabulary)

    def name(scan: Scan) -> None:
        token_class = names.classify(scan.match.group())
        scan.emit(token_class)
        if token_class != "kc":
            scan.push("composite")

    return {**_STATES, "name": [(NAME, name)]}


_STATES: States = {
    "root": [
        "spaces",
        "primitives",
        (r"\{", "p", "hash"),
        (r"\[", "p", "array"),
        "name",
    ],
    "spaces": [
        (r"\s+", ""),
        ("//.*|#.*", "c1"),
        (r"/\*", "cm", "comment"),
    ],
    "comment": [(r"\*/", "cm", "#pop"), ("[^*/]+|[*/]", "cm")],
    "primitives": [
        (r"[0-9]+\.[0-9]+(?:[eE][0-9]+)?[fd]?(?:[kKmMgG]b?)?", "mf"),
        ("[0-9]+(?:[kKmMgG]b?)?", "mi"),
        ("[-+*/!%&<>|=:?]", "o"),
        ('"', "s2", ("string", '"', "s2")),
        ("'", "s1", ("string", "'", "s1")),
    ],
    "composite": [
        "spaces",
        (r"\{", "p", "=hash"),
        (r"\[", "p", "=array"),
        "root",
        ("", "", "#pop"),
    ],
    "hash": ["spaces", (r"[.,()\\/*=]", "p"), (r"\}", "p", "#pop"), "root"],
    "array": ["spaces", (r"[.,()\\/*]", "p"), (r"\]", "p", "#pop"), "root"],
    "string": lambda quote, token_class: [
        (rf"[^\\{quote}]+", token_class),
        (rf"\\{quote}", "se"),
        (quote, token_class, "#pop"),
    ],
}

GRAMMAR = Grammar(states({"kc": "true false null"}))
tokens = GRAMMAR.tokens
