"""The regular expressions that are Liquid 4.0.4's lax grammar.

Ruby's `\\s`, `\\w` and `\\d` are ASCII. Where Liquid searches for a pattern that could start
anywhere in a run of characters, a lookbehind lets it start only at the beginning of the run,
which finds the same and keeps the time linear.
"""

from __future__ import annotations

import re

# Ruby's white space, and what its `strip` removes.
WHITE_SPACE = " \t\n\v\f\r"
BLANKS = WHITE_SPACE + "\0"

QUOTED = r""""[^"]*"|'[^']*'"""
FRAGMENT = rf"""(?:{QUOTED}|(?:[^\s,|'"]++|{QUOTED})++)"""


def lax(pattern: str) -> re.Pattern[str]:
    """Compile `pattern` with Ruby's ASCII classes and its `m` flag."""
    return re.compile(pattern, re.ASCII | re.DOTALL)


TAG_NAME = lax(r"\{%-?\s*(\w+)\s*")
QUOTED_FRAGMENT = lax(FRAGMENT)
TAG_ATTRIBUTE = lax(rf"(?<!\w)(\w+)\s*:\s*({FRAGMENT})")
# The name that `assign` and `capture` set: `VariableSignature+`.
SIGNATURE = lax(r"(?:\(?[\w\-.\[\]]\)?)+")
