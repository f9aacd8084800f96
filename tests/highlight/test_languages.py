"""Each `languages/<tag>.txt` is highlighted as Rouge 4.5 recorded it in `<tag>.html`."""

from __future__ import annotations

from pathlib import Path

import pytest

from liquidsite.highlight import find_lexer, to_html

SOURCES = sorted((Path(__file__).parent / "languages").glob("*.txt"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_classes_and_markup_are_rouges(source: Path) -> None:
    lexer = find_lexer(source.stem)
    assert lexer is not None
    code = source.read_text(encoding="utf-8")
    assert to_html(code, lexer) == source.with_suffix(".html").read_text(encoding="utf-8")
