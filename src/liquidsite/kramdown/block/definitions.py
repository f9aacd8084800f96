"""Link, footnote and abbreviation definitions."""

from __future__ import annotations

import re

from liquidsite.kramdown.block.codeblock import code_end, indentation
from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.document import Footnote, LinkDefinition, normalize_link_id
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.patterns import ID_NAME, OPT_SPACE, SPACES

_link = re.compile(rf"{OPT_SPACE}\[([^\n\]]+)\]:[ \t]*").match
_title_or_end = r"(?:(?:[ \t]*\n|[ \t]+)[ \t]*([\"'])(.+?)\{}[ \t]*\n|[ \t]*\n)"
_angled = re.compile(r"<(.*?)>" + _title_or_end.format(2)).match
_title_below = re.compile(r"[ \t]*([\"'])(.+)\1[ \t]*\n").match
_footnote = re.compile(rf"{OPT_SPACE}\[\^({ID_NAME})\]:.*\n").match
_abbreviation = re.compile(rf"{OPT_SPACE}\*\[(.+?)\]:(.*)\n").match


def parse_link(state: BlockState) -> bool:
    match = _link(state.src, state.pos)
    if match is None:
        return False
    found = _target(state.src, match.end())
    if found is None:
        return False
    url, title, end = found
    name = normalize_link_id(match[1])
    if name in state.doc.link_defs:
        state.doc.warn(f"Duplicate link ID '{name}' on line {{line}} - overwriting", state.line)
    state.pos = end
    mark = state.new("eob", "link_def")
    state.add(mark)
    state.doc.link_defs[name] = LinkDefinition(url, title, mark)
    return True


def _target(src: str, pos: int) -> tuple[str, str | None, int] | None:
    """URL, title and end of a link definition whose URL starts at `pos`."""
    if match := _angled(src, pos):
        return match[1], match[3], match.end()
    eol = src.find("\n", pos)
    line = src[pos:eol]
    if not line.strip(SPACES):
        return None
    text = line.rstrip(" \t")
    quote = text[-1]
    if quote in "\"'":
        opening = re.compile(rf"[ \t]{quote}").search(text, 1)
        if opening and opening.end() < len(text) - 1:
            url, title = text[: opening.start()].rstrip(" \t"), text[opening.end() : -1]
            return None if _has_title(url) else (url, title, eol + 1)
    if _has_title(text):
        return None
    if below := _title_below(src, eol + 1):
        return text, below[2], below.end()
    return text, None, eol + 1


_has_title = re.compile(r"[ \t][\"']").search


def parse_footnote(state: BlockState) -> bool:
    match = _footnote(state.src, state.pos)
    if match is None:
        return False
    line, doc, name = state.line, state.doc, match[1]
    end = code_end(state, match.end())
    text, state.pos = state.src[match.end(1) + 2 : end], end
    content = Element("footnote_def", line=line)
    # The definition's own attribute list waits while its text is parsed.
    state.parse_text(indentation.sub("", text), content, line)
    if name in doc.footnotes:
        doc.warn(f"Duplicate footnote name '{name}' on line {{line}} - overwriting", line)
    mark = state.new("eob", "footnote_def")
    state.add(mark)
    doc.footnotes[name] = Footnote(content, mark)
    return True


def parse_abbreviation(state: BlockState) -> bool:
    match = _abbreviation(state.src, state.pos)
    if match is None:
        return False
    doc, name = state.doc, match[1]
    if name in doc.abbreviations:
        doc.warn(f"Duplicate abbreviation ID '{name}' on line {{line}} - overwriting", state.line)
    state.pos = match.end()
    mark = state.new("eob", "abbrev_def")
    state.add(mark)
    doc.abbreviations[name] = match[2].strip(SPACES)
    doc.abbreviation_marks[name] = mark
    return True
