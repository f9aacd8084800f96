"""Every tag of Liquid 4.0.4 and Jekyll, by name."""

from __future__ import annotations

from collections.abc import Mapping

from liquidsite import plugin

from ..nodes import Block, Tag
from .assign import Assign
from .capture import Capture
from .case import Case
from .comment import Comment
from .counters import Decrement, Increment
from .cycle import Cycle
from .for_loop import For
from .highlight import Highlight
from .if_else import If, Unless
from .ifchanged import IfChanged
from .include import Include, IncludeRelative
from .interrupts import Break, Continue
from .link import Link
from .post_url import PostUrl
from .raw import Raw
from .table_row import TableRow

TAGS: Mapping[str, type[Tag]] = {
    "assign": Assign,
    "break": Break,
    "capture": Capture,
    "case": Case,
    "comment": Comment,
    "continue": Continue,
    "cycle": Cycle,
    "decrement": Decrement,
    "for": For,
    "highlight": Highlight,
    "if": If,
    "ifchanged": IfChanged,
    "include": Include,
    "include_relative": IncludeRelative,
    "increment": Increment,
    "link": Link,
    "post_url": PostUrl,
    "raw": Raw,
    "tablerow": TableRow,
    "unless": Unless,
}


def is_block(name: str, tags: Mapping[str, type[Tag]] = TAGS) -> bool:
    """Return whether the tag `name` has an end tag."""
    tag = tags.get(name)
    return tag is not None and issubclass(tag, (Block, Raw, plugin.Block))
