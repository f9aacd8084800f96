"""The tree of an HTML fragment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(eq=False, slots=True)
class Text:
    """Characters; `raw` ones are a script's or a style's, and `Markup` is written as it is."""

    text: str
    raw: bool = False


@dataclass(eq=False, slots=True)
class Comment:
    text: str


@dataclass(eq=False, slots=True)
class Instruction:
    """A processing instruction: `<?target text>`."""

    target: str
    text: str


@dataclass(eq=False, slots=True)
class Element:
    """An element; the root of a fragment has no name. A value of None is an attribute alone."""

    name: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Yield the elements below, in the order of the text."""
        pending = [child for child in reversed(self.children) if isinstance(child, Element)]
        while pending:
            element = pending.pop()
            yield element
            pending += [c for c in reversed(element.children) if isinstance(c, Element)]

    @property
    def text(self) -> str:
        """Return all characters within."""
        pieces = []
        pending: list[Node] = [*reversed(self.children)]
        while pending:
            node = pending.pop()
            if isinstance(node, Text):
                pieces.append(node.text)
            elif isinstance(node, Element):
                pending += reversed(node.children)
        return "".join(pieces)

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()


Node: TypeAlias = Text | Comment | Instruction | Element
