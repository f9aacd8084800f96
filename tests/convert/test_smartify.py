"""The `smartify` filter's converter; every expectation was asked of Jekyll."""

from __future__ import annotations

import pytest

from liquidsite.convert.smartify import Smartify


@pytest.mark.parametrize(
    ("text", "smart"),
    [
        ("\"a\" 'b' it's -- --- ...", "“a” ‘b’ it’s – — …"),
        ("'80s", "’80s"),
        ('<< "a" >>', "«\xa0“a”\xa0»"),
        ('x <b title="q">"y"</b>', 'x <b title="q">“y”</b>'),
        ('<p>"a"</p> "b"', '<p>"a"</p>\n “b”'),
        ("&copy; & < >", "© &amp; &lt; &gt;"),
        ('# "h"\n* x -- y', "# “h”\n* x – y"),
        ('    "indent" `"c"`', "    “indent” `”c”`"),
        ('a\r\n\r\n"b"\n\n', "a\n\n“b”\n"),
        ("", ""),
    ],
)
def test_text_that_is_otherwise_left_alone(text: str, smart: str) -> None:
    assert Smartify({}).convert(text) == smart


def test_it_takes_kramdowns_options() -> None:
    config = {"kramdown": {"input": "GFM", "smart_quotes": "apos,apos,quot,quot"}}
    assert Smartify(config).convert('"a" it\'s') == '"a" it\'s'


def test_no_file_goes_through_it() -> None:
    assert not Smartify({}).matches(".md")
