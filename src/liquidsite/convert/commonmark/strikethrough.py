"""The `strikethrough` extension: `~text~` and `~~text~~`, the two ends alike."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

_TILDE = ord("~")


def add_strikethrough(md: MarkdownIt, *, single: bool) -> None:
    """Add the rule for `~~text~~`, and with `single` for `~text~`."""

    def scan(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "~" or silent:
            return False
        scanned = state.scanDelims(state.pos, True)
        token = state.push("text", "", 0)
        token.content = "~" * scanned.length
        if scanned.length == 2 or (scanned.length == 1 and single):
            # The length is part of the marker: only ends of equal length pair.
            delimiter = Delimiter(
                marker=_TILDE * scanned.length,
                length=0,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
            state.delimiters.append(delimiter)
        state.pos += scanned.length
        return True

    md.inline.ruler.before("emphasis", "strikethrough", scan)
    md.inline.ruler2.before("emphasis", "strikethrough", _pair)


def _pair(state: StateInline) -> None:
    _turn_into_tags(state, state.delimiters)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _turn_into_tags(state, meta["delimiters"])


def _turn_into_tags(state: StateInline, delimiters: list[Delimiter]) -> None:
    for delimiter in delimiters:
        if delimiter.marker not in (_TILDE, 2 * _TILDE) or delimiter.end == -1:
            continue
        opening, closing = delimiter.token, delimiters[delimiter.end].token
        state.tokens[opening] = Token("s_open", "del", 1)
        state.tokens[closing] = Token("s_close", "del", -1)
