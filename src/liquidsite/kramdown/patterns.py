"""Pieces of patterns that several rules share.

kramdown's patterns see ASCII where Python's `\\s`, `\\w` and `\\d` see all of Unicode, so the
classes are written out. Patterns are matched at a position and need no `^` of their own. Where
kramdown's would backtrack without bound, these are possessive (`*+`, `(?>…)`).
"""

from __future__ import annotations

import re

SPACES = "\0\t\n\v\f\r "  # what Ruby's strip removes
WHITESPACE = frozenset(" \t\r\n\f\v")

WS = r"[ \t\r\n\f\v]"
NOT_WS = r"[^ \t\r\n\f\v]"
TO_EOL = r"[ \t\r\f\v]*\n"  # nothing but whitespace up to the line's end
OPT_SPACE = r" {0,3}"
INDENT = r"(?:\t| {4})"

# A name as XML has it, letters of any script.
NAME = r"(?>(?:[^\W\d][-\w.]*:)?[^\W\d][-\w.]*)"

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
BLOCK_TAG_START = rf"<(?!(?:{_SPAN})\b){NAME}"
BLOCK_TAG_STOP = rf"</(?!(?:{_SPAN})\b){NAME}{WS}*>"

# What ends a paragraph, and the lazy continuation of quotes and code. Attribute lists do too:
# here a line stops that only begins like one, for `BlockState.lines` to look closer.
LAZY_END = rf"{BLANK}|{OPT_SPACE}(?:\{{:|{BLOCK_TAG_STOP}|{BLOCK_TAG_START})|{EOB}|\Z"

LIST_TAIL = r"[\t| ].*\n"
LIST_START = rf"{OPT_SPACE}(?:[+*-]|[0-9]+\.){LIST_TAIL}"
DEFINITION_START = rf"{OPT_SPACE}:{LIST_TAIL}"
BLOCKQUOTE_START = rf"{OPT_SPACE}> ?"

blank_line = re.compile(BLANK).match
eob_marker = re.compile(EOB).match
ial_block = re.compile(OPT_SPACE + IAL_BLOCK).match
attribute_line = re.compile(rf"{OPT_SPACE}\{{:").match
to_eol = re.compile(TO_EOL).match
block_boundary = re.compile(rf"{BLANK}|{EOB}|\Z").match
