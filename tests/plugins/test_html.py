"""HTML read and written as libxml2 does it."""

from __future__ import annotations

import pytest

from liquidsite.plugins.html import parse, to_html
from liquidsite.plugins.html.document import parse_document
from liquidsite.plugins.html.selectors import select

_DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN" '
    '"http://www.w3.org/TR/REC-html40/loose.dtd">\n'
)
_META = '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">'


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
        ("<b>a</ b></1>c</b></", "<b>a b&gt;1&gt;c</b>"),
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


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("", "\n"),
        (" \n<!-- x --> ", "<!-- x -->\n"),
        ("a", "<html><body><p>a</p></body></html>\n"),
        ("<div>a</div>b", "<html><body>\n<div>a</div>b</body></html>\n"),
        (
            "<title>x</title>a",
            f"<html>\n<head>\n{_META}\n<title>x</title>\n</head>\n<body><p>a</p></body>\n</html>\n",
        ),
        (
            "<head></head><body class=a><body>b</body></body>\n<script>c</script></html>\n",
            f'<html>\n<head>{_META}</head>\n<body class="a">b</body>\n'
            "<script>c</script>\n</html>\n",
        ),
        (
            "<head><meta http-equiv=content-type content='text/html; charset=x'></head>",
            '<html><head><meta http-equiv="content-type" content="text/html; charset=UTF-8">'
            "</head></html>\n",
        ),
        (
            "<body>a</body></html><p>b",
            "<html>\n<body>a</body>\n<html><p>b</p></html>\n</html>\n",
        ),
        ("<frameset><frame>", "<html><frameset><frame></frameset></html>\n"),
        ("a<head>b", "<html><body>\n<p>a</p>b</body></html>\n"),
    ],
)
def test_written_as_a_document(source: str, written: str) -> None:
    assert str(parse_document(source)) == _DOCTYPE + written


@pytest.mark.parametrize(
    ("source", "doctype"),
    [
        ("<!doctype html>a", "<!DOCTYPE html>"),
        ("<!-- b --><!DOCTYPE HTML SYSTEM 'about:legacy-compat'>a", "<!DOCTYPE HTML>"),
        ("<!DOCTYPE html SYSTEM 'x'>a", '<!DOCTYPE html SYSTEM "x">'),
        ("<!DOCTYPE html PUBLIC '-//W' 'x'>a", '<!DOCTYPE html PUBLIC "-//W" "x">'),
        ("<!DOCTYPE html PUBLIC '-//W'>a", '<!DOCTYPE html PUBLIC "-//W">'),
    ],
)
def test_the_document_type_stays(source: str, doctype: str) -> None:
    assert str(parse_document(source)).split("\n")[0] == doctype


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("p", "1 4"),
        ("*", "0 1 2 3 4"),
        ("div p, b", "1 2 4"),
        ("div > b", ""),
        (".x", "1 4"),
        ("p.x.y", "4"),
        ("#i", "3"),
        ("p + p", ""),
        ("p ~ p", "4"),
        ("b+p", ""),
        ("i + p", "4"),
        ("[title]", "2 3"),
        ("i[title='a b']", "3"),
        ('[title~="b"]', "3"),
        ("[title^=a]", "3"),
        ("[title$=b], [title*=' ']", "3"),
        ("p:first-child b", "2"),
        ("p:last-of-type", "4"),
    ],
)
def test_selected(selector: str, found: str) -> None:
    html = (
        '<div n=0><p n=1 class="x"><b n=2 title>1</b></p><i n=3 id=i title="a b"></i>'
        '<p n=4 class="y x"></p></div>'
    )
    assert " ".join(str(one.attributes["n"]) for one in select(parse(html), selector)) == found


@pytest.mark.parametrize("selector", ["", "p >", "p:hover(", "p,,b", "[a", "p ! b"])
def test_selectors_that_are_wrong(selector: str) -> None:
    with pytest.raises(ValueError, match="selector"):
        select(parse("<p>"), selector)
