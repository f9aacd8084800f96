"""HTML → tree."""

from __future__ import annotations

import re
from html.entities import name2codepoint

from liquidsite.plugins.html.elements import EMPTY, ENDED_BY, RAW, priority
from liquidsite.plugins.html.tree import Comment, Element, Text

_NAME = r"[A-Za-z_:][A-Za-z0-9_:.-]*+"
_TAG = re.compile(
    rf"<!--(?P<comment>.*?)-->"
    rf"|</(?P<end>{_NAME})[^>]*+>"
    rf"|<(?P<start>{_NAME})(?P<attributes>(?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    rf"(?P<name>{_NAME})(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'"
    r"|(?P<bare>[^\s>\"']++)))?"
)
_ENTITIES = {**name2codepoint, "apos": 39}
# Start tags that have no place in a fragment.
_MISPLACED = frozenset(["html", "head", "body"])
_REFERENCE = re.compile(r"&(?:#[xX](?P<hex>[0-9A-Fa-f]+)|#(?P<decimal>[0-9]+)|(?P<name>\w+));")


def parse(html: str) -> Element:
    """The tree of a fragment, under a root without a name."""
    builder = _Builder()
    at = 0
    while (angle := html.find("<", at)) >= 0:
        builder.text(html[at:angle])
        match = _TAG.match(html, angle)
        if match is None:
            builder.text("<")
            at = angle + 1
        else:
            at = builder.tag(match)
    builder.text(html[at:])
    return builder.root


class _Builder:
    """The tree so far, and the elements that are open, outermost first."""

    def __init__(self) -> None:
        self.root = Element("")
        self.open = [self.root]

    def text(self, source: str) -> None:
        if not source:
            return
        siblings = self.open[-1].children
        text = decoded(source)
        if siblings and isinstance(siblings[-1], Text):
            siblings[-1].text += text
        else:
            siblings.append(Text(text))

    def tag(self, match: re.Match[str]) -> int:
        """Take in a tag or comment; gives where the text goes on."""
        if match["comment"] is not None:
            self.open[-1].children.append(Comment(match["comment"]))
        elif match["end"] is not None:
            self._end(_local(match["end"]))
        elif (name := _local(match["start"])) not in _MISPLACED:
            return self._start(name, match)
        return match.end()

    def _start(self, name: str, match: re.Match[str]) -> int:
        while name in ENDED_BY.get(self.open[-1].name, ()):
            self.open.pop()
        element = Element(name, _attributes(match["attributes"]))
        self.open[-1].children.append(element)
        if name in EMPTY or match["attributes"].endswith("/"):
            return match.end()
        if name in RAW:
            return _read_raw(element, match)
        self.open.append(element)
        return match.end()

    def _end(self, name: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].name == name:
                del self.open[depth:]
                return
            if priority(self.open[depth].name) > priority(name):
                return


def _local(name: str) -> str:
    """A tag's name in lower case, without a prefix."""
    return name.lower().rpartition(":")[2]


def _read_raw(element: Element, match: re.Match[str]) -> int:
    """The text of a script or style, up to its end tag; gives where the text goes on."""
    html = match.string
    end = re.compile(rf"</{element.name}[^>]*+>", re.IGNORECASE).search(html, match.end())
    text = html[match.end() : end.start() if end else len(html)]
    if text:
        element.children.append(Text(text, raw=True))
    return end.end() if end else len(html)


def _attributes(source: str) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for match in _ATTRIBUTE.finditer(source):
        value = next((v for v in (match["double"], match["single"], match["bare"]) if v), None)
        if value is None and "=" in match[0]:
            value = ""
        found.setdefault(match["name"].lower(), value if value is None else decoded(value))
    return found


def decoded(source: str) -> str:
    """`source` with the references to characters that HTML 4 knows replaced."""
    return _REFERENCE.sub(_character, source) if "&" in source else source


def _character(match: re.Match[str]) -> str:
    if match["name"] is not None:
        code = _ENTITIES.get(match["name"])
        return match[0] if code is None else chr(code)
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    return chr(code) if 0 < code < 0x110000 else ""
