"""jekyll-titles-from-headings: a Markdown file without a title has that of its first heading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from liquidsite.model import Document, Renderable, Site, Text
from liquidsite.plugin import LOWEST, Plugin
from liquidsite.plugins import generated

if TYPE_CHECKING:
    from liquidsite.convert import Converters

_SPACE = r"[ \t\r\n\f\v]"
_HEADING = re.compile(
    rf"{_SPACE}*+(?:#{{1,3}}{_SPACE}++(.*)|(.*)\r?\n[-=]+{_SPACE}*)$",
    re.MULTILINE,
)
# A rule right after empty lines underlines the last of them.
_EMPTY = re.compile(rf"{_SPACE}*()()\n[-=]+{_SPACE}*$", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^[^\]]*\]")
_STRIPPED = " \t\r\n\f\v\0"


def add_titles(site: Site) -> Site:
    """Return the pages, and with the option `collections` the documents, with their titles."""
    settings = site.config.get("titles_from_headings")
    settings = settings if isinstance(settings, Mapping) else {}
    if settings.get("enabled") is False:
        return site
    titles = _Titles(site, settings)
    site = replace(site, pages=tuple(titles.titled(page) for page in site.pages))
    if settings.get("collections") is not True:
        return site
    documents = [titles.titled(doc) if doc.written else doc for doc in site.documents]
    site = generated.with_documents(site, documents)
    return generated.with_notices(site, titles.reader)


@dataclass
class _Titles:
    site: Site
    settings: Mapping[str, Any]

    def __post_init__(self) -> None:
        self.reader = generated.reader(self.site)

    @cached_property
    def converters(self) -> Converters:
        from liquidsite.convert import Converters

        return Converters.of(self.site.config)

    def titled(self, item: Any) -> Any:
        """Return `item` with the title of its heading, which is removed if so configured."""
        if not generated.is_markdown(self.site, item.ext) or self._has_title(item):
            return item
        text = item.source.text()
        match = _HEADING.match(text) or _EMPTY.match(text)
        title = self._plain(match[1] or match[2]) if match else item.front("title")
        item = replace(item, data={**item.data, "title": title})
        return self._stripped(item, match) if self._strips(item) else item

    def _has_title(self, item: Renderable) -> bool:
        """Return whether a page has a title; that of a document may only come from its name."""
        return not isinstance(item, Document) and item.front("title") is not None

    def _plain(self, heading: str) -> str:
        # Imported here because sites whose pages have titles do without.
        from liquidsite.liquid.filters.escaping import strip_html
        from liquidsite.liquid.filters.text import normalize_whitespace

        html = self.converters.named("markdown", heading)
        return _FOOTNOTE.sub("", str(normalize_whitespace(strip_html(html))))

    def _strips(self, item: Renderable) -> bool:
        if "strip_title" in item.data:
            return item.data["strip_title"] is True
        return self.settings.get("strip_title") is True

    def _stripped(self, item: Any, match: re.Match[str] | None) -> Any:
        content = item.source.text()[match.end() if match else 0 :].strip(_STRIPPED)
        if item.collection == "posts":
            return generated.with_content(item, content, self.reader)
        return replace(item, source=Text(content))


plugin = Plugin("jekyll-titles-from-headings", generators=(add_titles,), priority=LOWEST)
