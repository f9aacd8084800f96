"""Link definitions: `[id]: url "title"`."""

from __future__ import annotations

import re

from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.document import LinkDefinition, normalize_link_id
from liquidsite.kramdown.patterns import OPT_SPACE, SPACES

_link = re.compile(rf"{OPT_SPACE}\[([^\n\]]+)\]:[ \t]*").match
_title_or_end = r"(?:(?:[ \t]*\n|[ \t]+)[ \t]*([\"'])(.+?)\{}[ \t]*\n|[ \t]*\n)"
_angled = re.compile(r"<(.*?)>" + _title_or_end.format(2)).match
_title_below = re.compile(r"[ \t]*([\"'])(.+)\1[ \t]*\n").match
_has_title = re.compile(r"[ \t][\"']").search


def parse(state: BlockState) -> bool:
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
    """Return URL, title and end of a link definition whose URL starts at `pos`."""
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
