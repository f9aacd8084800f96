"""Fenced code blocks: `~~~` in kramdown, also backticks and an indentation in GFM."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.patterns import TO_EOL

_open = re.compile(rf"(~{{3,}})[ \t\r\f\v]*([^ \t\r\n\f\v]*){TO_EOL}").match
_open_gfm = re.compile(rf" {{0,3}}([~`]{{3,}})[ \t\r\f\v]*([^ \t\r\n\f\v]*){TO_EOL}").match


def parse(state: BlockState) -> bool:
    return _parse(state, _open(state.src, state.pos), "")


def parse_gfm(state: BlockState) -> bool:
    return _parse(state, _open_gfm(state.src, state.pos), " {0,3}")


def _parse(state: BlockState, opening: re.Match[str] | None, indent: str) -> bool:
    """The longest fence that has an end counts; what is over belongs to the language."""
    if opening is None:
        return False
    run = opening[1]
    for length in range(len(run), 2, -1):
        rest = run[length:]
        if rest and opening[2] and opening.start(2) != opening.end(1):
            return False  # a language has no space in it
        closing = _closing(indent, run[:length])(state.src, opening.end())
        if closing is not None:
            _add(state, opening, closing, rest + opening[2])
            return True
    return False


@lru_cache(maxsize=64)
def _closing(indent: str, fence: str) -> Callable[[str, int], re.Match[str] | None]:
    pattern = rf"^{indent}{re.escape(fence)}{re.escape(fence[-1])}*{TO_EOL}"
    return re.compile(pattern, re.MULTILINE).search


def _add(state: BlockState, opening: re.Match[str], closing: re.Match[str], language: str) -> None:
    line = state.line
    state.pos = closing.end()
    code = state.src[opening.end() : closing.start()]
    block = state.new("codeblock", code, line=line)
    if language:
        block.options["lang"] = language
        block.attr["class"] = "language-" + _name(language)
    state.add(block)


def _name(language: str) -> str:
    """`ruby?start_line=2` passes options to the lexer; the name is what comes before."""
    mark = language.find("?", 1)
    return language if mark < 0 else language[:mark]
