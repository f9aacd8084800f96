"""The `tasklist` extension: https://github.github.com/gfm/#task-list-items-extension-"""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_BOX = re.compile(r"\[([ xX])\][ \t]+")


def tasklist(state: StateCore) -> None:
    """Mark, in `meta`, the items that begin with a box, and remove the box from their text."""
    tokens = state.tokens
    for item, paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if item.type == "list_item_open" and paragraph.type == "paragraph_open":
            _take_box(item, inline)


def _take_box(item: Token, inline: Token) -> None:
    first = inline.children[0] if inline.children else None
    if first is None or first.type != "text":
        return
    box = _BOX.match(first.content)
    if box is not None:
        item.meta["checked"] = box.group(1) != " "
        first.content = first.content[box.end() :]
