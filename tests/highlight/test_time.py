"""Highlighting takes time in proportion to the code, whatever the code is."""

from __future__ import annotations

import time

import pytest

from liquidsite.highlight import Lexer, to_html
from liquidsite.highlight.names import LEXERS

OWN = [tag for tag, (_, source) in LEXERS.items() if source and ":" not in source]
PIECES = [
    "(",
    "[",
    "{{",
    '"\\',
    "'",
    "/*",
    "`",
    "<",
    "&",
    "$",
    "#",
    "%",
    "*",
    "a",
    "a b ",
    "0",
    "\n",
]
LENGTH = 8000


def seconds(lexer: Lexer, code: str) -> float:
    begin = time.process_time()
    to_html(code, lexer)
    return time.process_time() - begin


@pytest.mark.parametrize("tag", OWN)
def test_twice_the_code_takes_about_twice_the_time(tag: str) -> None:
    lexer = Lexer(tag)
    for piece in PIECES:
        short, long = piece * (LENGTH // len(piece)), piece * (4 * LENGTH // len(piece))
        taken = seconds(lexer, long)
        if taken > 0.25:  # fast is fast enough, and too short to measure
            assert taken < 10 * max(seconds(lexer, short) for _ in range(3)), repr(piece)


@pytest.mark.parametrize("tag", sorted(LEXERS))
def test_no_code_is_refused_or_lost(tag: str) -> None:
    code = 'a <b> \'c\n\\ "d" {% e %} ${f} #{g} /* h\n\té日😀 ``` --> \x00\n'
    text = to_html(code, Lexer(tag))
    assert text.count("<span") == text.count("</span>")
