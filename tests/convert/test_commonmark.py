"""`markdown: CommonMark`; every expectation is what jekyll-commonmark gives."""

from __future__ import annotations

import pytest

from liquidsite.convert.commonmark import CommonMark
from liquidsite.errors import Notice


def convert(text: str, *options: str, extensions: tuple[str, ...] = ()) -> str:
    section = {"options": list(options), "extensions": list(extensions)}
    return CommonMark({"commonmark": section}, _fail).convert(text).text


def _fail(notice: Notice) -> None:
    raise AssertionError(notice)


def test_without_settings() -> None:
    converter = CommonMark({}, _fail)
    assert converter.convert("# Heading\n\na\nb\n").text == "<h1>Heading</h1>\n<p>a\nb</p>\n"
    assert converter.convert('"q" https://x.org').text == "<p>&quot;q&quot; https://x.org</p>\n"


def test_code_is_highlighted() -> None:
    assert convert("```yaml\na: 1\n```\n") == (
        '<div class="language-yaml highlighter-rouge"><div class="highlight">'
        '<pre class="highlight"><code data-lang="yaml">'
        '<span class="na">a</span><span class="pi">:</span> <span class="m">1</span>\n'
        "</code></pre></div></div>\n"
    )
    plain = convert("```\n<b>\n```\n", "GITHUB_PRE_LANG")
    assert plain == (
        '<div class="highlighter-rouge"><div class="highlight"><pre class="highlight">'
        "<code>&lt;b&gt;\n</code></pre></div></div>\n"
    )


def test_raw_html_is_left_out_unless_it_may_be_unsafe() -> None:
    text = "<div>x</div>\n\na <b>c</b> <script>\n"
    assert convert(text) == (
        "<!-- raw HTML omitted -->\n<p>a <!-- raw HTML omitted -->c"
        "<!-- raw HTML omitted --> <!-- raw HTML omitted --></p>\n"
    )
    assert convert(text, "UNSAFE") == "<div>x</div>\n<p>a <b>c</b> <script></p>\n"
    assert convert(text, "UNSAFE", extensions=("tagfilter",)) == (
        "<div>x</div>\n<p>a <b>c</b> &lt;script></p>\n"
    )


def test_breaks() -> None:
    assert convert("a\nb", "HARDBREAKS") == "<p>a<br />\nb</p>\n"
    assert convert("a\nb", "NOBREAKS") == "<p>a b</p>\n"


def test_smart() -> None:
    assert convert('"q" it\'s -- --- ...', "smart") == "<p>“q” it’s – — …</p>\n"
    assert convert('= \'\'; (":") x="_y"', "SMART") == "<p>= ‘’; (”:”) x=”_y”</p>\n"
    assert convert('![a "b" --](c)', "SMART") == '<p><img src="c" alt="a “b” –" /></p>\n'


def test_tables() -> None:
    assert convert("|a|b|\n|-|:-:|\n|c|d|\n", extensions=("table",)) == (
        '<table>\n<thead>\n<tr>\n<th>a</th>\n<th align="center">b</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td>c</td>\n<td align="center">d</td>\n</tr>\n</tbody>\n</table>\n'
    )


def test_strikethrough() -> None:
    extensions = ("strikethrough",)
    assert convert("~a~ ~~b~~ ~~~c~~~ ~d~~", extensions=extensions) == (
        "<p><del>a</del> <del>b</del> ~~~c~~~ ~d~~</p>\n"
    )
    double = convert("~a~ ~~b~~", "STRIKETHROUGH_DOUBLE_TILDE", extensions=extensions)
    assert double == "<p>~a~ <del>b</del></p>\n"


def test_tasklist() -> None:
    assert convert("- [ ] a\n- [x] b\n", extensions=("tasklist",)) == (
        '<ul>\n<li><input type="checkbox" disabled="" /> a</li>\n'
        '<li><input type="checkbox" checked="" disabled="" /> b</li>\n</ul>\n'
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("https://x.org/a_b.", '<a href="https://x.org/a_b">https://x.org/a_b</a>.'),
        ("(www.x.org/(a))", '(<a href="http://www.x.org/(a)">www.x.org/(a)</a>)'),
        ("http://x.org/?a&amp;", '<a href="http://x.org/?a">http://x.org/?a</a>&amp;'),
        ("http://localhost:1');", '<a href="http://localhost:1">http://localhost:1</a>\');'),
        ("me@x.org.", '<a href="mailto:me@x.org">me@x.org</a>.'),
        ("[https://x.org](y)", '<a href="y">https://x.org</a>'),
        ("https://a_b.c x@y_z.a-", "https://a_b.c x@y_z.a-"),
    ],
)
def test_autolink(text: str, html: str) -> None:
    assert convert(text, extensions=("autolink",)) == f"<p>{html}</p>\n"


def test_links_are_not_filtered_and_are_escaped_as_cmark_does() -> None:
    assert convert('[a](javascript:x) [b](</é\'&b> "t")') == (
        '<p><a href="javascript:x">a</a> <a href="/%C3%A9&#x27;&amp;b" title="t">b</a></p>\n'
    )


def test_what_does_not_exist_is_told() -> None:
    told: list[Notice] = []
    section = {"options": ["SOFTBREAKS"], "extensions": ["emoji"]}
    converter = CommonMark({"commonmark": section}, told.append)
    assert converter.convert("a").text == "<p>a</p>\n"
    assert [str(notice).strip() for notice in told[::2]] == [
        "CommonMark: SOFTBREAKS is not a valid option",
        "CommonMark: emoji is not a valid extension",
    ]


def test_footnotes_are_numbered_by_use_and_go_to_the_end() -> None:
    text = "a[^b] c[^1] d[^b] e[^2]\n\n[^1]: one\n[^b]: two\n\n    - three\n\nf\n[^x]: unused\n"
    ref = '<sup class="footnote-ref"><a href="#fn{0}" id="fnref{0}">{0}</a></sup>'.format
    back = '<a href="#fnref{}" class="footnote-backref">↩</a>'.format
    assert convert(text, "FOOTNOTES") == (
        f"<p>a{ref(1)} c{ref(2)} d{ref(1)} e[^2]</p>\n<p>f</p>\n"
        '<section class="footnotes">\n<ol>\n'
        f'<li id="fn1">\n<p>two</p>\n<ul>\n<li>three</li>\n</ul>\n{back(1)}\n</li>\n'
        f'<li id="fn2">\n<p>one {back(2)}</p>\n</li>\n</ol>\n</section>\n'
    )
    assert convert("a[^1]\n", "FOOTNOTES") == "<p>a[^1]</p>\n"


def test_blocks_in_tight_lists_begin_on_a_line_of_their_own() -> None:
    html = convert("- a\n  ```\n  b\n  ```\n- c\n  <br>\n  <div>", "UNSAFE")
    assert html.startswith('<ul>\n<li>a\n<div class="highlighter-rouge">')
    assert html.endswith("<li>c\n<br>\n<div>\n</li>\n</ul>\n")


def test_wide_spaces_are_text() -> None:
    assert convert("a\u3000\n") == "<p>a\u3000</p>\n"
