"""Styles and locales as trees of elements, without namespaces and comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.etree import ElementTree

from liquidsite.plugin import PluginError


@dataclass(eq=False)
class Node:
    """One element of a style; `parent` is None at the root."""

    name: str
    attributes: Mapping[str, str]
    text: str = ""
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def child(self, *names: str) -> Node | None:
        """Return the first child with one of these names."""
        return next((child for child in self.children if child.name in names), None)

    def all(self, name: str) -> Iterator[Node]:
        return (child for child in self.children if child.name == name)

    def is_below(self, other: Node) -> bool:
        node = self.parent
        while node is not None and node is not other:
            node = node.parent
        return node is other


def parse(text: bytes, shown: str, warn: Callable[[str], None] | None = None) -> Node:
    """Return the root of an XML file, which messages call `shown`.

    With `warn`, small mistakes in a style are warnings, and the style is read.
    Raises PluginError.
    """
    try:
        return _node(ElementTree.fromstring(text), None)
    except ElementTree.ParseError as error:
        root = _lenient(text) if warn is not None else None
        if warn is None or root is None:
            raise PluginError(f"The style cannot be read: {error}", path=shown) from None
        warn(f"{shown} is not well-formed: {error}")
        return root


def _lenient(text: bytes) -> Node | None:
    """Return the root of a style in which spaces, quotes or end tags are missing; None for none."""
    reader = _Reader()
    reader.feed(text.decode("utf-8", "replace"))
    reader.close()
    style = reader.root.child("style")
    return style if style is not None and style.child("citation") is not None else None


class _Reader(HTMLParser):
    """Reads a style as HTML is read, but no element of HTML's is special."""

    CDATA_CONTENT_ELEMENTS = ()  # type: ignore[misc]
    RCDATA_CONTENT_ELEMENTS = ()  # type: ignore[misc]

    def __init__(self) -> None:
        super().__init__()
        self.root = Node("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        self._open.append(self._open[-1].children[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        parent = self._open[-1]
        above = parent if parent is not self.root else None
        parent.children.append(Node(tag, attributes, parent=above))

    def handle_endtag(self, tag: str) -> None:
        names = [node.name for node in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self._open[-1].text += data


def _node(element: ElementTree.Element, parent: Node | None) -> Node:
    attributes = {_local(name): value for name, value in element.attrib.items()}
    node = Node(_local(element.tag), attributes, element.text or "", parent=parent)
    node.children = [_node(child, node) for child in element if isinstance(child.tag, str)]
    return node


def _local(name: str) -> str:
    return name.rpartition("}")[2]
