"""Warnings name the line of the text, however deeply the place is nested; bad options raise."""

from __future__ import annotations

import pytest

from liquidsite.errors import ConversionError
from liquidsite.kramdown import Warning, convert, to_html

GFM = {"input": "GFM", "hard_wrap": False}


def warnings(text: str) -> list[tuple[int | None, str]]:
    return [(warning.line, str(warning)) for warning in convert(text, GFM).warnings]


def test_missing_link_in_a_nested_list() -> None:
    text = "a\n\n* b\n\n  > c\n  > d [e]\n"
    assert warnings(text) == [(6, "No link definition for link ID 'e' found on line 6")]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\n\nb[^c]", 3, "Footnote definition for 'c' not found on line 3"),
        ("a\n\n[^c]: d", 3, "Footnote definition for 'c' on line 3 is unreferenced - ignoring"),
        ("a\n\n<div>\nb", 3, "Found no end tag for 'div' (line 3) - auto-closing it"),
        ("a\nb <b>c", 2, "Found no end tag for 'b' (line 2) - auto-closing it"),
        ("a\n\n{::comment}\nb", 3, "No stop tag for extension 'comment' found on line 3"),
        ("[a]: b\n[A]: c", 2, "Duplicate link ID 'a' on line 2 - overwriting"),
        ("a {:.b}", 1, "Found span IAL after text - ignoring it"),
        ("{::options a='b' /}", None, "Unknown kramdown option 'a'"),
    ],
)
def test_warning(text: str, line: int | None, message: str) -> None:
    found = warnings(text)
    assert found[0][0] == line
    assert found[0][1].startswith(message)


def test_a_failed_attempt_leaves_no_warning() -> None:
    assert len(warnings("*a [b] c")) == 1


def test_a_warning_moves_with_its_text() -> None:
    warning = Warning("missing on line {line}", 2).moved(10)
    assert (warning.line, str(warning)) == (12, "missing on line 12")


def test_unknown_option_warns_by_name() -> None:
    found = convert("a", {"auto_idz": True, "guess_lang": True}).warnings
    assert [str(warning) for warning in found] == ["Unknown kramdown option 'auto_idz'"]


@pytest.mark.parametrize(
    "options", [{"toc_levels": "1..9"}, {"footnote_nr": "x"}, {"smart_quotes": "a,b"}]
)
def test_bad_option(options: dict[str, str]) -> None:
    with pytest.raises(ConversionError):
        to_html("a", options)
