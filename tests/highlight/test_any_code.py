"""Any code is highlighted: nothing is refused, lost, or endless."""

from __future__ import annotations

import pytest

from liquidsite.highlight import Lexer, to_html
from liquidsite.highlight.names import LANGUAGES


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_no_code_is_refused_or_lost(tag: str) -> None:
    code = 'a <b> \'c\n\\ "d" {% e %} ${f} #{g} /* h\n\té日😀 ``` --> \x00\n'
    text = to_html(code, Lexer(tag))
    assert text.count("<span") == text.count("</span>")
