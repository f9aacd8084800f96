"""What happens to pages when they have been rendered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from liquidsite.convert.markdown import Markdown
from liquidsite.drops import SiteDrop
from liquidsite.errors import Notice
from liquidsite.model import Document, Renderable
from liquidsite.plugins.html.document import parse_document
from liquidsite.plugins.spaceship import elements, emoji, formulas, media
from liquidsite.plugins.spaceship.settings import SECTION, Settings
from liquidsite.plugins.spaceship.tables import Tables
from liquidsite.plugins.spaceship.tables_in_text import attribute_lists
from liquidsite.plugins.spaceship.texts import is_markdown

_HTML = frozenset([".html", ".xhtml", ".htm"])
_ADDRESS = re.compile(r"(?:https?:)?//\S+\?[a-zA-Z0-9%\-_=.&;]+", re.ASCII)
# Processors that read and write every page, and the one that does so in the end.
_WRITING = frozenset(["table", "media", "emoji", "blocks"])

# The text of a page and the settings → the new text; None where there is nothing to do.
_Processor = Callable[[str, Mapping[str, Any]], "str | None"]


def process_page(page: str, item: Renderable, site: SiteDrop) -> str | None:
    """Return `page` as the processors leave it; None for what is no HTML."""
    if item.output_ext not in _HTML or (isinstance(item, Document) and not item.written):
        return None
    settings = Settings(site[SECTION])
    processors: Mapping[str, _Processor] = {
        "table": lambda text, own: _with_tables(text, item, site),
        "mathjax": _with_formulas,
        "media": media.replaced,
        "emoji": emoji.replaced,
        "element": elements.replaced,
    }
    # A text that its own writing leaves as it is needs no further one.
    is_settled = False
    for name in (*settings.processors, "blocks"):
        process = processors.get(name)
        changed = process(page, settings.of(name)) if process else None
        if changed is None and name in _WRITING and not is_settled:
            changed = str(parse_document(page))
            is_settled = changed == page
        elif changed is not None:
            is_settled = False
        page = _with_plain_addresses(page if changed is None else changed)
    return page


def _with_plain_addresses(page: str) -> str:
    """Write the ampersands of addresses with a query as they are."""
    for match in list(_ADDRESS.finditer(page)):
        plain = match[0].replace("&amp;", "&")
        if plain != match[0]:
            page = page.replace(match[0], plain)
    return page


def _with_tables(page: str, item: Renderable, site: SiteDrop) -> str | None:
    if "<table" not in page.lower():
        return None
    lists: Mapping[str, str] = {}
    if is_markdown(item):
        site.view.record(("text", item.key))
        lists = attribute_lists(item.source.text())
    for key in ("markdown", "kramdown"):
        site[key]
    markdown = Markdown(site.view.site.config, _ignore)
    document = parse_document(page)
    Tables(lambda text: markdown.convert(text).text, lists).process(document.root)
    return str(document)


def _ignore(notice: Notice) -> None:
    """Say nothing: the pages' own Markdown has had the same warnings."""


def _with_formulas(page: str, own: Mapping[str, Any]) -> str | None:
    document = parse_document(page)
    return str(document) if formulas.add_scripts(document, own) else None
