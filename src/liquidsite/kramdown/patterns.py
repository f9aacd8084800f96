"""Pieces of patterns that several rules share.

kramdown's patterns see ASCII where Python's `\\s`, `\\w` and `\\d` see all of Unicode, so the
classes are written out. Patterns are matched at a position and need no `^` of their own. Where
kramdown's would backtrack without bound, these are possessive (`*+`, `(?>…)`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

SPACES = "\0\t\n\v\f\r "  # what Ruby's strip removes
WHITESPACE = frozenset(" \t\r\n\f\v")

WS = r"[ \t\r\n\f\v]"
NOT_WS = r"[^ \t\r\n\f\v]"
TO_EOL = r"[ \t\r\f\v]*\n"  # nothing but whitespace up to the line's end
OPT_SPACE = r" {0,3}"
INDENT = r"(?:\t| {4})"

# Numbers that are no digits, as `²` and `½` (Unicode's category No): Python has them in `\w`.
_NUMBERS = (
    r"\u00b2-\u00b3\u00b9\u00bc-\u00be\u09f4-\u09f9\u0b72-\u0b77\u0bf0-\u0bf2\u0c78-\u0c7e"
    r"\u0d58-\u0d5e\u0d70-\u0d78\u0f2a-\u0f33\u1369-\u137c\u17f0-\u17f9\u19da\u2070"
    r"\u2074-\u2079\u2080-\u2089\u2150-\u215f\u2189\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
    r"\u2cfd\u3192-\u3195\u3220-\u3229\u3248-\u324f\u3251-\u325f\u3280-\u3289\u32b1-\u32bf"
    r"\ua830-\ua835"
)
# What a name begins with. Classes like this one take Python half a millisecond to compile: where
# the end of a name does not count, its first letter is enough.
NAME_START = rf"[^\W\d{_NUMBERS}]"
_NCNAME = rf"{NAME_START}(?:[^\W{_NUMBERS}]++|[-.]++)*+"
# A name as XML has it, letters of any script.
NAME = rf"(?>(?:{_NCNAME}:)?{_NCNAME})"

ID_NAME = r"[A-Za-z0-9_][A-Za-z0-9_-]*"
# Anything up to a brace, or an escaped brace.
ATTRIBUTES = r"(?:[^}\\]++|\\\}|\\)"
IAL_BLOCK = rf"\{{:(?![:/])({ATTRIBUTES}+)\}}{TO_EOL}"
EOB = rf"\^{TO_EOL}"
BLANK = rf"{WS}*\n"

_SPAN_NAMES = """
a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q
rb rbc rp rt rtc ruby samp select small span strong sub sup time tt u var
"""
SPAN_ELEMENTS = _SPAN_NAMES.split()
_SPAN = "|".join([*SPAN_ELEMENTS, "script"])
# Where the tag of a block element begins; an end tag has to be whole.
BLOCK_TAG = rf"<(?!/?(?:{_SPAN})\b)(?:{NAME_START}|/{NAME}{WS}*>)"

# What ends a paragraph, and the lazy continuation of quotes and code. Attribute lists do too:
# here a line stops that only begins like one, for `BlockState.lines` to look closer.
LAZY_END = rf"{BLANK}|{OPT_SPACE}(?:\{{:|{BLOCK_TAG})|{EOB}|\Z"

LIST_TAIL = r"[\t| ].*\n"
LIST_START = rf"{OPT_SPACE}(?:[+*-]|[0-9]+\.){LIST_TAIL}"
DEFINITION_START = rf"{OPT_SPACE}:{LIST_TAIL}"
BLOCKQUOTE_START = rf"{OPT_SPACE}> ?"


def on_first_use(pattern: str) -> Callable[[], re.Pattern[str]]:
    """Return a function that gives the compiled `pattern`.

    For long patterns that many texts do not need: to compile one takes some milliseconds.
    """
    return cache(lambda: re.compile(pattern))


blank_line = re.compile(BLANK).match
eob_marker = re.compile(EOB).match
ial_block = re.compile(OPT_SPACE + IAL_BLOCK).match
attribute_line = re.compile(rf"{OPT_SPACE}\{{:").match
to_eol = re.compile(TO_EOL).match
block_boundary = re.compile(rf"{BLANK}|{EOB}|\Z").match
