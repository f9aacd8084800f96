"""Two versions of one file: how equal they are, and what differs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from liquidsite.migrate.diff.align import align
from liquidsite.migrate.diff.change import Change, around, shortened
from liquidsite.migrate.diff.changes import changes, name_of_link
from liquidsite.migrate.diff.stylesheet import compare_sheets
from liquidsite.migrate.diff.tree import Node, parse

MARKUP = frozenset([".html", ".htm", ".xhtml", ".xml", ".svg", ".atom", ".rss"])
XML = frozenset([".xhtml", ".xml", ".svg", ".atom", ".rss"])
# Where white space says nothing, or next to nothing.
SPACED = frozenset([".json", ".js", ".txt", ".webmanifest"])
_SPACE = re.compile(rb"\s+")
_NUMBER = re.compile(r"\d+")
# A link that is a value by itself, not within a longer text.
_QUOTED_LINK = re.compile(r"""[:,\[]\s*+["']((?:https?:/)?/[^"'\s]*+)["']""")

Located = tuple[Change, int, int]
Verdict = tuple[str, list[Located]]


def judge(name: str, old: bytes, new: bytes, pages: tuple[Node, Node] | None = None) -> Verdict:
    """Return same, dom, code or differs, with the changes of the latter two and their lines.

    `pages` are the trees of both files, where they were parsed already.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if old == new:
        return "same", []
    try:
        one, other = old.decode(), new.decode()
    except UnicodeDecodeError:
        return "differs", [(_bytes(old, new), 0, 0)]
    if suffix in MARKUP:
        return _markup(one, other, pages or trees(name, one, other))
    if suffix == ".map":
        return "dom", [(Change("map", "", (), ()), 0, 0)]
    if suffix == ".css" and old.strip() and new.strip():
        return _stylesheet(one, other)
    if suffix in SPACED and _SPACE.sub(b"", old) == _SPACE.sub(b"", new):
        return "dom", []
    return "differs", list(_lines(one, other))


def trees(name: str, old: str, new: str) -> tuple[Node, Node]:
    xml = PurePosixPath(name).suffix.lower() in XML
    return parse(old, xml=xml), parse(new, xml=xml)


def _markup(old: str, new: str, pages: tuple[Node, Node]) -> Verdict:
    before, after = pages
    if before.strict == after.strict:
        return "dom", []
    found = list(changes(before, after))
    lines = _Lines(old), _Lines(new)
    located = [(c, lines[0].of(c.at[0]), lines[1].of(c.at[1])) for c in found]
    state = "code" if before.loose == after.loose else "differs"
    # Code in the text of a feed, and the rules of a `style` element, are compared by themselves.
    if (kinds := {change.kind for change in found}) <= {"code", "notation"}:
        state = "code" if "code" in kinds else "dom"
    return state, located


def _stylesheet(old: str, new: str) -> Verdict:
    if found := compare_sheets(old, new):
        return "differs", found
    same = _SPACE.sub(b"", old.encode()) == _SPACE.sub(b"", new.encode())
    return "dom", [] if same else [(Change("notation", "", (), ()), 1, 1)]


class _Lines:
    """The lines of a text by offset."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def of(self, offset: int) -> int:
        return bisect_right(self.starts, offset)


def _bytes(old: bytes, new: bytes) -> Change:
    return Change("bytes", "", (f"{len(old)} bytes",), (f"{len(new)} bytes",))


def _lines(old: str, new: str) -> Iterator[Located]:
    """Yield the lines that differ, those that follow each other as one change."""
    if not old.strip() or not new.strip():
        both = (text.split("\n") if text.strip() else [] for text in (old, new))
        yield _line_change(*both), 1, 1
        return
    if (order := _reordered(old, new)) is not None:
        yield order, 1, 1
        return
    removed: list[str] = []
    added: list[str] = []
    at_old = at_new = 0
    start = (0, 0)
    for one, other in align(old.split("\n"), new.split("\n"), str):
        if one == other:
            if removed or added:
                yield (_line_change(removed, added), *start)
                removed, added = [], []
        elif not (removed or added):
            start = at_old + 1, at_new + 1
        if one != other and one is not None:
            removed.append(one)
        if one != other and other is not None:
            added.append(other)
        at_old += one is not None
        at_new += other is not None
    if removed or added:
        yield (_line_change(removed, added), *start)


def _reordered(old: str, new: str) -> Change | None:
    """Return that lines change places, where both have the same ones but for their numbers.

    The name is that of the pages that these lines have the URLs of, where all have one.
    """
    lines = [_NUMBER.sub("0", text).split("\n") for text in (old, new)]
    if Counter(lines[0]) != Counter(lines[1]):
        return None
    pairs = zip(old.split("\n"), new.split("\n"), *lines, strict=True)
    moved = [pair[:2] for pair in pairs if pair[2] != pair[3]]
    if not moved:
        return None
    before, after = ([pair[side][:160] for pair in moved] for side in (0, 1))
    names = {name_of_link(link) for line, _ in moved for link in _QUOTED_LINK.findall(line)}
    name = names.pop() if len(names) == 1 else ""
    return Change("order", "", shortened(before), shortened(after), (0, 0), (), name)


def _line_change(removed: list[str], added: list[str]) -> Change:
    pairs = [around(one, other) for one, other in zip(removed, added, strict=False)]
    old = [*(pair[0] for pair in pairs), *(line[:160] for line in removed[len(pairs) :])]
    new = [*(pair[1] for pair in pairs), *(line[:160] for line in added[len(pairs) :])]
    return Change(
        "line",
        "",
        shortened(old),
        shortened(new),
        varying=(("\n".join(removed), "\n".join(added)),),
    )
