"""Styles and locales as trees of elements, without namespaces and comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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


def parse(text: bytes, shown: str) -> Node:
    """Return the root of an XML file. Raises PluginError, which names the file as `shown`."""
    try:
        return _node(ElementTree.fromstring(text), None)
    except ElementTree.ParseError as error:
        raise PluginError(f"The style cannot be read: {error}", path=shown) from None


def _node(element: ElementTree.Element, parent: Node | None) -> Node:
    attributes = {_local(name): value for name, value in element.attrib.items()}
    node = Node(_local(element.tag), attributes, element.text or "", parent=parent)
    node.children = [_node(child, node) for child in element if isinstance(child.tag, str)]
    return node


def _local(name: str) -> str:
    return name.rpartition("}")[2]
