"""Every tag of Liquid 4.0.4 and Jekyll, by name."""

from __future__ import annotations

from collections.abc import Mapping

from ..nodes import Tag
from .assign import Assign
from .capture import Capture
from .case import Case
from .comment import Comment
from .counters import Decrement, Increment
from .cycle import Cycle
from .for_loop import For
from .if_else import If, Unless
from .ifchanged import IfChanged
from .interrupts import Break, Continue
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
    "if": If,
    "ifchanged": IfChanged,
    "increment": Increment,
    "raw": Raw,
    "tablerow": TableRow,
    "unless": Unless,
}
