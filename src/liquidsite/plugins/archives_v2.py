"""jekyll-archives-v2: pages for the years, months, days and lists of any collection.

Source of the settings: the documentation of jekyll-archives-v2, "Configuration".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from liquidsite import urls
from liquidsite.config import deep_merge
from liquidsite.errors import Notice
from liquidsite.model import Document, Page, Site
from liquidsite.plugin import Plugin
from liquidsite.plugins import generated
from liquidsite.plugins.archives import archive_page
from liquidsite.ruby.values import inspect
from liquidsite.source.reader import Reader

DEFAULTS: Mapping[str, Any] = {
    "layout": "archive",
    "enabled": [],
    "permalinks": {
        "year": "/:collection/:year/",
        "month": "/:collection/:year/:month/",
        "day": "/:collection/:year/:month/:day/",
        "tags": "/:collection/:type/:name/",
    },
}
_OTHER_PERMALINK = "/:collection/:type/:name/"
_DATED = {"year": "%Y", "month": "%m", "day": "%d"}
_SAME_IN_PLURAL = ("series", "species", "news")


@dataclass(frozen=True)
class Archive:
    """Documents that belong together, newest first.

    title  the member of a list, when that is a string
    parts  the year, the month and the day, as far as the archive is for these
    """

    collection: str
    type: str
    documents: tuple[Document, ...]
    title: str | None = None
    parts: tuple[str, ...] = ()

    @property
    def date(self) -> date | None:
        numbers = [int(part) for part in self.parts]
        return date(*[*numbers, 1, 1][:3]) if numbers else None

    def placeholders(self, slug_mode: object) -> dict[str, str | None]:
        """Return what its permalink can name."""
        own: dict[str, str | None] = dict(zip(_DATED, self.parts, strict=False))
        if not self.parts:
            mode = str(slug_mode or "default")
            own = {"name": None if self.title is None else urls.slugify(self.title, mode)}
        return {**own, "collection": self.collection, "type": _singular(self.type)}


def add_archives(site: Site) -> Site:
    """Return the archives that the configuration enables, as pages and as `site.archives`."""
    own = site.config.get("jekyll-archives", {})
    if not isinstance(own, Mapping):
        message = f"Expected a hash but got {inspect(own)}. Archives are not made for this site."
        return replace(site, notices=(*site.notices, Notice("Archives:", message)))
    settings = deep_merge(dict.fromkeys(site.collections, DEFAULTS), own)
    reader = generated.reader(site)
    pages = [
        _page(archive, settings[name], reader)
        for name in settings
        if name in site.collections
        for archive in _archives(site, name, settings[name].get("enabled"))
    ]
    # Two members may have one slug; `site.archives` shows both.
    added = replace(site, pages=(*site.pages, *pages)).with_unique_keys()
    changed = {"jekyll-archives": settings, "archives": added.pages[len(site.pages) :]}
    config = replace(site.config, settings={**site.config.settings, **changed})
    return generated.with_notices(replace(added, config=config), reader)


def _archives(site: Site, collection: str, enabled: object) -> Iterator[Archive]:
    docs = site.collections[collection].docs
    if enabled is True or enabled == "all":
        names = dict.fromkeys(name for doc in docs for name in doc.data)
        lists = [name for name in names if any(isinstance(d.data.get(name), list) for d in docs)]
        wanted = [*_DATED, *lists]
    else:
        wanted = [str(name) for name in enabled] if isinstance(enabled, list) else []
    dated = [name for name in wanted if name in _DATED]
    if dated:
        yield from _by_date(site, collection, docs, dated)
    for name in wanted:
        if name not in _DATED:
            for title, members in _by_member(docs, name).items():
                shown = title if isinstance(title, str) else None
                yield Archive(collection, name, members[::-1], shown)


def _by_member(docs: Sequence[Document], name: str) -> dict[Any, tuple[Document, ...]]:
    groups: dict[Any, tuple[Document, ...]] = {}
    for doc in docs:
        values = doc.data.get(name)
        for value in values if isinstance(values, list) else ():
            key = value if isinstance(value, str) else inspect(value)
            groups[key] = (*groups.get(key, ()), doc)
    return groups


def _by_date(
    site: Site, collection: str, docs: Sequence[Document], wanted: Sequence[str]
) -> Iterator[Archive]:
    """Yield years, each followed by its months and their days."""

    def grouped(members: Sequence[Document], kind: str) -> Iterator[tuple[str, list[Document]]]:
        groups: dict[str, list[Document]] = {}
        for doc in members:
            part = (doc.date or site.time).strftime(_DATED[kind])
            groups.setdefault(part, []).append(doc)
        yield from groups.items()

    for year, oldest_first in grouped(docs, "year"):
        in_year = oldest_first[::-1]
        if "year" in wanted:
            yield Archive(collection, "year", tuple(in_year), parts=(year,))
        for month, in_month in grouped(in_year, "month"):
            if "month" in wanted:
                yield Archive(collection, "month", tuple(in_month), parts=(year, month))
            for day, in_day in grouped(in_month, "day") if "day" in wanted else ():
                yield Archive(collection, "day", tuple(in_day), parts=(year, month, day))


def _singular(name: str) -> str:
    if name in _SAME_IN_PLURAL or name.endswith("ss"):
        return name
    if name.endswith("ies"):
        return name.removesuffix("ies") + "y"
    for ending in ("sses", "shes", "ches", "xes"):
        if name.endswith(ending):
            return name.removesuffix("es")
    return name.removesuffix("s")


def _page(archive: Archive, settings: Mapping[str, Any], reader: Reader) -> Page:
    """Return the page of `archive`."""
    permalinks, layouts = settings.get("permalinks") or {}, settings.get("layouts") or {}
    template = str(permalinks.get(archive.type) or _OTHER_PERMALINK)
    url = urls.expand_plain(template, archive.placeholders(settings.get("slug_mode")))
    layout = layouts.get(archive.type) or settings.get("layout")
    members = {"collection_name": archive.collection, "documents": archive.documents}
    return archive_page(archive, members, url, layout, reader)


plugin = Plugin("jekyll-archives-v2", generators=(add_archives,))
