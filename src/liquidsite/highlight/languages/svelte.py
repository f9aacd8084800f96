"""Svelte's components: HTML with expressions in braces"""

from __future__ import annotations

from ..grammar import DECLINED, Grammar, Scan, prepend
from .html import STATES as HTML
from .javascript import GRAMMAR as JAVASCRIPT


def _script(scan: Scan, text: str) -> None:
    if "script" not in scan.memory:
        scan.memory["script"] = scan.inner(JAVASCRIPT)
    scan.memory["script"].feed(text)


def _expression(scan: Scan) -> None:
    _script(scan, scan.match.group())


def _braces(scan: Scan) -> bool | None:
    """Braces within an expression, up to the next on the line that are not escaped"""
    at = scan.find_on_line("}")
    while at > 0 and scan.text[at - 1] == "\\":
        at = scan.text.find("}", at + 1)
    if at < 0:
        return DECLINED
    scan.end = at
    while scan.text.startswith("}", scan.end):
        scan.end += 1
    _script(scan, scan.text[scan.match.start() : scan.end])
    return None


def _await(scan: Scan) -> None:
    scan.emit("k", scan.group(1))
    _script(scan, scan.group(2))
    scan.emit("k", scan.group(3))
    scan.emit("", scan.group(4))
    _script(scan, scan.group(5))


_OPEN = (r"\s*\{\s*", "si", "expression")

GRAMMAR = Grammar(
    {
        **HTML,
        "root": prepend(HTML, "root", (r"([^<&{]*+)(\{)(\s*)", ("", "si", ""), "expression")),
        "tag": prepend(
            HTML,
            "tag",
            (r"(\{)\s*([a-zA-Z0-9_]+)\s*(\})", ("si", "nv", "si"), "#pop"),
        ),
        "attribute": prepend(HTML, "attribute", (r"\{", "si", "=expression")),
        "double_quoted": prepend(HTML, "double_quoted", _OPEN),
        "single_quoted": prepend(HTML, "single_quoted", _OPEN),
        "expression": [
            (r"\}", "si", "#pop"),
            (r"\{+", _braces),
            (r"@(?:debug|html)\b", "k"),
            (r"(#await)(.*)(then|catch)(\s+)(\w+)", _await),
            (r"[#/](?:await|each|if|key)\b", "k"),
            (r"(:else)(\s+)(if)?\b", ("k", "", "k")),
            (r":?(?:catch|then)\b", "k"),
            (r"[^{}]+", _expression),
        ],
    }
)
tokens = GRAMMAR.tokens
