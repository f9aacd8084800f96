"""The block rules, in kramdown's order.

Which rules are tried at a line depends on its first character after up to three spaces; a rule
that cannot match there is left out of that character's list, and the order stays.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import lru_cache
from typing import NamedTuple

from liquidsite.kramdown.block import (
    abbreviation_definition,
    blank,
    blockquote,
    codeblock,
    definition_list,
    eob,
    extensions,
    fence,
    footnote_definition,
    header,
    horizontal_rule,
    html,
    link_definition,
    list,
    math,
    paragraph,
    table,
)
from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.options import Options

Parse = Callable[[BlockState], bool]
DIGITS = "0123456789"
WHITESPACE = " \t\n\r\f\v"


class BlockRule(NamedTuple):
    """A rule, and the characters that a block of its kind can begin with; None is any."""

    name: str
    chars: str | None
    parse: Parse


KRAMDOWN = (
    BlockRule("blank_line", WHITESPACE, blank.parse),
    BlockRule("codeblock", " \t", codeblock.parse),
    BlockRule("codeblock_fenced", "~", fence.parse),
    BlockRule("blockquote", ">", blockquote.parse),
    BlockRule("atx_header", "#", header.parse_atx),
    BlockRule("horizontal_rule", "*-_", horizontal_rule.parse),
    BlockRule("list", "+*-" + DIGITS, list.parse),
    BlockRule("definition_list", ":", definition_list.parse),
    BlockRule("block_html", "<", html.parse),
    BlockRule("setext_header", None, header.parse_setext),
    BlockRule("block_math", "$\\", math.parse),
    BlockRule("table", None, table.parse),
    BlockRule("footnote_definition", "[", footnote_definition.parse),
    BlockRule("link_definition", "[", link_definition.parse),
    BlockRule("abbrev_definition", "*", abbreviation_definition.parse),
    BlockRule("block_extensions", "{", extensions.parse),
    BlockRule("eob_marker", "^", eob.parse),
    BlockRule("paragraph", None, paragraph.parse),
)

GFM = {
    "codeblock_fenced": BlockRule("codeblock_fenced", "~`", fence.parse_gfm),
    "atx_header": BlockRule("atx_header", "#", header.parse_atx_gfm),
    "list": BlockRule("list", "+*-" + DIGITS, list.parse_gfm),
}
GFM_PARAGRAPH_END = {
    "atx_header": BlockRule("atx_header", "#", header.parse_atx_gfm_quirk),
    "paragraph": BlockRule("paragraph", None, paragraph.parse_gfm),
}


class BlockRules:
    """The rules of one dialect, looked up by first character."""

    def __init__(self, rules: tuple[BlockRule, ...]) -> None:
        chars = {char for rule in rules for char in rule.chars or ""}
        self.by_char = {
            char: tuple(r.parse for r in rules if r.chars is None or char in r.chars)
            for char in chars
        }
        self.default = tuple(rule.parse for rule in rules if rule.chars is None)
        self._rules = rules

    def without(self, names: Set[str]) -> BlockRules:
        """Return the same without the named rules."""
        return BlockRules(tuple(rule for rule in self._rules if rule.name not in names))


def rules_for(options: Options) -> BlockRules:
    return _rules(options.input == "GFM", "paragraph_end" in options.gfm_quirks)


@lru_cache(maxsize=4)
def _rules(gfm: bool, paragraph_end: bool) -> BlockRules:
    replaced: dict[str, BlockRule] = {}
    if gfm:
        replaced = GFM | (GFM_PARAGRAPH_END if paragraph_end else {})
    return BlockRules(tuple(replaced.get(rule.name, rule) for rule in KRAMDOWN))
