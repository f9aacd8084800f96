"""The filters of `bibtex_filters`: what each makes of the text of a field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from liquidsite.plugins.scholar import latex

TextFilter: TypeAlias = Callable[[str], str]

_BRACE = re.compile(r"[{}]")
_LINE_BREAK = re.compile(r"\n[ \t\r\n\f\v]*")
_LINK = re.compile(
    r"\\href\\\{([^\\}]+)\\\}\\\{([^\\}]+)\\\}|(?:https?|ftp)://[^\s<>\"{}|\\^`\[\]]+",
    re.IGNORECASE,
)


def filters_named(names: Iterable[object]) -> tuple[list[TextFilter], list[str]]:
    """Return the filters of these names, in any case, and the names that no filter has."""
    known: list[TextFilter] = []
    unknown: list[str] = []
    for name in map(str, names):
        found = FILTERS.get(name.lower())
        if found:
            known.append(found)
        else:
            unknown.append(name)
    return known, unknown


def _around(command: str, begin: str, end: str) -> TextFilter:
    """Return a filter that writes `\\command{text}` as `begin`, text, `end`."""
    return lambda text: _replaced(text, command, lambda inside: f"{begin}{inside}{end}")


def _replaced(text: str, command: str, make: TextFilter) -> str:
    """Replace each `command`, whose text is in balanced braces, by what `make` makes of that."""
    opening = f"\\{command}{{"
    if opening not in text:
        return text
    parts: list[str] = []
    done, closing = 0, _closings(text)
    start = text.find(opening)
    while start >= 0:
        begin = start + len(opening)
        end = closing.get(begin - 1)
        if end is None:
            start = text.find(opening, begin)
            continue
        parts += text[done:start], make(text[begin:end])
        done = end + 1
        start = text.find(opening, done)
    return "".join(parts) + text[done:]


def _closings(text: str) -> dict[int, int]:
    """Map the place of each `{` to that of its `}`."""
    open_ones: list[int] = []
    closing: dict[int, int] = {}
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            open_ones.append(brace.start())
        elif open_ones:
            closing[open_ones.pop()] = brace.start()
    return closing


def _linked(match: re.Match[str]) -> str:
    return f"[{match[2]}]({match[1]})" if match[1] else f"[{match[0]}]({match[0]})"


FILTERS: Mapping[str, TextFilter] = {
    "latex": latex.decode,
    "linebreaks": lambda text: _LINE_BREAK.sub(" ", text),
    "smallcaps": _around("textsc", '<font style="font-variant: small-caps">', "</font>"),
    "superscript": _around("textsuperscript", "<sup>", "</sup>"),
    "italics": _around("emph", "<i>", "</i>"),
    "textit": _around("textit", "<i>", "</i>"),
    "tiny": _around("tiny", '<span class="tiny">', "</span>"),
    "lowercase": lambda text: _replaced(text, "lowercase", str.lower),
    "textregistered": lambda text: text.replace("\\textregistered", "&#0174"),
    "markdown": lambda text: _LINK.sub(_linked, text),
}
