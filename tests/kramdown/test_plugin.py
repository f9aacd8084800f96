"""kramdown in a markdown-it-py object: the same HTML, and tokens that other plugins can change."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from liquidsite.kramdown import kramdown_plugin, to_html

TEXT = """# Title

* a *b*

  c[^1]
* "d"

| x | y |
|---|---|
| `z` | <b>w</b> |

<div markdown="1">
e
</div>

[^1]: f
"""
OPTIONS = {"input": "GFM", "hard_wrap": False, "syntax_highlighter": None}


@pytest.fixture
def md() -> MarkdownIt:
    return MarkdownIt().use(kramdown_plugin, OPTIONS)


def test_same_html(md: MarkdownIt) -> None:
    assert md.render(TEXT) == to_html(TEXT, OPTIONS)


def test_tokens_have_the_usual_names(md: MarkdownIt) -> None:
    names = [token.type for token in md.parse("# a *b*\n\n> c") if not token.hidden]
    assert names[:3] == ["heading_open", "inline", "heading_close"]
    assert "blockquote_open" in names
    inline = md.parse("# a *b*")[1]
    assert [token.type for token in inline.children or []] == [
        "text",
        "em_open",
        "text",
        "em_close",
    ]


def test_another_plugin_changes_tokens(md: MarkdownIt) -> None:
    def add_class(state: StateCore) -> None:
        for token in state.tokens:
            if token.type == "heading_open":
                token.attrSet("class", "big")

    md.core.ruler.push("add_class", add_class)
    assert md.render("# a") == '<h1 id="a" class="big">a</h1>\n'


def test_another_plugin_adds_tokens(md: MarkdownIt) -> None:
    def add_rule(state: StateCore) -> None:
        state.tokens.append(Token("hr", "hr", 0))

    md.core.ruler.push("add_rule", add_rule)
    assert md.render("a") == "<p>a</p>\n<hr />"


def test_render_rules_count(md: MarkdownIt) -> None:
    def rule(
        self: RendererProtocol, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f"<tt>{tokens[at].content}</tt>"

    md.add_render_rule("code_inline", rule)
    assert md.render("a `b`") == "<p>a <tt>b</tt></p>\n"


def test_html_can_be_turned_off() -> None:
    md = MarkdownIt("commonmark", {"html": False}).use(kramdown_plugin)
    assert md.render("<b>x</b> &amp; <http://a.b>\n") == (
        '<p>&lt;b&gt;x&lt;/b&gt; &amp; <a href="http://a.b">http://a.b</a></p>\n'
    )
    assert md.render("<script>alert(1)</script>\n") == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    )
    md.options["html"] = True
    assert md.render("<b>x</b>") == "<p><b>x</b></p>\n"


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "a <!-- <script>alert(1)</script> --> b",
        "{::nomarkdown}<script>alert(1)</script>{:/}",
        "a {::nomarkdown}<script>alert(1)</script>{:/} b",
        "{::comment}--><script>alert(1)</script>{:/}",
        '*a*{: onclick="alert(1)"}\n{: onmouseover="alert(1)" style="x"}',
        "[a](javascript:alert(1))\n\n![a](javascript:alert(1))",
        "[a]\n\n[a]: javascript:alert(1)",
        '{:x: onclick="alert(1)"}\n\n# a\n{:x}',
        "a[^1]\n\n[^1]: {::nomarkdown}<script>alert(1)</script>{:/}",
        '<div markdown="1">\n<script>alert(1)</script>\n</div>',
        "<?php alert(1) ?>",
        '| a |\n|---|\n| <b onclick="alert(1)">x</b> |',
        '{::options template="x" /}\n<script>alert(1)</script>',
    ],
)
def test_without_html_no_markup_of_the_text_comes_through(text: str) -> None:
    html = MarkdownIt("js-default").use(kramdown_plugin).render(text)
    attributes = re.findall(r"<[^>]*", html)
    assert not [
        tag for tag in attributes if re.search(r"script|onclick|onm|onerror|style|php", tag)
    ]


def test_code_is_highlighted_by_the_option() -> None:
    def highlight(code: str, lang: str, attributes: str) -> str:
        return f"<i>{lang}:{code.strip()}</i>"

    md = MarkdownIt("commonmark", {"highlight": highlight}).use(kramdown_plugin, {"input": "GFM"})
    assert md.render("```py\nx\n```\n") == (
        '<pre><code class="language-py"><i>py:x</i></code></pre>\n'
    )
    assert md.render("    y\n") == "<pre><code><i>:y</i></code></pre>\n"


@pytest.mark.parametrize(
    ("rule", "text", "html"),
    [
        ("emphasis", "*a*", "<p>*a*</p>\n"),
        ("backticks", "`a`", "<p>`a`</p>\n"),
        ("link", "[a](b)", "<p>[a](b)</p>\n"),
        ("image", "![a](b)", '<p>!<a href="b">a</a></p>\n'),
        ("heading", "# a", "<p># a</p>\n"),
        ("list", "* a", "<p>* a</p>\n"),
        ("blockquote", "> a", "<p>&gt; a</p>\n"),
        ("html_inline", "<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>\n"),
        ("autolink", "<http://a.b>", "<p>&lt;http://a.b&gt;</p>\n"),
    ],
)
def test_rules_can_be_disabled_and_enabled_again(rule: str, text: str, html: str) -> None:
    md = MarkdownIt().use(kramdown_plugin)
    with md.reset_rules():
        md.disable(rule)
        assert md.render(text) == html
    assert md.render(text) == to_html(text)
    assert MarkdownIt().disable(rule).use(kramdown_plugin).render(text) == html


def test_what_the_preset_has_on_can_be_turned_off() -> None:
    md = MarkdownIt("default", {"html": True}).use(kramdown_plugin)
    assert "<table>" in md.render("| a |")
    md.disable(["table", "smartquotes", "replacements"])
    assert md.render('| "a" -- |') == '<p>| "a" -- |</p>\n'
    assert "<table>" in MarkdownIt("commonmark").use(kramdown_plugin).render("| a |")


def test_a_rule_of_another_plugin_that_is_not_run_is_warned_of() -> None:
    md = MarkdownIt().use(kramdown_plugin)
    md.inline.ruler.push("mine", lambda state, silent: False)
    with pytest.warns(UserWarning, match="does not run the inline rule 'mine'"):
        md.render("a")


def test_inline_is_inline(md: MarkdownIt) -> None:
    assert md.renderInline("a *b* `c` -- [d](e)") == (
        'a <em>b</em> <code>c</code> – <a href="e">d</a>'
    )
    assert md.renderInline("# a") == "# a"
    [token] = md.parseInline("a *b*")
    assert (token.type, token.content, len(token.children or [])) == ("inline", "a *b*", 4)


def test_inline_tokens_have_their_text(md: MarkdownIt) -> None:
    contents = [
        t.content for t in md.parse("# a *b*\n\nc `d`\ne\n\n* f **g**") if t.type == "inline"
    ]
    assert contents == ["a *b*", "c `d`\ne", "f **g**"]
