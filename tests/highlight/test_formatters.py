"""The forms around the tokens: kramdown's blocks and spans, the highlight tag's tables."""

from __future__ import annotations

from liquidsite.highlight import Lexer, kramdown_html, tag_html

RUBY = Lexer("ruby")
CODE = "a\nb = 1\n"
A = '<span class="n">a</span>'
B = '<span class="n">b</span> <span class="o">=</span> <span class="mi">1</span>'


def test_kramdowns_block_and_span() -> None:
    assert kramdown_html(CODE, RUBY, {}) == (
        f'<div class="highlight"><pre class="highlight"><code>{A}\n{B}\n</code></pre></div>'
    )
    assert kramdown_html("a", RUBY, {"wrap": False}) == A
    assert '<pre class="x">' in kramdown_html(CODE, RUBY, {"css_class": "x"})


def test_kramdowns_line_numbers() -> None:
    assert kramdown_html(CODE, RUBY, {"line_numbers": True, "start_line": 9}) == (
        '<div class="highlight"><pre class="highlight"><code><table class="rouge-table"><tbody>'
        '<tr><td class="rouge-gutter gl"><pre class="lineno">9\n10\n</pre></td>'
        f'<td class="rouge-code"><pre>{A}\n{B}\n</pre></td></tr></tbody></table>'
        "</code></pre></div>"
    )


def test_a_formatter_by_name() -> None:
    assert kramdown_html("a", RUBY, {"formatter": "HTML"}) == A
    assert kramdown_html("a", RUBY, {"formatter": "Unknown"}) == A
    assert kramdown_html("a", RUBY, {"formatter": "HTMLLinewise"}) == (
        f'<div class="line-1">{A}\n</div>'
    )
    assert kramdown_html("a", RUBY, {"formatter": "HTMLLineTable"}).startswith(
        '<table class="rouge-line-table"><tbody><tr id="line-1" class="lineno">'
    )


def test_the_tag_plain_and_numbered() -> None:
    assert tag_html("a", RUBY) == A
    assert tag_html("a\nb", RUBY, linenos=True) == (
        '<table class="rouge-table"><tbody><tr><td class="gutter gl">'
        '<pre class="lineno">1\n2\n</pre></td><td class="code"><pre>'
        f'{A}\n<span class="n">b</span>\n</pre></td></tr></tbody></table>'
    )


def test_marked_lines() -> None:
    assert tag_html(CODE, RUBY, mark_lines=[2]) == f'{A}\n<span class="hll">{B}\n</span>'


def test_a_token_over_several_lines_is_split_only_by_line_forms() -> None:
    code = "=begin\nx\n=end"
    assert tag_html(code, RUBY) == '<span class="cm">=begin\nx\n=end</span>'
    assert tag_html(code, RUBY, mark_lines=[]) == (
        '<span class="cm">=begin</span>\n<span class="cm">x</span>\n<span class="cm">=end</span>\n'
    )


def test_only_three_characters_are_escaped() -> None:
    assert tag_html("""<&>"'""", Lexer("plaintext")) == "&lt;&amp;&gt;\"'"
