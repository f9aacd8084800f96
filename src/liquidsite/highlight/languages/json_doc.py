"""JSON with comments and elisions"""

from __future__ import annotations

from ..grammar import prepend, through
from .json import GRAMMAR as JSON

GRAMMAR = JSON.extended(
    {
        "name": prepend(JSON.states, "name", (r"([$\w]{1,300}+)(\s*+)(:)", ("na", "", "p"))),
        "value": prepend(
            JSON.states, "value", (r"/\*", through("*/", "c", on_line=True)), (r"//.*|\.\.\.", "c1")
        ),
    }
)
tokens = GRAMMAR.tokens
