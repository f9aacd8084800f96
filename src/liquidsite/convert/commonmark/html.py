"""HTML as the gem's renderer writes it: code as Rouge's, raw HTML only with `UNSAFE`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from liquidsite import highlight

Rule = Callable[[RendererHTML, Sequence[Token], int, Any, Any], str]

_OMITTED = "<!-- raw HTML omitted -->"
_FILTERED = re.compile(
    r"<(?=(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)(?:\s|>|/>))",
    re.IGNORECASE,
)
_PLAIN_IN_HREF = "!#$%()*+,-./:;=?@_~&'"
_ALIGN = re.compile(r"text-align:(\w+)")


def rules(options: Collection[str], extensions: Collection[str]) -> Mapping[str, Rule]:
    """Return a render rule for each token that markdown-it-py writes otherwise."""
    breaks = {"HARDBREAKS": "<br />\n", "NOBREAKS": " "}
    soft = next((text for name, text in breaks.items() if name in options), "\n")
    return {
        "softbreak": lambda renderer, tokens, index, env, options: soft,
        "html_block": _html("UNSAFE" in options, "tagfilter" in extensions, "\n"),
        "html_inline": _html("UNSAFE" in options, "tagfilter" in extensions, ""),
        "fence": _code("GITHUB_PRE_LANG" in options),
        "code_block": _code("GITHUB_PRE_LANG" in options),
        "link_open": _link_open,
        "image": _image,
        "list_item_open": _list_item_open,
        "th_open": _cell_open,
        "td_open": _cell_open,
    }


def _html(unsafe: bool, filtered: bool, end: str) -> Rule:
    def rule(renderer: RendererHTML, tokens: Sequence[Token], index: int, *_: Any) -> str:
        start = _after_tight_text(tokens, index) if end else ""
        if not unsafe:
            return f"{start}{_OMITTED}{end}"
        html = tokens[index].content.removesuffix(end)
        return start + (_FILTERED.sub("&lt;", html) if filtered else html) + end

    return rule


def _code(language_on_pre: bool) -> Rule:
    def rule(renderer: RendererHTML, tokens: Sequence[Token], index: int, *_: Any) -> str:
        token = tokens[index]
        words = token.info.split()
        language = words[0] if words else None
        css_class = f"language-{language} highlighter-rouge" if language else "highlighter-rouge"
        data = f' data-lang="{language}"' if language else ""
        opening = f"{data}><code>" if language_on_pre else f"><code{data}>"
        return (
            f'{_after_tight_text(tokens, index)}<div class="{css_class}">'
            f'<div class="highlight"><pre class="highlight"{opening}'
            f"{_highlighted(token.content, language)}</code></pre></div></div>\n"
        )

    return rule


def _after_tight_text(tokens: Sequence[Token], index: int) -> str:
    """Return the line end between the bare text of a tight list item and the block after it."""
    return "\n" if index and tokens[index - 1].hidden else ""


def _highlighted(code: str, language: str | None) -> str:
    lexer = highlight.find_lexer(language, code) or highlight.find_lexer("plaintext")
    assert lexer is not None
    return highlight.to_html(code, lexer)


def _link_open(renderer: RendererHTML, tokens: Sequence[Token], index: int, *_: Any) -> str:
    token = tokens[index]
    return f'<a href="{_href(token.attrGet("href"))}"{_title(token)}>'


def _image(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    token = tokens[index]
    alt = escapeHtml(_plain(token.children or []))
    return f'<img src="{_href(token.attrGet("src"))}" alt="{alt}"{_title(token)} />'


def _plain(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in ("text", "image"):
            parts.append(_plain(token.children) if token.children else token.content)
        elif token.type == "softbreak":
            parts.append("\n")
    return "".join(parts)


def _title(token: Token) -> str:
    title = token.attrGet("title")
    return f' title="{escapeHtml(str(title))}"' if title else ""


def _href(url: object) -> str:
    return quote(str(url or ""), safe=_PLAIN_IN_HREF).replace("&", "&amp;").replace("'", "&#x27;")


def _list_item_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    checked = tokens[index].meta.get("checked")
    html: str = renderer.renderToken(tokens, index, options, env)
    if checked is None:
        return html
    state = 'checked="" disabled=""' if checked else 'disabled=""'
    return f'<li><input type="checkbox" {state} /> {html.removeprefix("<li>")}'


def _cell_open(renderer: RendererHTML, tokens: Sequence[Token], index: int, *_: Any) -> str:
    token = tokens[index]
    align = _ALIGN.search(str(token.attrGet("style") or ""))
    return f'<{token.tag} align="{align.group(1)}">' if align else f"<{token.tag}>"
