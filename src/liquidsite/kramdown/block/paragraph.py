"""Paragraphs: what no other rule takes, up to what may end them."""

from __future__ import annotations

import re
from collections.abc import Callable

from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.patterns import (
    BLOCKQUOTE_START,
    DEFINITION_START,
    LAZY_END,
    LIST_START,
    SPACES,
)  # fmt: skip

# A line that starts with a letter ends nothing; that saves most lines the long look.
_PLAIN = r"[^\x00-@\[-`{-\x7f].*\n"
_end = rf"{LAZY_END}|{DEFINITION_START}"
_end_gfm = rf"{_end}|{LIST_START}|#{{1,6}}[\t ]+.*\n|{BLOCKQUOTE_START}|[ ]{{0,3}}[~`]{{3,}}"
Rule = Callable[[BlockState], bool]


def rule(*, ends_at_blocks: bool) -> Rule:
    """The paragraph rule; with `ends_at_blocks` GFM's, where lists, quotes… end a paragraph."""
    end = _end_gfm if ends_at_blocks else _end
    text = re.compile(rf" {{0,3}}[^ \t\n].*\n(?:{_PLAIN}|(?!{end}).*\n)*+").match

    def parse(state: BlockState) -> bool:
        match = text(state.src, state.pos)
        if match is None:
            return False
        _add(state, match)
        return True

    return parse


def _add(state: BlockState, match: re.Match[str]) -> None:
    text = match[0].rstrip(SPACES)
    last = state.last()
    if last is not None and last.type == "p":
        # Another rule declined here, so the paragraph before goes on; its line break counts.
        before = state.src[max(match.start() - 3, 0) : match.start()]
        joiner = "  \n" if before == "  \n" else "\n"
        last.raw = text if last.raw is None else f"{last.raw}{joiner}{text}"
    else:
        state.add(state.new("p", raw=text.lstrip(SPACES), line=state.line))
    state.pos = match.end()
