"""JSX: elements where JavaScript expects a value; the text between them is HTML."""

from __future__ import annotations

from ..grammar import Grammar, Rule, Scan, States, prepend, twice
from . import javascript
from .html import GRAMMAR as HTML


def _text(scan: Scan) -> None:
    if "html" not in scan.memory:
        scan.memory["html"] = scan.inner(HTML)
    scan.memory["html"].feed(scan.match.group())


_CODE: Rule = (r"\{", "si", ["code", "value"])
_ELEMENT: Rule = ("<", "p", ["content", "element", "element_name"])


def with_elements(states: States) -> States:
    return {
        **states,
        "value": prepend(states, "value", _ELEMENT),
        "content": [
            ("</", "p", ["=element", "element_name"]),
            _ELEMENT,
            _CODE,
            ("[^<{]+", _text),
        ],
        "element": [
            "spaces",
            ("/>", "p", "#pop:2"),
            (">", "p", "#pop"),
            _CODE,
            (r"\w[\w-]*", "na"),
            ("=", "p"),
            (""""[^"\\n]*"|'[^'\\n]*'""", "s"),
        ],
        "element_name": [
            (r"[A-Z]\w*", "nc"),
            (r"\w+", "nt"),
            (r"\.", "p"),
            ("", "", "#pop"),
        ],
        "code": [
            (r"\}", "si", "#pop"),
            (r"\{", "p", ["inner_code", "statement"]),
            "root",
        ],
        "inner_code": [(r"\}", "p", "=statement"), "root"],
    }


START = ("root", *twice("value"))
GRAMMAR = Grammar(with_elements(javascript.states(javascript.WORDS)), START)
tokens = GRAMMAR.tokens
