"""What irb prints: output, an error, or a value after `=>`"""

from __future__ import annotations

from ..grammar import prepend
from .ruby import GRAMMAR as RUBY

GRAMMAR = RUBY.extended(
    {
        "root": prepend(RUBY.states, "root", ("#<", "kt", "irb_object")),
        "irb_object": [(">", "kt", "#pop"), "root"],
        "irb_output": [("=>", "p", "#pop"), (r".+\n?", "go")],
        "irb_error": [(r".+\n?", "gr")],
        "stdout": [(r"\w+?(?:Error|Exception):.+\n?", "gr", "irb_error"), "irb_output"],
    },
    start=(*RUBY.start, "stdout"),
)
tokens = GRAMMAR.tokens
