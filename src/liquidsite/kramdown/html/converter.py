"""The walk over the finished tree that writes HTML as kramdown spells it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from liquidsite.kramdown.checkpoint import checkpoint
from liquidsite.kramdown.document import Document
from liquidsite.kramdown.element import Element
from liquidsite.kramdown.entities import Entity, entity
from liquidsite.kramdown.escape import escape_attribute, escape_text

Handler = Callable[["Converter", Element, int], str]
_ESCAPED = frozenset('<>&"')
_QUOTES = ("lsquo", "rsquo", "ldquo", "rdquo")


class Converter:
    """Writes each element by its type's handler; `stack` holds the elements around it."""

    def __init__(self, doc: Document, handlers: Mapping[str, Handler]) -> None:
        self.doc = doc
        self.options = doc.options
        self.handlers = handlers
        self.stack: list[Element] = []
        self.used_ids: dict[str, int] = {}
        self.toc: list[tuple[int, str, list[Element | str]]] = []
        self.toc_list: Element | None = None
        self.toc_mark: str | None = None
        self.footnotes_mark: str | None = None
        self.footnotes: dict[str, FootnoteUse] = {}
        self.footnote_names: list[str] = []
        self.data: dict[str, Any] = {}
        self.text = _cjk_text if self.options.remove_line_breaks_for_cjk else escape_text
        self.quotes = {
            name: self.entity(entity(wanted))
            for name, wanted in zip(_QUOTES, self.options.smart_quotes, strict=True)
        }

    def convert(self, element: Element, indent: int) -> str:
        return self.handlers[element.type](self, element, indent)

    def inner(self, element: Element, indent: int) -> str:
        """Return the content of `element`, which is itself indented by `indent`."""
        children = element.children
        if len(children) == 1 and isinstance(children[0], str):
            return self.text(children[0])
        checkpoint()
        indent += 2
        handlers, text = self.handlers, self.text
        self.stack.append(element)
        html = "".join(
            [
                text(child) if isinstance(child, str) else handlers[child.type](self, child, indent)
                for child in children
            ]
        )
        self.stack.pop()
        return html

    def entity(self, found: Entity | None, original: str | None = None) -> str:
        """Return an entity in the form that `entity_output` asks for."""
        if found is None:
            return original or ""
        output, char = self.options.entity_output, found.char
        if output == "as_char" and char is not None and self._may_write(char):
            return char
        if output in ("as_input", "as_char") and original:
            return original
        if found.name is not None and (output == "symbolic" or char in _ESCAPED):
            return f"&{found.name};"
        return f"&#{found.code_point};"

    def _may_write(self, char: str) -> bool:
        """Return whether `char` is written as it is, where entities are to be characters."""
        is_plain = char == '"' or char not in _ESCAPED
        return is_plain and (char.isascii() or not self.doc.ascii_only)


class FootnoteUse:
    """A footnote that the text refers to: its number, and how often it is referred to again."""

    __slots__ = ("content", "number", "repeats")

    def __init__(self, content: Element, number: int) -> None:
        self.content = content
        self.number = number
        self.repeats = 0


def attributes(attr: Mapping[str, str]) -> str:
    """Return the attributes of a tag, each with a space before it; an empty id is left out."""
    text = ""
    for key, value in attr.items():
        if key != "id" or value.strip():
            text += f' {key}="{escape_attribute(value)}"'
    return text


def _cjk_text(text: str) -> str:
    from liquidsite.kramdown.html.cjk import join_lines

    return join_lines(escape_text(text))
