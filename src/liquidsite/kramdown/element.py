"""The element tree that the parser builds and the HTML converter walks.

Text inside a span container is a plain `str` among the children; everything else is an `Element`.
"""

from __future__ import annotations

from typing import Any

from liquidsite.kramdown.attributes import AttributeList


class Element:
    """One node, typed by kramdown's element names ("p", "header", "html_element", …).

    `value`   what the type needs: a code block's code, an HTML element's name, an entity.
    `raw`     text that the span parser has still to read; it becomes `children`.
    `ial`     the attribute list written for the element; `attr` already includes span lists.
    `line`    where the element starts in the source, from 1; 0 when nothing asks for it.
    `options` what only some types have: level, raw_text, alignment, content_model, …
    """

    __slots__ = (
        "attr",
        "category",
        "children",
        "ial",
        "line",
        "options",
        "raw",
        "transparent",
        "type",
        "value",
    )

    def __init__(
        self,
        type: str,
        value: Any = None,
        attr: dict[str, str] | None = None,
        *,
        raw: str | None = None,
        line: int = 0,
    ) -> None:
        self.type = type
        self.value = value
        self.attr: dict[str, str] = {} if attr is None else attr
        self.children: list[Element | str] = []
        self.raw = raw
        self.line = line
        self.ial: AttributeList | None = None
        self.options: dict[str, Any] = {}
        self.category: str | None = None
        self.transparent = False

    def is_block(self) -> bool:
        return (CATEGORY.get(self.type) or self.category) == "block"

    def copy(self) -> Element:
        """Return a deep copy of the tree below.

        Attribute lists are shared, they no longer change.
        """
        copy = Element(self.type, self.value, dict(self.attr), raw=self.raw, line=self.line)
        copy.children = [c if isinstance(c, str) else c.copy() for c in self.children]
        copy.ial, copy.options = self.ial, dict(self.options)
        copy.category, copy.transparent = self.category, self.transparent
        return copy


CATEGORY = dict.fromkeys(
    ("blank", "p", "header", "blockquote", "codeblock", "ul", "ol", "li", "dl", "dt", "dd",
     "table", "td", "hr"),
    "block",
) | dict.fromkeys(
    ("a", "br", "img", "codespan", "footnote", "em", "strong", "entity", "typographic_sym",
     "smart_quote", "abbreviation"),
    "span",
)  # fmt: skip


def merge_text(children: list[Element | str]) -> list[Element | str]:
    """Join neighbouring strings: an entity or an abbreviation may span several pieces."""
    merged: list[Element | str] = []
    pieces: list[str] = []
    for child in children:
        if isinstance(child, str):
            pieces.append(child)
            continue
        if pieces:
            merged.append("".join(pieces))
            pieces = []
        merged.append(child)
    if pieces:
        merged.append("".join(pieces))
    return merged
