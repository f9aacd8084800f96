"""The autopages of jekyll-paginate-v2: a paginated page for each tag, category and collection.

Their template is a layout. What is made of it has no text of its own, and that layout around it;
without pagination, the text of the layout has the layout around it.
Source of the rules: the gem's documentation, README-AUTOPAGES.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from liquidsite import urls
from liquidsite.config import deep_merge
from liquidsite.errors import PluginError
from liquidsite.model import Document, Page, Site
from liquidsite.plugins import generated
from liquidsite.ruby.values import inspect, to_s
from liquidsite.source.reader import Reader

# The folder in which the gem looks, whatever `layouts_dir` says.
_LAYOUTS = "_layouts"
# The attribute of a document with the name of its collection; templates see it, too.
_COLLECTION = "__coll"


@dataclass(frozen=True)
class Kind:
    """One of the three kinds: its key in the settings, and what its pages are made of.

    attribute  the front matter key with the values, a page each
    filter     the setting of a pagination that one value is for
    macro      what permalinks and titles have in the place of the value
    """

    setting: str
    attribute: str
    filter: str
    macro: str
    defaults: Mapping[str, Any]


def _kind(setting: str, attribute: str, filter: str, macro: str, title: str) -> Kind:
    defaults = {
        "layouts": [f"autopage_{'tags' if filter == 'tag' else filter}.html"],
        "title": title,
        "permalink": f"/{filter}/{macro}",
        "enabled": True,
        "slugify": {"mode": "none", "cased": False},
    }
    return Kind(setting, attribute, filter, macro, defaults)


_KINDS = (
    _kind("tags", "tags", "tag", ":tag", "Posts tagged with :tag"),
    _kind("categories", "categories", "category", ":cat", "Posts in category :cat"),
    _kind("collections", _COLLECTION, "collection", ":coll", "Posts in collection :coll"),
)


def add_autopages(site: Site, pagination: Mapping[str, Any]) -> Site:
    """Return the site with the templates of its autopages; `pagination` are the site's settings.

    Raises PluginError for a tag or category that is no text.
    """
    defaults = {"enabled": False, **{kind.setting: kind.defaults for kind in _KINDS}}
    settings = deep_merge(defaults, site.config.get("autopages") or {})
    if not settings["enabled"]:
        return site
    site = generated.with_documents(site, _with_collections(site))
    kinds = [Autopages(site, kind, settings[kind.setting], pagination) for kind in _KINDS]
    pages = [page for kind in kinds for page in kind.pages()]
    return replace(site, pages=(*site.pages, *pages))


def _with_collections(site: Site) -> Iterator[Document]:
    for doc in site.documents:
        is_counted = "pagination" not in doc.data
        data = {**doc.data, _COLLECTION: doc.collection} if is_counted else doc.data
        yield replace(doc, data=data)


@dataclass(frozen=True)
class Autopages:
    """The autopages of one kind, with its `settings` and those of `pagination`."""

    site: Site
    kind: Kind
    settings: Any
    pagination: Mapping[str, Any]

    def pages(self) -> Iterator[Page]:
        if not (isinstance(self.settings, Mapping) and self.settings.get("enabled")):
            return
        reader = generated.reader(self.site)
        for value, shown in self._values().items():
            for layout in self.settings["layouts"]:
                yield self._page(value, shown, str(layout), reader)

    def _values(self) -> dict[str, str]:
        """Map each value of the documents, in lower case, to how the first one spells it."""
        found: dict[str, str] = {}
        for doc in self.site.documents:
            if "pagination" in doc.data:
                continue
            for text in _texts(doc, self.kind.attribute):
                for part in _split(text.strip(), "[;,]"):
                    found.setdefault(part.lower().strip(), part)
        return found

    def _page(self, value: str, shown: str, layout: str, reader: Reader) -> Page:
        """Return the template of the pages for `value`, with the front matter of its layout."""
        name = layout.rpartition("/")[2].removesuffix(urls.extname(layout))
        found = self.site.layouts.get(layout.removesuffix(urls.extname(layout)))
        path = f"{_LAYOUTS}/{layout}"
        if found is not None and found.file != reader.full(path):
            found = None
        data = found.data if found is not None else {}
        own = deep_merge(self.settings, data.get("autopages") or {})
        filters = deep_merge(self.pagination, data.get("pagination") or {})
        permalink = self._with_value(str(own["permalink"]), value)
        page = {
            **data,
            "permalink": permalink,
            "layout": name,
            "title": self._with_value(to_s(own["title"]), value),
            "pagination": {**filters, self.kind.filter: value},
            "autopage": {"layout_path": path, "display_name": shown},
        }
        template = generated.page(reader, "index.html", found.content if found else "", page)
        url = f"{permalink.rstrip('/')}/index.html"
        return replace(template, url=url, defaults=reader.defaults.all(path, "pages"))

    def _with_value(self, text: str, value: str) -> str:
        how = self.settings.get("slugify") or {}
        mode, cased = to_s(how.get("mode") or "default"), bool(how.get("cased"))
        return text.replace(self.kind.macro, urls.slugify(value, mode, cased), 1)


def _texts(doc: Document, attribute: str) -> Iterator[str]:
    """Yield the values of a document's tags, categories or collection. Raises PluginError."""
    value = doc.data.get(attribute)
    for item in _split(value, r"[;,\s]") if isinstance(value, str) else value or ():
        if not isinstance(item, str):
            message = (
                f"autopages cannot be made for {inspect(item)} in {attribute}: put it in quotes"
            )
            raise PluginError(message, path=doc.path)
        yield item


def _split(text: str, separator: str) -> Iterator[str]:
    """Split as Ruby does, which gives no empty texts at the end."""
    parts = re.split(separator, text)
    while parts and not parts[-1]:
        parts.pop()
    yield from parts
