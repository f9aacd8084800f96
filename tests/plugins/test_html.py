"""HTML read and written as libxml2 does it."""

from __future__ import annotations

import pytest

from liquidsite.plugins.html import parse, to_html


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("<p>a<br />b</p>", "<p>a<br>b</p>"),
        ("<ul><li>a</li><li>b</li></ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("<p><b>a</b><b>b</b></p>", "<p><b>a</b><b>b</b></p>"),
        ("<div><p>a</p>b</div>", "<div>\n<p>a</p>b</div>"),
        ("<p>a</p><p>b</p>", "<p>a</p><p>b</p>"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<p>a<ul><li>b<li>c</ul>", "<p>a</p><ul>\n<li>b</li>\n<li>c</li>\n</ul>"),
        ("<a href=x>1<a href=y>2</a></a>", '<a href="x">1</a><a href="y">2</a>'),
        ("<ul><li></li></ul>", "<ul><li></ul>"),
        ("<td>x</td></b></p>", "<td>x</td>"),
        ("&quot;&nbsp;&copy;&hellip;&#39;&#x41;", "\"\xa0©…'A"),
        ("a & b < c &bogus; &amp &lt;", "a &amp; b &lt; c &amp;bogus; &amp;amp &lt;"),
        ("<a href='/a b é?x&amp;y'>", '<a href="/a%20b%20%C3%A9?x&amp;y"></a>'),
        ("<img alt='q\"u' title=\"it's\">", "<img alt='q\"u' title=\"it's\">"),
        ("<input checked disabled=disabled value=''>", '<input checked disabled value="">'),
        ("<svg viewBox='0 0'><path d='x'/></svg>", '<svg viewbox="0 0"><path d="x"></path></svg>'),
        ("<script>a < b && '</p>'</script>", "<script>a < b && '</p>'</script>"),
        ("<!-- a -- b --><custom-a b=c>x", '<!-- a -- b --><custom-a b="c">x</custom-a>'),
        ("a <!-- b --!> c --> d", "a <!-- b --> c --&gt; d"),
        ("a <!-- b <p>c</p> d", "a "),
        ("<!-- a --><!-->b", "<!-- a -->"),
        ("<?php a  b ?>c<?d>e", "<?php a  b ?>c<?d>e"),
        ("a <? b <?=c?> d", "a  b =c?&gt; d"),
        ("a<?b c", "a"),
        (
            "<div><style>a > b</style><p>c</p></div>",
            "<div>\n<style>a > b</style>\n<p>c</p>\n</div>",
        ),
        ("<p><style>a</style><b>c</b></p>", "<p><style>a</style><b>c</b></p>"),
        (
            "<svg x:a=1 b=2 y:c d=3><use x:e=4 f=5>",
            '<svg b="2" d="3" x:a="1" y:c=""><use x:e="4" f="5"></use></svg>',
        ),
        ("<!DOCTYPE html><body><p>x</p></body>", "<p>x</p>"),
    ],
)
def test_written(source: str, written: str) -> None:
    assert to_html(parse(source)) == written


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", '<a b="', "<!--", "<?a ", "<!---->", "&", "<div>", "</b>", "<p>", "<b x='"],
)
def test_long_texts_come_to_an_end(piece: str) -> None:
    # With the square of the length each would take minutes.
    assert isinstance(to_html(parse(piece * 20_000)), str)
