"""Each sample of `languages/` beside what the real program made of it (see `record.py`).

Text and markup are always the same. So are the classes of nearly all tokens, in the languages whose
tokens are adjusted; what is left is named in `docs/differences.md`.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from highlight.record import language, samples
from liquidsite.highlight import find_lexer, to_html
from liquidsite.highlight.names import DIALECTS

LEAST = 0.85
_PIECE = re.compile(r'<span class="(\w+)">(.*?)</span>|([^<]+)', re.DOTALL)


def tokens(markup: str) -> set[tuple[int, str, str]]:
    """Return the tokens of highlighted code, each with its place in the text."""
    found: set[tuple[int, str, str]] = set()
    position = 0
    for token_class, text, plain in _PIECE.findall(markup):
        piece = html.unescape(text or plain)
        if piece.strip():
            found.add((position, token_class, piece))
        position += len(piece)
    return found


def text_of(markup: str) -> str:
    return html.unescape(re.sub(r"</?span[^>]*>", "", markup))


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.stem)
def test_classes_are_those_of_the_real_program(sample: Path) -> None:
    lexer = find_lexer(language(sample))
    assert lexer is not None
    code = sample.read_text("utf-8")
    ours = to_html(code, lexer)
    theirs = sample.with_suffix(".html").read_text("utf-8")
    assert text_of(ours) == code
    if lexer.tag in DIALECTS:
        expected = tokens(theirs)
        assert len(expected & tokens(ours)) >= LEAST * len(expected)
