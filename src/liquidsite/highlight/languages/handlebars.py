"""Handlebars and Mustache"""

from __future__ import annotations

from ..grammar import Grammar, Scan
from ..template import feed_parent, parent

_NAME = r"[\w$-]+"


def _text(scan: Scan) -> None:
    """An attribute's value that a tag interrupts is over."""
    outer = parent(scan)
    outer.feed(scan.match.group())
    if isinstance(outer, Scan) and outer.stack[-1] == "attribute":
        outer.pop()


GRAMMAR = Grammar(
    {
        "root": [
            (r"\\\{+", feed_parent),
            (r"\{\{!--", "c", "comment"),
            (r"\{\{!.*?\}\}", "c"),
            (r"\{\{\{?", "k", ["tag", "opening"]),
            (r"(?s:.+?)(?=\\|\{\{)", _text),
            ("(?s:.+)", feed_parent),
        ],
        "comment": [
            (r"\{\{", "c", "#push"),
            (r"\}\}", "c", "#pop"),
            (r"[^{}]+|[{}]", "c"),
        ],
        "tag": [
            (r"\}\}\}?", "k", "#pop"),
            (r"\|", "p"),
            ("~", "k"),
            (r"\s+", ""),
            ("=", "o"),
            (r"[\[\]()]", "p"),
            (r"\.(?=[}\s])|\.\.", "nv"),
            ("[/.]", "p"),
            (r'"(?:(?:\\.|[^"\\\n])*+"|[^\n]*")', "s2"),
            (r"'(?:(?:\\.|[^'\\\n])*+'|[^\n]*')", "s1"),
            (r"\d+(?=\}\s)", "m"),
            (r"(?:true|false)(?=[}\s])", "kc"),
            (r"else(?=[}\s])", "k"),
            (r"this(?=[}\s])", "bp"),
            (f"@{_NAME}", "na"),
            (_NAME, "nv"),
        ],
        "opening": [
            ("[#/]", "k", "=block_name"),
            ("[>^&~]", "k"),
            ("", "", "#pop"),
        ],
        "block_name": [
            (r"if(?=[}\s])", "k"),
            (_NAME, "nn", "#pop"),
            ("", "", "#pop"),
        ],
    }
)
tokens = GRAMMAR.tokens
