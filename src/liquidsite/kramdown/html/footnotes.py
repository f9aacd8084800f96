"""The list of footnotes, with links back to the text."""

from __future__ import annotations

from liquidsite.kramdown.element import Element
from liquidsite.kramdown.entities import entity
from liquidsite.kramdown.escape import escape_text
from liquidsite.kramdown.html.block import indented_block
from liquidsite.kramdown.html.converter import Converter, FootnoteUse

_NBSP = entity("nbsp")


def html(converter: Converter) -> str:
    """Return the footnotes in the order of first use; one may use others, which follow."""
    items: list[str] = []
    while len(items) < len(converter.footnote_names):
        name = converter.footnote_names[len(items)]
        items.append(_item(converter, name, converter.footnotes[name]))
    if not items:
        return ""
    start = converter.options.footnote_nr
    attr = {} if start == 1 else {"start": str(start)}
    body = indented_block("ol", attr, "".join(items), 2)
    return indented_block("div", {"class": "footnotes", "role": "doc-endnotes"}, body, 0)


def _item(converter: Converter, name: str, use: FootnoteUse) -> str:
    item = use.content.copy()
    item.type = "li"
    item.attr = {"id": f"fn:{name}"}
    if not converter.options.footnote_links_have_role:
        item.attr["role"] = "doc-endnote"
    if converter.options.footnote_backlink:
        _add_backlinks(converter, item, name, use.repeats)
    return converter.convert(item, 4)


def _add_backlinks(converter: Converter, item: Element, name: str, repeats: int) -> None:
    paragraph, space = _place(converter, item), converter.entity(_NBSP)
    if paragraph is None:
        paragraph, first_space = Element("p"), ""
        item.children.append(paragraph)
    else:
        first_space = space
    text = escape_text(converter.options.footnote_backlink)
    paragraph.children.append(_backlink(first_space, name, text))
    for index in range(1, repeats + 1):
        repeat = f"{text}<sup>{index + 1}</sup>"
        paragraph.children.append(_backlink(space, f"{name}:{index}", repeat))


def _place(converter: Converter, item: Element) -> Element | None:
    """Return the last paragraph or header, to which the link back is added."""
    last = _last(item)
    if last is None or (last.type != "p" and not converter.options.footnote_backlink_inline):
        return None
    while last is not None and last.type not in ("p", "header"):
        last = _last(last)
    return last


def _last(element: Element) -> Element | None:
    last = element.children[-1] if element.children else None
    return None if isinstance(last, str) else last


def _backlink(space: str, name: str, text: str) -> Element:
    link = f'<a href="#fnref:{name}" class="reversefootnote" role="doc-backlink">{text}</a>'
    return Element("raw", f"{space}{link}")
