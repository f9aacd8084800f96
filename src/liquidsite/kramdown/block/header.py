"""Headers: `# atx` (also GFM's two kinds) and underlined setext."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from liquidsite.kramdown.block.state import BlockState
from liquidsite.kramdown.patterns import SPACES

_setext = re.compile(r" {0,3}([^ \t].*)\n([-=])[-=]*[ \t\r\f\v]*\n").match
_atx = re.compile(r"(#{1,6})[\t ]*([^ \t].*)\n").match
_atx_gfm = re.compile(r"(#{1,6})[\t ]+(.*)\n").match

# kramdown's `[:A-Z_a-z\u0080-\U000effff]`, and with `-`, `.` and digits: said by what is left out,
# which Python compiles ten times as fast.
_NEVER = r"`{-\x7f\U000f0000-\U0010ffff"
_header_id = re.compile(
    rf"[\t ]\{{#([^\x00-9;-@\[-\^{_NEVER}][^\x00-,/;-@\[-\^{_NEVER}]*)\}}\Z"
).search


def parse_setext(state: BlockState) -> bool:
    src, pos = state.src, state.pos
    if src[(end := src.find("\n", pos)) + 1 : end + 2] not in ("-", "="):  # most lines
        return False
    match = _setext(src, pos)
    if match is None or not state.after_block_boundary():
        return False
    return _add(state, match, 2 if match[2] == "-" else 1, *_contents(match[1]))


def parse_atx(state: BlockState) -> bool:
    return _parse_atx(state, _atx(state.src, state.pos))


def parse_atx_gfm(state: BlockState) -> bool:
    return _parse_atx(state, _atx_gfm(state.src, state.pos))


def _parse_atx(state: BlockState, match: re.Match[str] | None) -> bool:
    if match is None or not state.after_block_boundary():
        return False
    text, id_ = _contents(match[2])
    return _add(state, match, len(match[1]), _without_closing_hashes(text), id_)


def parse_atx_gfm_quirk(state: BlockState) -> bool:
    """Parse a header directly after a paragraph, as `gfm_quirks: paragraph_end` allows."""
    match = _atx_gfm(state.src, state.pos)
    if match is None:
        return False
    text, id_ = _contents(match[2])
    bare = text.rstrip("#")
    if len(bare) < len(text) and bare.endswith((" ", "\t")):
        text = bare.rstrip(SPACES)
    return _add(state, match, len(match[1]), text, id_)


def _without_closing_hashes(text: str) -> str:
    bare = text.rstrip("#")
    if len(bare) == len(text):
        return text
    return (bare + "#" if bare.endswith("\\") else bare).rstrip(SPACES)


def _contents(text: str) -> tuple[str, str | None]:
    text = text.rstrip(SPACES)
    if text.endswith("}") and (match := _header_id(text)) and _is_name(match[1]):
        return text[: match.start()].rstrip(SPACES), match[1]
    return text, None


def _is_name(text: str) -> bool:
    return text.isascii() or _name()(text) is not None


@lru_cache(maxsize=1)
def _name() -> Callable[[str], re.Match[str] | None]:
    """Return a name as XML has it; its pattern takes long to compile and is hardly ever needed."""
    start = (
        ":A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
        "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
    )
    return re.compile(rf"[{start}][{start}\-.0-9\u00b7\u0300-\u036f\u203f\u2040]*").fullmatch


def _add(state: BlockState, match: re.Match[str], level: int, text: str, id_: str | None) -> bool:
    if not text:
        return False
    header = state.new("header", raw=text, line=state.line)
    state.pos = match.end()
    header.options["level"] = level
    header.options["raw_text"] = text
    if id_:
        header.attr["id"] = id_
    state.add(header)
    return True
