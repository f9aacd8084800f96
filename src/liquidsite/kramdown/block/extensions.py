"""Block attribute lists, named attribute lists and block extensions: all that `{:` starts."""

from __future__ import annotations

import re
from functools import lru_cache

from liquidsite.kramdown import extension
from liquidsite.kramdown.attributes import AttributeList
from liquidsite.kramdown.block.list_item import read_ial
from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.patterns import (
    ATTRIBUTES,
    ID_NAME,
    OPT_SPACE,
    TO_EOL,
    attribute_line,
    ial_block,
)

_named_list = re.compile(rf"{OPT_SPACE}\{{:({ID_NAME}):({ATTRIBUTES}+)\}}{TO_EOL}").match
_extension = re.compile(rf"{OPT_SPACE}(?:{extension.START}|{extension.STOP}){TO_EOL}").match
_DEFINITIONS = ("link_def", "abbrev_def", "footnote_def")


def parse(state: BlockState) -> bool:
    if not attribute_line(state.src, state.pos) or not state.brace_ends_line(state.pos):
        return False
    if match := _named_list(state.src, state.pos):
        read_ial(state, match[2], state.doc.alds.setdefault(match[1], AttributeList()))
        state.pos = match.end()
        state.add(state.new("eob", "ald"))
        return True
    if match := _extension(state.src, state.pos):
        return _parse_extension(state, match)
    if match := ial_block(state.src, state.pos):
        _apply(state, match)
        return True
    return False


def _apply(state: BlockState, match: re.Match[str]) -> None:
    """Apply an attribute list to the block before it, or else to the one after it."""
    last = state.last()
    if (
        last is not None
        and last.type != "blank"
        and (last.type != "eob" or last.value in _DEFINITIONS)
    ):
        last.ial = last.ial or AttributeList()
        read_ial(state, match[1], last.ial)
        state.pos = match.end()
        if not state.ial_at(state.pos):
            state.add(state.new("eob", "ial"))
        return
    state.block_ial = state.block_ial or AttributeList()
    read_ial(state, match[1], state.block_ial)
    state.pos = match.end()


def _parse_extension(state: BlockState, match: re.Match[str]) -> bool:
    doc, line = state.doc, state.line
    if warning := extension.invalid_stop(match):
        doc.warn(warning, line)
        return False
    name, attributes = match[1], AttributeList()
    read_ial(state, match[2] or "", attributes)
    body, end = None, match.end()
    if not match[3]:
        stop = state.finder.search(_stop(name), end)
        if stop is None:
            doc.warn(
                f"No stop tag for extension '{name}' found on line {{line}} - ignoring it", line
            )
            return False
        body, end = state.src[end : stop.start()].removesuffix("\n"), stop.end()
    if name not in extension.NAMES:
        doc.warn(
            f"Invalid extension with name '{name}' specified on line {{line}} - ignoring it", line
        )
        return False
    element = extension.handle(doc, name, attributes, body, "block", line)
    if element is not None:
        state.add(element)
    if name == "options":
        state.add(state.new("eob", "extension"))
    state.pos = end
    return True


@lru_cache(maxsize=16)
def _stop(name: str) -> re.Pattern[str]:
    return re.compile(rf"^{OPT_SPACE}\{{:/({name})?\}} *\n", re.MULTILINE)
