"""What jekyll-mentions and jemoji have in common: text replaced in the body of finished pages."""

from __future__ import annotations

from collections.abc import Callable, Collection

from liquidsite.model import Document, Renderable
from liquidsite.plugins.html import Element, Node, Text, parse, to_html

_SPACE = " \t\r\n\f\v"


def is_html(item: Renderable) -> bool:
    """Return whether `item` is written, as an HTML page."""
    if isinstance(item, Document) and not item.written:
        return False
    return item.output_ext == ".html" or str(item.front("permalink") or "").endswith("/")


def replaced(
    page: str,
    concerns: Callable[[str], bool],
    replace: Callable[[str], str],
    ignored: Collection[str],
) -> str | None:
    """Replace the texts in the body of `page`, except for those within the elements `ignored`.

    `replace` gets characters and returns HTML. None when the plugin has nothing to do; otherwise
    the body is written from its tree, as in Jekyll.
    """
    start, end = _body(page)
    body = page[start:end]
    if not concerns(body):
        return None
    tree = parse(body)
    _replace(tree, replace, ignored)
    return page[:start] + to_html(tree) + page[end:]


def _body(page: str) -> tuple[int, int]:
    """Return where the inside of the body begins and ends; without a body, of the whole page."""
    tag = page.find("<body")
    if tag < 0:
        return 0, len(page)
    start = page.find(">", tag) + 1
    if not start:
        return 0, 0
    while page[start : start + 1] in _SPACE and start < len(page):
        start += 1
    end = page.find("</body>", start)
    return start, len(page) if end < 0 else end


def _replace(tree: Element, replace: Callable[[str], str], ignored: Collection[str]) -> None:
    pending = [tree]
    while pending:
        element = pending.pop()
        children: list[Node] = []
        for child in element.children:
            if isinstance(child, Element) and child.name not in ignored:
                pending.append(child)
            if isinstance(child, Text) and (html := replace(child.text)) != child.text:
                children += parse(html).children
            else:
                children.append(child)
        element.children = children
