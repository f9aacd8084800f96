"""The indented Sass: a line's indentation says whether it belongs to the comment above."""

from __future__ import annotations

from collections.abc import Callable

from ..grammar import Grammar, Scan, States
from . import sass_common
from .sass_common import NAME


def _indentation(scan: Scan) -> None:
    spaces, memory = scan.match.group(), scan.memory
    scan.emit("")
    memory["indentation"] = spaces
    block = memory.get("block")
    if block and spaces.startswith(block[1]) and spaces != block[1]:
        scan.push(block[0])
    else:
        memory["block"] = None
        scan.push("content")


def _starts_block(token_class: str, state: str) -> Callable[[Scan], None]:
    def action(scan: Scan) -> None:
        scan.emit(token_class)
        scan.pop()
        scan.memory["block"] = (state, scan.memory.get("indentation", ""))

    return action


STATES: States = {
    **sass_common.STATES,
    "root": [(r"[ \t]*\n", ""), (r"[ \t]*", _indentation)],
    "content": [
        ("//.*", _starts_block("c1", "single_comment")),
        (r"/\*.*\n", _starts_block("cm", "multi_comment")),
        (r"@import\b", "k", "import"),
        "directives",
        (f"={NAME}", "nf", "value"),
        (rf"\+{NAME}", "nd", "value"),
        (":", "na", "old_attribute"),
        (r"(?=[^\[\n]+?:(?:[^a-z]|$))", "", "attribute"),
        ("", "", "selector"),
    ],
    "single_comment": [(".*", "c1", "#pop")],
    "multi_comment": [(r".*\n", "cm", "#pop")],
    "import": [(r"[ \t]+", ""), (r"\S+", "s"), (r"\n", "", "#pop")],
    "old_attribute": ["attribute_name", ("", "", "=value")],
    "end_section": [(r"\n", "", "#pop:1000000")],
}

GRAMMAR = Grammar(STATES)
tokens = GRAMMAR.tokens
