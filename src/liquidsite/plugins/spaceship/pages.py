"""What happens to pages when they have been rendered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from liquidsite.convert.markdown import Markdown
from liquidsite.drops import SiteDrop
from liquidsite.errors import Notice
from liquidsite.model import Document, Renderable
from liquidsite.plugins.spaceship import elements, emoji, formulas, media
from liquidsite.plugins.spaceship.parsed_page import ParsedPage
from liquidsite.plugins.spaceship.settings import SECTION, Settings
from liquidsite.plugins.spaceship.tables import Tables
from liquidsite.plugins.spaceship.tables_in_text import attribute_lists
from liquidsite.plugins.spaceship.texts import is_markdown

_HTML = frozenset([".html", ".xhtml", ".htm"])
_ADDRESS = re.compile(r"(?:https?:)?//\S+\?[a-zA-Z0-9%\-_=.&;]+", re.ASCII)
_REFERENCE = re.compile(r"//\S+\?[a-zA-Z0-9%\-_=.&;]*&\w+;", re.ASCII)
_ITEM = re.compile(r"<li[ >]")
# Processors that read and write every page, and the one that does so in the end.
_WRITING = frozenset(["table", "media", "emoji", "blocks"])

# A page and the settings → the new text; None where there is nothing to do.
_Processor = Callable[[ParsedPage, Mapping[str, Any]], "str | None"]


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
    parsed = ParsedPage(page)
    # Writing a settled text once more does not change it.
    is_settled, is_first = False, True
    for name in (*settings.processors, "blocks"):
        process = processors.get(name)
        changed = process(parsed, settings.of(name)) if process else None
        is_written = changed is None and name in _WRITING and not is_settled
        if is_written:
            changed = str(parsed.document)
        text = parsed.text
        if changed is not None or is_first:
            text = _with_plain_addresses(text if changed is None else changed)
            is_first = False
        if changed is not None:
            is_settled = is_written and (text == parsed.text or _is_settled(text))
        if text != parsed.text:
            parsed = ParsedPage(text)
    return parsed.text


def _with_plain_addresses(page: str) -> str:
    """Write the ampersands of addresses with a query as they are."""
    if "&amp;" not in page:
        return page
    for match in list(_ADDRESS.finditer(page)):
        plain = match[0].replace("&amp;", "&")
        if plain != match[0]:
            page = page.replace(match[0], plain)
    return page


def _is_settled(page: str) -> bool:
    """Return whether a page that has been written from its tree would be written the same again.

    It would not, where it has a list item without an end tag, text in its head, a second `html`,
    or a plain address with what looks like a character reference.
    """
    return (
        len(_ITEM.findall(page)) == page.count("</li>")
        and "&lt;</head>" not in page
        and page.count("<html") < 2
        and not _REFERENCE.search(page)
    )


def _with_tables(page: ParsedPage, item: Renderable, site: SiteDrop) -> str | None:
    if "<table" not in page.text.lower():
        return None
    lists: Mapping[str, str] = {}
    if is_markdown(item):
        site.view.record(("text", item.key))
        lists = attribute_lists(item.source.text())
    for key in ("markdown", "kramdown"):
        site[key]  # the settings that the conversion reads are recorded
    markdown = Markdown(site.view.site.config, _ignore)
    document = page.document
    Tables(lambda text: markdown.convert(text).text, lists).process(document.root)
    return str(document)


def _ignore(notice: Notice) -> None:
    """Say nothing: the pages' own Markdown has had the same warnings."""


def _with_formulas(page: ParsedPage, own: Mapping[str, Any]) -> str | None:
    return str(page.document) if formulas.add_scripts(page.document, own) else None
