"""GraphQL"""

from __future__ import annotations

from collections.abc import Callable

from ..grammar import Grammar, Scan, through

_NAME = r"[_A-Za-z][_0-9A-Za-z]*\b"
_TYPES = (r"(?:Int|Float|String|Boolean|ID)\b", "nb")


def _value(token_class: str) -> Callable[[Scan], None]:
    """A value ends what it is the value of, unless it stands in a list."""

    def action(scan: Scan) -> None:
        scan.emit(token_class)
        if scan.stack[-1] != "list":
            scan.pop()

    return action


def _close(*enclosing: str) -> Callable[[Scan], None]:
    def action(scan: Scan) -> None:
        scan.emit("p")
        scan.pop()
        if scan.stack and scan.stack[-1] in enclosing:
            scan.pop()

    return action


def _description(scan: Scan) -> None:
    from .markdown import GRAMMAR as MARKDOWN

    for number, token_class in ((1, "s2"), (2, "w"), (3, ""), (4, "w"), (5, "s2")):
        if number == 3:
            scan.inner(MARKDOWN).feed(scan.group(3))
        else:
            scan.emit(token_class, scan.group(number))


_CALL = (rf"({_NAME})(\s*)(\()", ("n", "w", "p"))

GRAMMAR = Grammar(
    {
        "root": [
            (r"(?:query|mutation|subscription)\b", "k", "query_definition"),
            (r"\{", "p", ["query_definition", "selection"]),
            (r"fragment\b", "k", "fragment_definition"),
            (r"scalar\b", "k", "value"),
            (r"(?:type|interface|enum|input|schema)\b", "k", "type_definition"),
            (r"union\b", "k", "union_definition"),
            (r"extend\b", "k"),
            "basic",
            (r'(""")(\n)((?s:.*?))(\n)(""")', _description),
        ],
        "basic": [(r"\s+", "w"), ("#.*", "c"), ("[!,]", "p")],
        "directives": [
            (rf"(@{_NAME})(\s*)(\()", ("k", "w", "p"), "arguments"),
            (rf"@{_NAME}", "k"),
        ],
        "fragment_definition": [(r"on\b", "k"), "query_definition"],
        "query_definition": [
            "directives",
            (_NAME, "n"),
            (r"\(", "p", "variables"),
            (r"\{", "p", "selection"),
            "basic",
        ],
        "type_definition": [
            (r"implements\b", "k"),
            (_NAME, "n"),
            (r"\(", "p", "variables"),
            (r"\{", "p", "type_fields"),
            "basic",
        ],
        "union_definition": [(_NAME, "n"), ("=", "p", "union_member"), "basic"],
        "union_member": [(_NAME, "n", "=union_pipe"), "basic"],
        "union_pipe": [
            (r"\|", "p", "=union_member"),
            (r"(?!\||\s+|#[^\n]*)", "", "#pop:2"),
            "basic",
        ],
        "type_fields": [
            (r"\}", "p", "#pop:2"),
            (*_CALL, "variables"),
            (_NAME, "n"),
            (":", "p", "type_names"),
            "basic",
        ],
        "arguments": [
            (r"\)", "p", "#pop"),
            (_NAME, "n"),
            (":", "p", "value"),
            "basic",
        ],
        "variables": [
            (r"\)", "p", "#pop"),
            (rf"\${_NAME}", "nv"),
            (_NAME, "n"),
            (":", "p", "type_names"),
            ("=", "p", "value"),
            "basic",
        ],
        "type_names": [
            (*_TYPES, "#pop"),
            (_NAME, "n", "#pop"),
            (r"\[", "p", "type_list"),
            "basic",
        ],
        "type_list": [_TYPES, (_NAME, "n"), (r"\]", "p", "#pop:2"), "basic"],
        "selection": [
            "directives",
            (r"\}", _close("query_definition", "fragment_definition")),
            (*_CALL, "arguments"),
            (rf"({_NAME})(\s*)(:)", ("n", "w", "p")),
            (_NAME, "n"),
            (r"(\.\.\.)(\s+)(on)\b", ("p", "w", "k")),
            (r"\.\.\.", "p"),
            (r"\{", "p", "#push"),
            "basic",
        ],
        "list": [(r"\]", _close("value")), "value"],
        "object": [
            (r"\}", _close("value")),
            (rf"({_NAME})(\s*)(:)", ("n", "w", "p"), "value"),
            "basic",
        ],
        "value": [
            ('"""', through('"""', "s2")),
            (rf"\${_NAME}", _value("nv")),
            (r"(?:true|false|null)\b", _value("kc")),
            (r"[+-]?[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?", _value("mf")),
            ("[+-]?[1-9][0-9]*(?:[eE][+-]?[0-9]+)?", _value("mi")),
            (r'"(?:\\[\\"]|[^"\\]|\\(?![\\"]))*"', _value("s2")),
            (_NAME, _value("n")),
            (r"\{", "p", "object"),
            (r"\[", "p", "list"),
            "basic",
        ],
    }
)
tokens = GRAMMAR.tokens
