"""The `SMART` option's dashes and ellipses; its quotes are markdown-it-py's own rule."""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore

_DASHES_OR_DOTS = re.compile(r"-{2,}|\.{3}")


def dashes_and_dots(state: StateCore) -> None:
    for block in state.tokens:
        for token in block.children or ():
            if token.type == "text":
                token.content = _DASHES_OR_DOTS.sub(_replacement, token.content)


def _replacement(match: re.Match[str]) -> str:
    """Hyphens become dashes of one kind if their number allows it, else em and then en dashes."""
    if match.group() == "...":
        return "…"
    count = len(match.group())
    if count % 3 == 0:
        ens = 0
    elif count % 2 == 0:
        ens = count // 2
    else:
        ens = 1 if count % 3 == 2 else 2
    return "—" * ((count - 2 * ens) // 3) + "–" * ens
