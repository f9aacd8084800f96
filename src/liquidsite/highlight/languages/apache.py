"""Apache's configuration"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..grammar import DECLINED, Grammar, Scan
from .words import listed

_LINE_END = re.compile(r"(?:\r\n?|\n)?")
_KNOWN = frozenset(listed("apache"))


def _named(token_class: str) -> Callable[[Scan], None]:
    """The class, for words that Apache knows"""

    def action(scan: Scan) -> None:
        scan.emit(token_class if scan.match.group().lower() in _KNOWN else "")

    return action


def _section(scan: Scan) -> None:
    scan.emit("p", scan.group(1))
    scan.emit("nl" if scan.group(2).lower() in _KNOWN else "", scan.group(2))


def _arguments(scan: Scan) -> bool | None:
    """What a section is about, up to the bracket that closes its tag"""
    text, start = scan.text, scan.match.start()
    at = start if text[start] == ">" else scan.find(">")
    if at < 0:
        return DECLINED
    end = _LINE_END.match(text, at + 1)
    scan.end = end.end() if end else at + 1
    scan.emit("sr", text[start:at])
    scan.emit("p", text[at : scan.end])
    scan.pop()
    return None


GRAMMAR = Grammar(
    {
        "root": [
            "spaces",
            (r"(</?)(\w+)", _section, "section"),
            (r"\w+", _named("nc"), "directive"),
        ],
        "spaces": [("#.*", "c"), (r"\s+", "")],
        "section": [("(?s:.)", _arguments), "spaces"],
        "directive": [
            (r"\r\n?|\n", "", "#pop"),
            "spaces",
            (r"\S+", _named("ss")),
        ],
    }
)
tokens = GRAMMAR.tokens
