"""markdown-it-py set up as cmark-gfm: its extensions, and what its links may be."""

from __future__ import annotations

from collections.abc import Collection

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, paragraph

from liquidsite.convert.commonmark import html
from liquidsite.convert.commonmark.autolink import add_autolink
from liquidsite.convert.commonmark.footnotes import add_footnotes
from liquidsite.convert.commonmark.smart import add_smart
from liquidsite.convert.commonmark.strikethrough import add_strikethrough
from liquidsite.convert.commonmark.tasklist import tasklist


def parser(options: Collection[str], extensions: Collection[str]) -> MarkdownIt:
    """Return a parser and renderer with these options (upper case) and extensions."""
    md = MarkdownIt("commonmark", {"maxNesting": 100})
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    if "table" in extensions:
        md.enable("table")
    if "strikethrough" in extensions:
        add_strikethrough(md, single="STRIKETHROUGH_DOUBLE_TILDE" not in options)
    if "autolink" in extensions:
        add_autolink(md)
    if "tasklist" in extensions:
        md.core.ruler.push("tasklist", tasklist)
    if "FOOTNOTES" in options:
        add_footnotes(md)
    if "SMART" in options:
        add_smart(md)
    md.block.ruler.at("paragraph", _paragraph)
    for name, rule in html.rules(options, extensions).items():
        md.add_render_rule(name, rule)
    return md


def _paragraph(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Parse by markdown-it-py's rule, but strip only ASCII's spaces."""
    if not paragraph(state, first, end, silent):
        return False
    if not silent:
        inline = state.tokens[-2]
        lines = state.getLines(first, state.line, state.blkIndent, False)
        inline.content = lines.strip(" \t\n\v\f\r")
    return True
