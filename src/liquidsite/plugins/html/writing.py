"""Tree → HTML."""

from __future__ import annotations

from urllib.parse import quote

from liquidsite.plugins.html.elements import BLOCKS, BOOLEAN, EMPTY
from liquidsite.plugins.html.tree import Comment, Element, Instruction, Node, Text

_ADDRESSES = frozenset(["href", "action", "src"])
_KEPT_IN_ADDRESSES = "!~*'()@/:=?;#%&,+"


def to_html(root: Element) -> str:
    """Return the nodes of a fragment, each written for itself."""
    out: list[str] = []
    for node in root.children:
        _write(node, out)
    return "".join(out)


def _write(node: Node, out: list[str]) -> None:
    if isinstance(node, Text):
        out.append(node.text if node.raw else escaped(node.text))
    elif isinstance(node, Comment):
        out.append(f"<!--{node.text}-->")
    elif isinstance(node, Instruction):
        out.append(f"<?{node.target}{node.text and f' {node.text}'}>")
    else:
        _write_element(node, out)


def _write_element(element: Element, out: list[str]) -> None:
    out.append(f"<{element.name}{''.join(map(_attribute, *_items(element)))}>")
    children = element.children
    if element.name in EMPTY or (element.name == "li" and not children):
        return
    spaced = element.name in BLOCKS and element.name[0] != "p" and len(children) > 1
    if spaced and not isinstance(children[0], Text):
        out.append("\n")
    for place, child in enumerate(children):
        _write(child, out)
        if place + 1 < len(children) and _parted(child, children[place + 1], element):
            out.append("\n")
    if spaced and not isinstance(children[-1], Text):
        out.append("\n")
    out.append(f"</{element.name}>")


def _parted(node: Node, following: Node, parent: Element) -> bool:
    """Return whether a line end stands between two siblings."""
    return (
        isinstance(node, Element)
        and node.name in BLOCKS
        and not isinstance(following, Text)
        and parent.name[0] != "p"
    )


def _items(element: Element) -> tuple[list[str], list[str | None], list[str]]:
    names = list(element.attributes)
    return names, list(element.attributes.values()), [element.name] * len(names)


def _attribute(name: str, value: str | None, element: str) -> str:
    if value is None or name in BOOLEAN:
        return f" {name}"
    text = escaped(value)
    if name in _ADDRESSES or (name == "name" and element == "a"):
        text = quote(text.lstrip(" \t\r\n"), _KEPT_IN_ADDRESSES)
    if '"' not in text:
        return f' {name}="{text}"'
    if "'" not in text:
        return f" {name}='{text}'"
    return ' {}="{}"'.format(name, text.replace('"', "&quot;"))


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
