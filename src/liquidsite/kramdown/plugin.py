"""kramdown as a plugin of markdown-it-py: its parser object, rule chain and tokens.

The core rules `normalize`, `block` and `inline` are kramdown's from then on, and the rules that
would change its text afterwards (`linkify`, `replacements`, `smartquotes`, `text_join`) do nothing.
Plugins that work on the core chain or on the tokens, and render rules, work as before. What the
object says counts at each render: `html` and `highlight` of its options, and the rules that are
turned off (`md.disable("table")`), by their names in markdown-it-py. Block and inline rules of
other plugins have no place in kramdown's parser: there is a warning of them.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from liquidsite.kramdown import Dialect, adapt, dialect, html, parse, span, tokens
from liquidsite.kramdown.document import Document
from liquidsite.kramdown.element import Element

ENV = "kramdown"

# markdown-it-py's rules, and kramdown's that do the same.
_RULES = {
    "autolink": "autolink", "backticks": "codespan", "blockquote": "blockquote",
    "code": "codeblock", "emphasis": "emphasis", "entity": "html_entity",
    "escape": "escaped_chars", "fence": "codeblock_fenced", "heading": "atx_header",
    "hr": "horizontal_rule", "html_block": "block_html", "html_inline": "span_html",
    "lheading": "setext_header", "link": "link", "list": "list", "newline": "line_break",
    "reference": "link_definition", "replacements": "typographic_syms",
    "smartquotes": "smart_quotes", "strikethrough": "strikethrough", "table": "table",
}  # fmt: skip
_OF_HTML = ("block_html", "span_html")
_MARKUP = frozenset(("raw", "xml_comment", "xml_pi", "comment"))


def install(md: MarkdownIt, options: Mapping[str, Any] | None) -> None:
    """Replace the core rules and the renderer of `md`."""
    rules = _Rules(md, dialect(options))

    def normalize(state: StateCore) -> None:
        state.src = adapt(state.src)

    def block(state: StateCore) -> None:
        wanted = rules.now()
        if state.inlineMode:
            text = state.src.removesuffix("\n")
            doc = Document(wanted.options, wanted.block, wanted.span)
            doc.root.children = span.parse(doc, text, 1)
            _adjust(doc, md)
            state.tokens = [tokens.inline(doc.root, text)]
        else:
            doc = parse(state.src, wanted, keeps_source=True)
            _adjust(doc, md)
            state.tokens = tokens.tokens(doc.root)
        state.env[ENV] = doc

    def nothing(state: StateCore) -> None:
        """Leave what is parsed already."""

    md.core.ruler.at("normalize", normalize)
    md.core.ruler.at("block", block)
    for name in ("inline", "linkify", "replacements", "smartquotes", "text_join"):
        md.core.ruler.at(name, nothing)
    md.renderer = KramdownRenderer(md)


class _Rules:
    """The rules of kramdown that the settings of `md` leave."""

    def __init__(self, md: MarkdownIt, full: Dialect) -> None:
        self._md = md
        self._full = full
        # Presets turn on some of what kramdown always has: only what was on can be turned off.
        self._on = _active(MarkdownIt("commonmark")) | _active(md)
        self._known: dict[frozenset[str], Dialect] = {frozenset(): full}

    def now(self) -> Dialect:
        """Return the dialect without the rules that are off."""
        _warn_of_others(self._md)
        off = {_RULES[name] for name in (self._on - _active(self._md)) & _RULES.keys()}
        if not self._md.options.get("html", True):
            off.update(_OF_HTML)
        key = frozenset(off)
        if key not in self._known:
            full = self._full
            self._known[key] = full._replace(
                block=full.block.without(key), span=full.span.without(key)
            )
        return self._known[key]


def _active(md: MarkdownIt) -> set[str]:
    return {name for chain in md.get_active_rules().values() for name in chain}


def _warn_of_others(md: MarkdownIt) -> None:
    """Warn of rules that kramdown's parser does not run."""
    for kind, ruler in (("block", md.block.ruler), ("inline", md.inline.ruler)):
        for rule in ruler.__rules__:
            module = getattr(rule.fn, "__module__", "")
            if rule.enabled and not module.startswith("markdown_it."):
                warnings.warn(
                    f"kramdown's parser does not run the {kind} rule {rule.name!r} of {module}",
                    stacklevel=2,
                )


def _adjust(doc: Document, md: MarkdownIt) -> None:
    """Apply to the parsed text what no rule of kramdown's decides."""
    images = "image" in _active(md)
    allows_html = bool(md.options.get("html", True))
    if images and allows_html:
        return
    for top in (doc.root, *(footnote.content for footnote in doc.footnotes.values())):
        _adjust_children(top, md, images, allows_html)


def _adjust_children(element: Element, md: MarkdownIt, images: bool, allows_html: bool) -> None:
    children: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str):
            children.append(child)
            continue
        if not allows_html:
            if child.type in _MARKUP:
                children.extend(_as_text(child))
                continue
            child.attr = {k: v for k, v in child.attr.items() if _is_harmless(k, v, md)}
        if child.type == "img" and not images:
            children += ["!", _link_to(child)]
            continue
        _adjust_children(child, md, images, allows_html)
        children.append(child)
    element.children = children


def _as_text(markup: Element) -> list[Element | str]:
    """Return markup as the text that it is written in; a comment is nothing."""
    if markup.type == "comment":
        return []
    text = str(markup.value or "")
    if markup.category == "span":
        return [text]
    paragraph = Element("p")
    paragraph.children = [text.strip()]
    return [paragraph, "\n"]


def _is_harmless(name: str, value: str, md: MarkdownIt) -> bool:
    """Return whether an attribute may stay where no HTML is allowed."""
    if name.lower() in ("href", "src"):
        return bool(md.validateLink(value))
    return not name.lower().startswith("on") and name.lower() != "style"


def _link_to(image: Element) -> Element:
    attr = {"href": image.attr.get("src", "")}
    if "title" in image.attr:
        attr["title"] = image.attr["title"]
    link = Element("a", None, attr)
    link.children = [image.attr.get("alt", "")]
    return link


def _without_language(token: Token) -> Token:
    """Return a code block's token without the class that markdown-it-py's renderer adds itself."""
    attrs = {k: v for k, v in token.attrs.items() if (k, v) != ("class", f"language-{token.info}")}
    return token.copy(attrs=attrs)


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
            if token.type == "fence" and options.get("highlight"):
                return self.fence([_without_language(token)], 0, options, env)
            if tokens.META in token.meta or token.type in ("inline", "text"):
                return None
            return super(KramdownRenderer, self).render([token], options, env)

        doc = env[ENV]
        doc.root.children = tokens.tree(tokens_, foreign)
        return html.render(doc)
