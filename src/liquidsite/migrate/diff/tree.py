"""HTML and XML → a tree whose nodes know by a number whether they are equal.

Tolerant: what a browser would fix is fixed in the same way in both versions of a page. White space
counts where a browser shows it: in `pre`, and between words and inline elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

Attributes = tuple[tuple[str, str], ...]

_NAME = r"[A-Za-z_:][^\s/>]*+"
_TAG = re.compile(
    rf"</(?P<end>{_NAME})[^>]*+(?:>|\Z)"
    rf"|<(?P<start>{_NAME})(?P<rest>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?)*+)(?:>|\Z)"
    r"|<[!?](?P<other>[^>]*+)(?:>|\Z)"
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s=/>]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"?|'([^']*+)'?|([^\s>]++))?)?"
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WHITE = " \t\r\n\f"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _words("area base br col embed hr img input link meta param source track wbr")
_RAW = frozenset(["script", "style", "textarea", "title"])
CODE = frozenset(["pre", "code"])
_INLINE = _words(
    "a abbr b bdi bdo big cite code data del dfn em font i img input ins kbd label mark q s samp "
    "select small span strike strong sub sup svg time tt u var button math object"
)
_BLOCKS = _words(
    "address article aside blockquote div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr main nav ol p pre section table ul"
)
# Open element → the start tags that end it.
_ENDED_BY = {
    "p": _BLOCKS,
    "li": frozenset(["li"]),
    "dt": frozenset(["dt", "dd"]),
    "dd": frozenset(["dt", "dd"]),
    "option": frozenset(["option", "optgroup"]),
    "tr": frozenset(["tr", "tbody", "tfoot"]),
    "td": frozenset(["td", "th", "tr", "tbody", "tfoot"]),
    "th": frozenset(["td", "th", "tr", "tbody", "tfoot"]),
    "thead": frozenset(["tbody", "tfoot"]),
    "tbody": frozenset(["tbody", "tfoot"]),
    "head": frozenset(["body"]),
}

TEXT, COMMENT, DECLARATION = "#text", "#comment", "#declaration"


class Node:
    """An element, a text, a comment or a declaration.

    strict  equal for equal nodes, with all that is in them
    loose   the same with the spans inside of code left out
    at      where it begins in the source
    """

    __slots__ = ("at", "attributes", "children", "loose", "name", "spans", "strict", "text")

    def __init__(self, name: str, at: int, text: str = "", attributes: Attributes = ()) -> None:
        self.name = name
        self.at = at
        self.text = text
        self.attributes = attributes
        self.children: list[Node] = []
        self.spans = False
        self.strict = self.loose = 0

    @property
    def is_element(self) -> bool:
        return self.name[0] != "#"

    def attribute(self, name: str) -> str:
        return next((value for key, value in self.attributes if key == name), "")

    def seal(self) -> None:
        """Compute the numbers, once all children are there."""
        head = (self.name, self.text, self.attributes)
        self.strict = self.loose = hash((*head, *[child.strict for child in self.children]))
        if any(child.spans for child in self.children):
            self.spans = True
            self.loose = hash((*head, *[child.loose for child in self.children]))

    def seal_code(self) -> None:
        """Seal as `seal` does, for the outermost element of code."""
        self.spans = any(node.name == "span" for node in self.walk())
        if self.spans:
            self.loose = hash(tuple(_flat(self)))

    def walk(self) -> Iterator[Node]:
        """Yield all nodes below, in the order of the text."""
        pending = self.children[::-1]
        while pending:
            node = pending.pop()
            yield node
            pending += reversed(node.children)

    def characters(self) -> str:
        """Return all text within."""
        if self.name == TEXT:
            return self.text
        return "".join(node.text for node in self.walk() if node.name == TEXT)


def _flat(code: Node) -> Iterator[object]:
    """Return the content of code without its spans, and adjacent texts joined."""
    text: list[str] = []
    pending: list[Node | None] = [code]
    while pending:
        node = pending.pop()
        if node is not None and node.name == TEXT:
            text.append(node.text)
            continue
        if node is None or node.name != "span":
            if text:
                yield "".join(text) if code.name == "pre" else _SPACE.sub(" ", "".join(text))
                text = []
            yield "end" if node is None else (node.name, node.text, node.attributes)
        if node is not None:
            if node.name != "span":
                pending.append(None)
            pending += reversed(node.children)


def parse(source: str, *, xml: bool = False) -> Node:
    """Return the tree of a document, under a root without a name."""
    builder = _Builder(xml)
    last_comment, last_cdata = source.rfind("-->"), source.rfind("]]>")
    at = 0
    while (angle := source.find("<", at)) >= 0:
        builder.pieces.append(source[at:angle])
        if source.startswith("<!--", angle) and last_comment >= angle + 4:
            at = source.index("-->", angle + 4) + 3
            builder.leaf(COMMENT, angle, source[angle + 4 : at - 3])
        elif xml and source.startswith("<![CDATA[", angle) and last_cdata >= angle + 9:
            at = source.index("]]>", angle + 9) + 3
            builder.pieces.append(source[angle + 9 : at - 3].replace("&", "&amp;"))
        elif match := _TAG.match(source, angle):
            at = builder.tag(match)
        else:
            builder.pieces.append("<")
            at = angle + 1
    builder.pieces.append(source[at:])
    return builder.end(len(source))


class _Builder:
    """The elements that are open, outermost first, and the text to come."""

    def __init__(self, xml: bool) -> None:
        self.xml = xml
        self.open = [Node("#root", 0)]
        self.names: dict[str, int] = {}
        self.pieces: list[str] = []
        self.code = self.pre = 0
        self.after_inline = False

    def leaf(self, name: str, at: int, text: str) -> None:
        self.flush(at, inline=False)
        node = Node(name, at, _SPACE.sub(" ", text).strip(_WHITE))
        node.seal()
        self.open[-1].children.append(node)

    def flush(self, at: int, *, inline: bool) -> None:
        """Make a node of the text before `at`, where a tag stands that is `inline` or not."""
        source = self.pieces[0] if len(self.pieces) == 1 else "".join(self.pieces)
        self.pieces = []
        if source and (text := self._shown(source, inline)):
            node = Node(TEXT, at - len(source.lstrip(_WHITE)), text)
            node.strict = node.loose = hash((TEXT, text))
            self.open[-1].children.append(node)
        self.after_inline = inline

    def _shown(self, source: str, inline: bool) -> str:
        """Return the text as a browser shows it between what is before and after it."""
        if not self.pre:
            source = _SPACE.sub(" ", source)
            if not self.after_inline or self.xml:
                source = source.lstrip(_WHITE)
            if not inline or self.xml:
                source = source.rstrip(_WHITE)
        return unescape(source) if "&" in source else source

    def tag(self, match: re.Match[str]) -> int:
        """Take in a tag; gives where the text goes on."""
        if (name := match["start"]) is not None:
            return self._start(name if self.xml else name.lower(), match)
        if (name := match["end"]) is not None:
            name = name if self.xml else name.lower()
            self.flush(match.start(), inline=name in _INLINE)
            if self.names.get(name):
                while self._close() != name:
                    pass
        else:
            self.leaf(DECLARATION, match.start(), match["other"].lower())
        return match.end()

    def _start(self, name: str, match: re.Match[str]) -> int:
        self.flush(match.start(), inline=name in _INLINE)
        rest = match["rest"]
        if not self.xml:
            while name in _ENDED_BY.get(self.open[-1].name, ()):
                self._close()
        node = Node(name, match.start(), attributes=attributes_of(rest, self.xml))
        self.open[-1].children.append(node)
        if rest.endswith("/") if self.xml else name in VOID:
            node.seal()
            return match.end()
        if name in _RAW and not self.xml:
            return _read_raw(node, match)
        self.open.append(node)
        self.names[name] = self.names.get(name, 0) + 1
        if not self.xml and name in CODE:
            self.code += 1
            self.pre += name == "pre"
        return match.end()

    def _close(self) -> str:
        node = self.open.pop()
        self.names[node.name] -= 1
        node.seal()
        if not self.xml and node.name in CODE:
            self.code -= 1
            self.pre -= node.name == "pre"
            if not self.code:
                node.seal_code()
        return node.name

    def end(self, at: int) -> Node:
        self.flush(at, inline=False)
        while len(self.open) > 1:
            self._close()
        self.open[0].seal()
        return self.open[0]


def _read_raw(node: Node, match: re.Match[str]) -> int:
    """Return the text of a script or the like, up to its end tag.

    Gives where the markup goes on.
    """
    source, start = match.string, match.end()
    end = _raw_end(node.name).search(source, start)
    stop = end.start() if end else len(source)
    if text := source[start:stop].strip(_WHITE):
        child = Node(TEXT, start, text)
        child.seal()
        node.children.append(child)
    node.seal()
    return end.end() if end else stop


@lru_cache(maxsize=len(_RAW))
def _raw_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\b[^>]*+>", re.IGNORECASE)


@lru_cache(maxsize=8192)
def attributes_of(source: str, xml: bool) -> Attributes:
    """Return the attributes of a tag by name; of two with one name the first counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(source):
        name = match["name"] if xml else match["name"].lower()
        value = match[2] or match[3] or match[4] or ""
        value = _SPACE.sub(" ", unescape(value) if "&" in value else value).strip(" ")
        found.setdefault(name, value)
    return tuple(sorted(found.items()))
