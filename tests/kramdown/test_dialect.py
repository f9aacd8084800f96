"""What sets kramdown apart: each construct once, as a page's author would write it."""

from __future__ import annotations

from typing import Any

import pytest

from liquidsite.kramdown import to_html

GFM = {"input": "GFM", "hard_wrap": False, "syntax_highlighter": None}
PLAIN = {"syntax_highlighter": None}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", "\n"),
        ("a\r\nb\rc", "<p>a\nb\nc</p>\n"),
        ("It's \"so\" -- isn't it...", "<p>It’s “so” – isn’t it…</p>\n"),
        ("*a* **b** ~~c~~", "<p><em>a</em> <strong>b</strong> <del>c</del></p>\n"),
        ("snake_case_name *a*b", "<p>snake_case_name <em>a</em>b</p>\n"),
        ("a  \nb\\\nc", "<p>a<br />\nb<br />\nc</p>\n"),
        ("`` `a` `` & &amp;", "<p><code>`a`</code> &amp; &amp;</p>\n"),
        ("[a](b(c) 'd')", '<p><a href="b(c)" title="d">a</a></p>\n'),
        ("![a *b*](c)", '<p><img src="c" alt="a *b*" /></p>\n'),
        (
            "<b>*a*</b> <me@x.org>",
            '<p><b><em>a</em></b> <a href="mailto:me@x.org">me@x.org</a></p>\n',
        ),
        ("$$a<b$$", "\\[a&lt;b\\]\n"),
        ("x $$a<b$$", "<p>x \\(a&lt;b\\)</p>\n"),
        ("a\n{: .b #c d='e'}", '<p class="b" id="c" d="e">a</p>\n'),
        ("*a*{:.b}", '<p><em class="b">a</em></p>\n'),
        ("{:x: .y}\n\na\n{:x}", '\n<p class="y">a</p>\n'),
        ("{::nomarkdown}*a*{:/}{::comment}b{:/}", "<p>*a*<!-- b --></p>\n"),
        ("# A b!\n\n## A b", '<h1 id="a-b">A b!</h1>\n\n<h2 id="a-b-1">A b</h2>\n'),
        ("A {#z}\n===", '<h1 id="z">A</h1>\n'),
        ("para\n# head", '<p>para</p>\n<h1 id="head">head</h1>\n'),
        ("> a\nb", "<blockquote>\n  <p>a\nb</p>\n</blockquote>\n"),
        (
            "* a\n  * b",
            "<ul>\n  <li>a\n    <ul>\n      <li>b</li>\n    </ul>\n  </li>\n</ul>\n",
        ),
        ("* a\n^\n* b", "<ul>\n  <li>a</li>\n</ul>\n<ul>\n  <li>b</li>\n</ul>\n"),
        ("a\n: b\n: c", "<dl>\n  <dt>a</dt>\n  <dd>b</dd>\n  <dd>c</dd>\n</dl>\n"),
        ("~~~ ruby\na < b\n~~~", '<pre><code class="language-ruby">a &lt; b\n</code></pre>\n'),
        ("    a\n    b", "<pre><code>a\nb\n</code></pre>\n"),
        ("* * *", "<hr />\n"),
        ("<div markdown='1'>\n*a*\n</div>", "<div>\n  <p><em>a</em></p>\n</div>\n"),
        ("<div>*a* & <br></div>", "<div>*a* &amp; <br /></div>\n"),
        ("*[HTML]: Hyper\n\nHTML", '\n<p><abbr title="Hyper">HTML</abbr></p>\n'),
        ("[a]\n\n[A]: /b 'c'", '<p><a href="/b" title="c">a</a></p>\n\n'),
    ],
)
def test_gfm(text: str, html: str) -> None:
    assert to_html(text, GFM) == html


def test_table_with_header_alignment_and_code() -> None:
    html = to_html("| a | b |\n|--:|---|\n| `x|y` | \\| |", GFM)
    assert '<th style="text-align: right">a</th>' in html
    assert '<td style="text-align: right"><code>x|y</code></td>\n      <td>|</td>' in html


def test_footnotes_are_numbered_by_first_use() -> None:
    html = to_html("a[^y] b[^x] c[^y]\n\n[^x]: X\n[^y]: Y", GFM)
    assert html.index('id="fn:y"') < html.index('id="fn:x"')
    assert '<sup id="fnref:y:1"><a href="#fn:y"' in html
    assert '<a href="#fnref:y:1" class="reversefootnote"' in html


def test_table_of_contents_takes_the_place_of_the_list() -> None:
    html = to_html("* toc\n{:toc}\n\n# A\n\n## *B*\n\n# C\n{:.no_toc}", GFM)
    assert '<li><a href="#a" id="markdown-toc-a">A</a>    <ul>\n' in html
    assert '<a href="#b" id="markdown-toc-b"><em>B</em></a>' in html
    assert "markdown-toc-c" not in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("\\ \n\\ \n <pre", "<p>\\ \n<br />\n &lt;pre</p>\n"),
        ("\\ \n <div", "<p><br />\n &lt;div</p>\n"),
        ("a\\ \nb", "<p>a\\ \nb</p>\n"),
    ],
)
def test_line_break_after_spaces_that_a_span_drops(text: str, html: str) -> None:
    assert to_html(text, GFM) == html


def test_task_list() -> None:
    html = to_html("- [x] a\n- [ ] b", GFM)
    assert html.startswith('<ul class="task-list">\n  <li class="task-list-item"><input')
    assert html.count('checked="checked"') == 1


@pytest.mark.parametrize(
    ("text", "options", "html"),
    [
        ("# Ä b", {}, '<h1 id="b">Ä b</h1>\n'),
        ("# A", {"auto_ids": False}, "<h1>A</h1>\n"),
        ("# A", {"auto_id_prefix": "x-"}, '<h1 id="x-a">A</h1>\n'),
        ("# A", {"header_offset": 2}, '<h3 id="a">A</h3>\n'),
        (
            '<h1 markdown="block">\n\n## A é\n\n</h1>',
            {"html_to_native": True, "input": "GFM"},
            '<h1 id="a-é">\n  <h2 id="a-">A é</h2>\n\n</h1>\n',
        ),
        ("b <a x² >c</a>", {}, "<p>b &lt;a x² &gt;c&lt;/a&gt;</p>\n"),
        ("# Čau Ø", {"transliterated_header_ids": True}, '<h1 id="cau-o">Čau Ø</h1>\n'),
        (
            "# Čau Ø\n\n# Мир",
            {"transliterated_header_ids": True, "input": "GFM"},
            '<h1 id="čau-ø">Čau Ø</h1>\n\n<h1 id="мир">Мир</h1>\n',
        ),
        ('"a"', {"smart_quotes": "apos,apos,quot,quot"}, '<p>"a"</p>\n'),
        ("&copy; &#8212;", {"entity_output": "numeric"}, "<p>&#169; &#8212;</p>\n"),
        ("&copy; &#8212;", {"entity_output": ":symbolic"}, "<p>&copy; &mdash;</p>\n"),
        ("a...", {"typographic_symbols": {"hellip": "..."}}, "<p>a...</p>\n"),
        ("<div>\n*a*\n</div>", {"parse_block_html": True}, "<div>\n  <p><em>a</em></p>\n</div>\n"),
        ("<b>*a*</b>", {"parse_span_html": False}, "<p><b>*a*</b></p>\n"),
        ("[a]", {"link_defs": {"A": ["/b"]}}, '<p><a href="/b">a</a></p>\n'),
        ("a\nb", {"input": "GFM"}, "<p>a<br />\nb</p>\n"),
        ("日\n本", {"remove_line_breaks_for_cjk": True}, "<p>日本</p>\n"),
        ("<p>a <b>b</b></p>", {"html_to_native": True}, "<p>a <strong>b</strong></p>\n"),
        ("{::options auto_ids='false' /}\n\n# A", {}, "\n<h1>A</h1>\n"),
    ],
)
def test_options(text: str, options: dict[str, Any], html: str) -> None:
    assert to_html(text, PLAIN | options) == html
