"""kramdown as a plugin of markdown-it-py: its parser object, rule chain and tokens.

The core rules `normalize`, `block` and `inline` are kramdown's from then on, and the rules that
would change its text afterwards (`linkify`, `replacements`, `smartquotes`, `text_join`) go. So
plugins that work on the core chain or on the tokens, and render rules, work as before; block
and inline rules of other plugins have no place in kramdown's parser.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from liquidsite.kramdown import adapt, dialect, html, parse, tokens

ENV = "kramdown"


def install(md: MarkdownIt, options: Mapping[str, Any] | None) -> None:
    """Replace the core rules and the renderer of `md`."""
    rules = dialect(options)

    def normalize(state: StateCore) -> None:
        state.src = adapt(state.src)

    def block(state: StateCore) -> None:
        doc = state.env[ENV] = parse(state.src, rules)
        state.tokens = tokens.tokens(doc.root)

    def inline(state: StateCore) -> None:
        """Leave the spans, which are parsed already."""

    md.core.ruler.at("normalize", normalize)
    md.core.ruler.at("block", block)
    md.core.ruler.at("inline", inline)
    md.core.ruler.disable(["linkify", "replacements", "smartquotes", "text_join"], True)
    md.renderer = KramdownRenderer(md)


class KramdownRenderer(RendererHTML):
    """Writes tokens as kramdown's converter writes its tree."""

    def __init__(self, parser: MarkdownIt | None = None) -> None:
        super().__init__(parser)
        self._default_rules = dict(self.rules)

    def render(
        self, tokens_: Sequence[Token], options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        def foreign(token: Token) -> str | None:
            rule = self.rules.get(token.type)
            if rule is not self._default_rules.get(token.type):
                return str(rule([token], 0, options, env)) if rule else ""
            if tokens.META in token.meta or token.type in ("inline", "text"):
                return None
            return super(KramdownRenderer, self).render([token], options, env)

        doc = env[ENV]
        doc.root.children = tokens.tree(tokens_, foreign)
        return html.render(doc)
