"""A method's signature, for languages in which Rouge knows one by words before a parenthesis"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..grammar import DECLINED, Scan


def signature(
    word: str, name: str, parenthesis: str, *, shared: bool = False
) -> Callable[[Scan], bool | None]:
    """An action for words (each `word`), a method's `name` and `(`, in the class `parenthesis`.

    The words are read in the language itself. Where a run of words leads to no parenthesis its
    other words do neither, and are not tried. `shared` words change the state
    of the scan itself."""
    words = rf"\s*+(?:{word}\s++)"
    whole = re.compile(rf"({words}+?)({name}+)(\s*+)\(", re.ASCII)
    run = re.compile(rf"{words}*+(?:{word})?+", re.ASCII)

    def action(scan: Scan) -> bool | None:
        start = scan.end
        if start < scan.notes.get("no_signature", 0):
            return DECLINED
        found = whole.match(scan.text, start)
        if found is None:
            tried = run.match(scan.text, start)
            scan.notes["no_signature"] = tried.end() if tried else 0
            return DECLINED
        inner = scan.inner(scan.grammar)
        if shared:
            inner.stack = scan.stack
        inner.feed(found[1])
        scan.emit("nf", found[2])
        scan.emit("", found[3])
        scan.emit(parenthesis, "(")
        scan.end = found.end()
        return None

    return action
