"""The `SMART` option: curly quotes, dashes and ellipses, by cmark's rules."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

_DASHES_OR_DOTS = re.compile(r"-{2,}|\.{3}")
_TEXT = re.compile(r"[^\n!#$%&*+\-:<=>@\[\\\]^_`{}~\"']+")
_QUOTES = {'"': ("“", "”"), "'": ("‘", "’")}
_MARKERS = {ord(quote): pair for quote, pair in _QUOTES.items()}


def add_smart(md: MarkdownIt) -> None:
    md.inline.ruler.at("text", _text)
    md.inline.ruler.before("emphasis", "smart_quote", _quote)
    md.inline.ruler2.after("balance_pairs", "smart_quotes", _pair)
    md.core.ruler.push("dashes_and_dots", _dashes_and_dots)


def _text(state: StateInline, silent: bool) -> bool:
    """Parse by markdown-it-py's rule, but end text at quotes too."""
    match = _TEXT.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.pending += match.group()
    state.pos = match.end()
    return True


def _quote(state: StateInline, silent: bool) -> bool:
    """Return a quote as a delimiter; until it finds its like it counts as closing one if it can."""
    character = state.src[state.pos]
    if character not in _QUOTES:
        return False
    if not silent:
        before = state.src[state.pos - 1 : state.pos] or " "
        after = state.src[state.pos + 1 : state.pos + 2] or " "
        closes = _flanks(after, before)
        opens = not closes and _flanks(before, after) and before not in ("]", ")")
        opening, closing = _QUOTES[character]
        if state.delimiters and state.delimiters[-1].token == len(state.tokens) - 1:
            state.push("text", "", 0)  # else two quotes would be one run, as two asterisks are
        token = state.push("text", "", 0)
        token.content = closing if closes or character == "'" else opening
        index = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(character), 0, index, -1, opens, closes))
    state.pos += 1
    return True


def _flanks(outer: str, inner: str) -> bool:
    """Return whether a quote between the two is at the edge of the text of `inner`."""
    if isWhiteSpace(ord(inner)):
        return False
    return not _is_punctuation(inner) or isWhiteSpace(ord(outer)) or _is_punctuation(outer)


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _pair(state: StateInline) -> None:
    _curl(state, state.delimiters)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _curl(state, meta["delimiters"])


def _curl(state: StateInline, delimiters: list[Delimiter]) -> None:
    for delimiter in delimiters:
        if delimiter.marker in _MARKERS and delimiter.end != -1:
            opening, closing = _MARKERS[delimiter.marker]
            state.tokens[delimiter.token].content = opening
            state.tokens[delimiters[delimiter.end].token].content = closing


def _dashes_and_dots(state: StateCore) -> None:
    _replace(state.tokens)


def _replace(tokens: Iterable[Token]) -> None:
    for token in tokens:
        if token.type == "text":
            token.content = _DASHES_OR_DOTS.sub(_replacement, token.content)
        elif token.children:
            _replace(token.children)


def _replacement(match: re.Match[str]) -> str:
    """Turn hyphens into dashes of one kind if their number allows it, else into em and en
    dashes.
    """
    if match.group() == "...":
        return "…"
    count = len(match.group())
    if count % 3 == 0:
        ens = 0
    elif count % 2 == 0:
        ens = count // 2
    else:
        ens = 1 if count % 3 == 2 else 2
    return "—" * ((count - 2 * ens) // 3) + "–" * ens
