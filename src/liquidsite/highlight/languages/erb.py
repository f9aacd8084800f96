"""ERB: Ruby between marks, HTML around them; both go on where they were left."""

from __future__ import annotations

from ..grammar import Grammar, Scan
from ..template import feed_parent
from .ruby import GRAMMAR as RUBY

_OPEN = "<%(?:%|=|#|-|)"
_CLOSE = "%%>|-%>|%>"


def _ruby(scan: Scan) -> None:
    if "ruby" not in scan.memory:
        scan.memory["ruby"] = scan.inner(RUBY)
    scan.memory["ruby"].feed(scan.match.group())


GRAMMAR = Grammar(
    {
        "root": [
            ("<%#", "c", "comment"),
            (_OPEN, "cp", "ruby"),
            (r"(?s:.+?)(?=<%)|(?s:.+)", feed_parent),
        ],
        "comment": [
            (_CLOSE, "c", "#pop"),
            (rf"(?s:.+?)(?={_CLOSE})|(?s:.+)", "c"),
        ],
        "ruby": [
            (_CLOSE, "cp", "#pop"),
            (rf"(?s:.+?)(?={_CLOSE})|(?s:.+)", _ruby),
        ],
    }
)
tokens = GRAMMAR.tokens
