"""The span rules, in kramdown's order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from functools import lru_cache
from typing import NamedTuple

from liquidsite.kramdown.document import Document
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.options import Options
from liquidsite.kramdown.span import (
    autolink,
    codespan,
    emphasis,
    entity,
    escaped,
    extensions,
    footnote,
    html,
    line_break,
    link,
    math,
    smart_quotes,
    strikethrough,
    symbol,
)
from liquidsite.kramdown.span.state import Source, SpanState, parse

__all__ = ["SpanRules", "parse", "rules_for", "split_code", "table_pieces"]

Parse = Callable[[SpanState, int], int | None]


class SpanRule(NamedTuple):
    """A rule; `chars` is what it may begin with, `start` the pattern that is searched for.

    A start begins with a literal: that lets the search skip plain text fast. `None` as `chars`
    is any character (the one before a quote).
    """

    name: str
    chars: str | None
    start: str
    parse: Parse


RULES = (
    SpanRule("emphasis", "*_", r"\*|_", emphasis.parse),
    SpanRule("codespan", "`", r"`", codespan.parse),
    SpanRule("autolink", "<", r"<", autolink.parse),
    SpanRule("span_html", "<", r"<", html.parse),
    SpanRule("footnote_marker", "[", r"\[", footnote.parse),
    SpanRule("link", "[!", r"\[", link.parse),
    SpanRule("smart_quotes", None, r"\"|'", smart_quotes.parse),
    SpanRule("inline_math", "$", r"\$", math.parse),
    SpanRule("span_extensions", "{", r"\{:", extensions.parse),
    SpanRule("html_entity", "&", r"&", entity.parse),
    SpanRule("typographic_syms", "-.<> \\", r"--|\.\.\.|>>|<|\\", symbol.parse),
    SpanRule("line_break", " \\", r"\n(?<=  \n)|\\", line_break.parse),
    SpanRule("escaped_chars", "\\", r"\\", escaped.parse),
)
ESCAPED_GFM = SpanRule("escaped_chars", "\\", r"\\", escaped.parse_gfm)
STRIKETHROUGH = SpanRule("strikethrough", "~", r"~~", strikethrough.parse)


class SpanRules:
    """The rules of one dialect, looked up by first character."""

    def __init__(self, rules: tuple[SpanRule, ...]) -> None:
        starts = dict.fromkeys(start for rule in rules for start in rule.start.split("|"))
        self.search = re.compile("|".join(starts)).search
        self.search_link = re.compile("|".join([*starts, r"\]"])).search
        chars = {char for rule in rules for char in rule.chars or ""}
        self.by_char = {
            char: tuple(r.parse for r in rules if r.chars is None or char in r.chars)
            for char in chars
        }
        self.default = tuple(rule.parse for rule in rules if rule.chars is None)
        self._rules = rules
        self._parts: dict[tuple[str, ...], SpanRules] = {}

    def without(self, names: Set[str]) -> SpanRules:
        """Return the same without the named rules."""
        return SpanRules(tuple(rule for rule in self._rules if rule.name not in names))

    def only(self, *names: str) -> SpanRules:
        """Return the same without all but the named rules."""
        if names not in self._parts:
            kept = tuple(rule for rule in self._rules if rule.name in names)
            self._parts[names] = SpanRules(kept)
        return self._parts[names]


def rules_for(options: Options) -> SpanRules:
    if options.input != "GFM":
        return _kramdown_rules()
    return _gfm_rules(options.hard_wrap, "no_auto_typographic" in options.gfm_quirks)


@lru_cache(maxsize=1)
def _kramdown_rules() -> SpanRules:
    return SpanRules(RULES)


@lru_cache(maxsize=4)
def _gfm_rules(hard_wrap: bool, no_auto_typographic: bool) -> SpanRules:
    dropped = {"escaped_chars"}
    if hard_wrap:
        dropped.add("line_break")
    if no_auto_typographic:
        dropped.add("typographic_syms")
    kept = tuple(rule for rule in RULES if rule.name not in dropped)
    return SpanRules((*kept, ESCAPED_GFM, STRIKETHROUGH))


def split_code(doc: Document, text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a table row, with whether each is the content of a code span."""
    if "`" not in text:
        yield text, False
        return
    for child in _parse_with(doc, text, 0, "codespan"):
        yield (child, False) if isinstance(child, str) else (child.value, True)


def table_pieces(doc: Document, text: str, line: int) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a table's text, with whether each is the content of a code span.

    HTML elements count only by their name: what is in them is not looked at.
    """
    if "`" not in text and "<" not in text:
        yield text, False
        return
    warnings = len(doc.warnings)
    for child in _parse_with(doc, text, line, "codespan", "span_html"):
        if isinstance(child, str):
            yield child, False
        elif child.value is not None:
            yield child.value, child.type == "codespan"
    del doc.warnings[warnings:]


def _parse_with(doc: Document, text: str, line: int, *names: str) -> list[Element | str]:
    state = SpanState(Source(doc, text, line), 0, doc.span_rules.only(*names))
    state.run(0)
    return state.finish(len(text))
