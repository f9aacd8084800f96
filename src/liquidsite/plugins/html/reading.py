"""HTML → tree."""

from __future__ import annotations

import re
from html.entities import name2codepoint

from liquidsite.plugins.html.elements import EMPTY, ENDED_BY, RAW, priority
from liquidsite.plugins.html.tree import Comment, Element, Instruction, Node, Text

_NAME = r"[A-Za-z_:][A-Za-z0-9_:.-]*+"
# Quotes count after an equals sign only; what the text ends in is a tag too.
_TAG = re.compile(
    r"<!(?i:doctype)[^>]*+(?:>|\Z)"
    rf"|</(?P<end>{_NAME})[^>]*+(?:>|\Z)"
    rf"|<(?P<start>{_NAME})(?P<attributes>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?)*+)(?:>|\Z)"
)
_ATTRIBUTE = re.compile(
    rf"(?P<name>{_NAME})(?P<is>\s*+=\s*+"
    r"(?:\"(?P<double>[^\"]*+)\"?|'(?P<single>[^']*+)'?|(?P<bare>[^\s>]++))?)?|\S++"
)
_END_OF_COMMENT = re.compile("--!?>")
_TARGET = re.compile(_NAME)
_SPACE = " \t\r\n"
# Elements deeper than this stand beside each other; libxml2 has such a limit too.
_DEEPEST = 250
_ENTITIES = {**name2codepoint, "apos": 39}
# Start tags that have no place in a fragment.
_MISPLACED = frozenset(["html", "head", "body"])
_REFERENCE = re.compile(r"&(?:#[xX](?P<hex>[0-9A-Fa-f]+)|#(?P<decimal>[0-9]+)|(?P<name>\w+));")


def parse(html: str) -> Element:
    """Return the tree of a fragment, under a root without a name."""
    builder = Builder()
    read(builder, html, 0)
    for node in builder.root.children:
        if isinstance(node, Element):
            _set_prefixed_last(node)
    return builder.root


def read(builder: Builder, html: str, at: int) -> None:
    """Read all of `html` from `at` into the tree of `builder`."""
    while (angle := html.find("<", at)) >= 0:
        builder.text(html[at:angle])
        if html.startswith("<!--", angle):
            at = read_comment(builder, html, angle + 4)
        elif html.startswith("<?", angle):
            at = read_instruction(builder, html, angle + 2)
        elif match := _TAG.match(html, angle):
            at = builder.tag(match)
        elif html.startswith("</", angle):
            at = angle + 2  # of an end tag without a name, these characters go
        else:
            builder.lone_angle()
            at = angle + 1
    builder.text(html[at:])
    builder.end_text()


def _set_prefixed_last(element: Element) -> None:
    """Move attributes with a prefix to the end and give each a value.

    Nokogiri sets them again on the outermost elements, as it moves these into their fragment.
    """
    attributes = element.attributes
    for name in [name for name in attributes if ":" in name]:
        attributes[name] = attributes.pop(name) or ""


def read_comment(builder: Builder, html: str, start: int) -> int:
    """Read a comment, and return its end; one that is not closed takes all that follows."""
    end = _END_OF_COMMENT.search(html, start)
    if end is None:
        return len(html)
    builder.add(Comment(html[start : end.start()]))
    return end.end()


def read_instruction(builder: Builder, html: str, start: int) -> int:
    """Take in a processing instruction, of which nothing stays where it has no name or end."""
    target = _TARGET.match(html, start)
    if target is None:
        return start
    end = html.find(">", target.end())
    if end < 0:
        return len(html)
    builder.add(Instruction(target[0], html[target.end() : end].lstrip(_SPACE)))
    return end + 1


class Builder:
    """The tree so far, the elements that are open, outermost first, and the text to come."""

    def __init__(self) -> None:
        self.root = Element("")
        self.open = [self.root]
        self.pieces: list[str] = []

    def text(self, source: str) -> None:
        if source:
            self.pieces.append(source)

    def lone_angle(self) -> None:
        """Take in a `<` that begins no tag."""
        self.text("<")

    def end_text(self) -> None:
        if self.pieces:
            self.open[-1].children.append(Text(decoded("".join(self.pieces))))
            self.pieces = []

    def add(self, node: Node) -> None:
        self.end_text()
        self.open[-1].children.append(node)

    def tag(self, match: re.Match[str]) -> int:
        """Read a tag, and return its end."""
        if match["end"] is not None:
            self.end(_local(match["end"]))
        elif match["start"] is not None and self.takes(name := _local(match["start"])):
            return self._start(name, match)
        return match.end()

    def takes(self, name: str) -> bool:
        """Prepare the place for an element; return whether a start tag has one there."""
        if name in _MISPLACED:
            return False
        self.end_elements(name)
        return True

    def end_elements(self, name: str) -> None:
        """End the elements that a start tag ends."""
        self.end_text()
        while name in ENDED_BY.get(self.open[-1].name, ()):
            self.open.pop()

    def _start(self, name: str, match: re.Match[str]) -> int:
        element = Element(name, _attributes(match["attributes"]))
        self.add(element)
        if name in EMPTY or match["attributes"].endswith("/"):
            return match.end()
        if name in RAW:
            return _read_raw(element, match)
        if len(self.open) < _DEEPEST:
            self.open.append(element)
        return match.end()

    def end(self, name: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].name == name:
                self.end_text()
                del self.open[depth:]
                return
            if priority(self.open[depth].name) > priority(name):
                return


def _local(name: str) -> str:
    """Return a tag's name in lower case, without a prefix."""
    return name.lower().rpartition(":")[2]


def _read_raw(element: Element, match: re.Match[str]) -> int:
    """Return the text of a script or style, up to its end tag, and where that ends."""
    html = match.string
    end = re.compile(rf"</{element.name}[^>]*+>", re.IGNORECASE).search(html, match.end())
    text = html[match.end() : end.start() if end else len(html)]
    if text:
        element.children.append(Text(text, raw=True))
    return end.end() if end else len(html)


def _attributes(source: str) -> dict[str, str | None]:
    """Return the attributes of a tag; of two with one name the first counts."""
    found: dict[str, str | None] = {}
    for match in _ATTRIBUTE.finditer(source):
        if match["name"] is not None:
            values = match.group("double", "single", "bare")
            value = None if match["is"] is None else decoded("".join(filter(None, values)))
            found.setdefault(match["name"].lower(), value)
    return found


def decoded(source: str) -> str:
    """Replace the character references of HTML 4 in `source`."""
    return _REFERENCE.sub(_character, source) if "&" in source else source


def _character(match: re.Match[str]) -> str:
    if match["name"] is not None:
        code = _ENTITIES.get(match["name"])
        return match[0] if code is None else chr(code)
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    return chr(code) if 0 < code < 0x110000 else ""
