"""kramdown in a markdown-it-py object: the same HTML, and tokens that other plugins can change."""

from __future__ import annotations

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
