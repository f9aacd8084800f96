"""The `FOOTNOTES` option: `[^name]` in the text, `[^name]: …` as a block, as cmark-gfm has them.

A definition stays where it stands while spans are parsed, so that notes are numbered in the
order in which the text, definitions included, refers to them; then it goes to the end, or away
when nothing refers to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_DEFINITION = re.compile(r"\[\^([^\]\s]+)\]:")
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")
_INDENT = 4


def add_footnotes(md: MarkdownIt) -> None:
    ends = ["paragraph", "reference", "blockquote"]
    md.block.ruler.before("reference", "footnote", _definition, {"alt": ends})
    md.inline.ruler.after("image", "footnote", _reference)
    md.core.ruler.after("inline", "footnotes", _move_to_end)
    for name, html in (
        ("footnotes_open", '<section class="footnotes">\n<ol>\n'),
        ("footnotes_close", "</ol>\n</section>\n"),
        ("footnote_open", '<li id="fn{}">\n'),
        ("footnote_close", "</li>\n"),
        ("footnote_back", '<a href="#fnref{}" class="footnote-backref">↩</a>'),
        ("footnote", '<sup class="footnote-ref"><a href="#fn{0}" id="fnref{0}">{0}</a></sup>'),
    ):
        md.add_render_rule(name, _rule(html))


def _rule(html: str) -> Any:
    def rule(renderer: RendererHTML, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return html.format(tokens[index].meta.get("number"))

    return rule


def _definition(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    start = state.bMarks[first] + state.tShift[first]
    match = _DEFINITION.match(state.src, start, state.eMarks[first])
    if match is None or state.is_code_block(first):
        return False
    if silent:
        return True
    label = match[1].casefold()
    state.env.setdefault("footnotes", {}).setdefault(label, None)
    state.push("footnote_open", "", 1).meta = {"label": label}
    _parse_content(state, first, end, match.end())
    state.push("footnote_close", "", -1)
    return True


def _parse_content(state: StateBlock, first: int, end: int, position: int) -> None:
    """Parse the first line from `position` on, and the indented lines after it."""
    kept = state.bMarks[first], state.tShift[first], state.sCount[first], state.parentType
    content = state.skipSpaces(position)
    state.bMarks[first], state.tShift[first] = position, content - position
    state.blkIndent += _INDENT
    state.sCount[first] = max(content - position, state.blkIndent)
    state.parentType = "footnote"
    state.md.block.tokenize(state, first, end)
    state.blkIndent -= _INDENT
    state.bMarks[first], state.tShift[first], state.sCount[first], state.parentType = kept


def _reference(state: StateInline, silent: bool) -> bool:
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None or match[1].casefold() not in state.env.get("footnotes", ()):
        return False
    if not silent:
        state.push("footnote", "", 0).meta = {"label": match[1].casefold()}
    state.pos = match.end()
    return True


def _move_to_end(state: StateCore) -> None:
    if "footnotes" not in state.env:
        return
    numbers = _number(state.tokens)
    body, notes = _separated(state.tokens)
    state.tokens = body
    if numbers:
        state.tokens.append(Token("footnotes_open", "", 1))
        for label, number in numbers.items():
            state.tokens += _finished(notes[label], number)
        state.tokens.append(Token("footnotes_close", "", -1))


def _number(tokens: list[Token]) -> dict[str, int]:
    """Number the labels in order, and set the numbers of the references."""
    numbers: dict[str, int] = {}
    for block in tokens:
        for token in block.children or ():
            if token.type == "footnote":
                number = numbers.setdefault(token.meta["label"], len(numbers) + 1)
                token.meta["number"] = number
    return numbers


def _separated(tokens: list[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """Split the tokens from those of each definition; of two with one label the first counts."""
    body: list[Token] = []
    notes: dict[str, list[Token]] = {}
    into = [body]
    for token in tokens:
        if token.type == "footnote_open":
            note: list[Token] = []
            notes.setdefault(token.meta["label"], note)
            into.append(note)
        elif token.type == "footnote_close":
            into.pop()
        else:
            into[-1].append(token)
    return body, notes


def _finished(note: list[Token], number: int) -> Iterator[Token]:
    meta = {"number": number}
    back = Token("footnote_back", "", 0, meta=meta)
    yield Token("footnote_open", "", 1, meta=meta)
    yield from note[:-2]
    if note and note[-1].type == "paragraph_close":
        inline = note[-2]
        space = Token("text", "", 0, content=" ")
        inline.children = [*(inline.children or ()), space, back]
        yield from note[-2:]
    else:
        yield from note[-2:]
        yield back
        yield Token("softbreak", "", 0)
    yield Token("footnote_close", "", -1, meta=meta)
