"""Objective-C++"""

from __future__ import annotations

from ..grammar import Grammar, prepend
from . import cpp, objective_c

_STATES = objective_c.with_messages(cpp.states("YES NO nil"))

GRAMMAR = Grammar(
    {
        **_STATES,
        "statements": prepend(
            _STATES,
            "statements",
            (r"(\.)(class)", ("o", "bp")),
            (r"(@selector)(\()(class)(\))", ("k", "p", "bp", "p")),
        ),
    },
    cpp.GRAMMAR.start,
)
tokens = GRAMMAR.tokens
