"""Code blocks and spans in Rouge's markup, and when they stay plain."""

from __future__ import annotations

import pytest

from liquidsite.kramdown import to_html

JEKYLL = {
    "input": "GFM",
    "hard_wrap": False,
    "syntax_highlighter": "rouge",
    "syntax_highlighter_opts": {"default_lang": "plaintext", "guess_lang": True},
}
WRAPPER = '<div class="highlight"><pre class="highlight"><code>'


@pytest.mark.parametrize("language", ["", "plaintext"])
def test_plain_code(language: str) -> None:
    assert to_html(f"```{language}\na < b\n```", JEKYLL) == (
        f'<div class="language-plaintext highlighter-rouge">{WRAPPER}a &lt; b\n'
        "</code></pre></div></div>\n"
    )


def test_highlighted_code() -> None:
    html = to_html("```ruby\ndef a; end\n```", JEKYLL)
    assert html.startswith(
        f'<div class="language-ruby highlighter-rouge">{WRAPPER}<span class="k">'
    )


def test_unknown_language_stays_plain() -> None:
    assert to_html("```nonesuch\na\n```", JEKYLL) == (
        '<pre><code class="language-nonesuch">a\n</code></pre>\n'
    )


def test_span() -> None:
    assert to_html("`a`", JEKYLL) == (
        '<p><code class="language-plaintext highlighter-rouge">a</code></p>\n'
    )


def test_blocks_alone_disabled() -> None:
    options = JEKYLL | {
        "syntax_highlighter_opts": {"default_lang": "ruby", "block": {"disable": True}}
    }
    html = to_html("    a\n\n`b`{:.language-python}", options)
    assert "<pre><code>a\n</code></pre>" in html
    assert '<code class="language-python highlighter-rouge">' in html


def test_attributes_go_to_the_outer_element() -> None:
    html = to_html("```\na\n```\n{: .x #y}", JEKYLL)
    assert html.startswith('<div class="language-plaintext x highlighter-rouge" id="y">')
