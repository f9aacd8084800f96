"""JSON with comments and elisions"""

from __future__ import annotations

from ..grammar import prepend
from .json import GRAMMAR as JSON

GRAMMAR = JSON.extended(
    {
        "name": prepend(JSON.states, "name", (r"([$\w]+)(\s*)(:)", ("na", "", "p"))),
        "value": prepend(JSON.states, "value", (r"/\*.*?\*/", "c"), (r"//.*|\.\.\.", "c1")),
    }
)
tokens = GRAMMAR.tokens
