"""TSX: TypeScript with elements"""

from __future__ import annotations

from ..grammar import Grammar, prepend
from . import javascript, jsx, typescript

_STATES = typescript.typed(jsx.with_elements(javascript.states(typescript.WORDS)))

GRAMMAR = Grammar(
    {
        **_STATES,
        "element_name": prepend(
            _STATES, "element_name", (r"(\w+)(,)", ("nx", "p"), "#pop:3"), ("<", "p", "type")
        ),
        "type": ["object", (">", "p", "#pop")],
    },
    jsx.START,
)
tokens = GRAMMAR.tokens
