"""jekyll-archives: a page for each tag, category, year, month and day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from liquidsite import urls
from liquidsite.config import deep_merge
from liquidsite.errors import ConfigError
from liquidsite.model import Document, Page, Site
from liquidsite.plugin import Plugin
from liquidsite.plugins import generated
from liquidsite.source.defaults import Defaults

DEFAULTS: Mapping[str, Any] = {
    "layout": "archive",
    "enabled": [],
    "permalinks": {
        "year": "/:year/",
        "month": "/:year/:month/",
        "day": "/:year/:month/:day/",
        "tag": "/tag/:name/",
        "category": "/category/:name/",
    },
}

# The parts of a date that each kind of archive is for.
_DATED = {"year": ("%Y",), "month": ("%Y", "%m"), "day": ("%Y", "%m", "%d")}


@dataclass(frozen=True)
class Archive:
    """Posts that belong together, newest first; `title` is None where `date` is not."""

    type: str
    posts: tuple[Document, ...]
    title: str | None = None
    date: date | None = None

    @property
    def placeholders(self) -> dict[str, str | None]:
        if self.date is None:
            return {"name": urls.slugify(str(self.title)), "type": self.type}
        parts = {kind: self.date.strftime(codes[-1]) for kind, codes in _DATED.items()}
        return {**parts, "type": self.type}


def add_archives(site: Site) -> Site:
    """Return the archives that the configuration enables, as pages and as `site.archives`."""
    own = site.config.get("jekyll-archives") or {}
    if not isinstance(own, Mapping):
        raise ConfigError(f"'jekyll-archives' should be set as a hash, but was: {own!r}.")
    settings = deep_merge(DEFAULTS, own)
    defaults = generated.reader(site).defaults
    pages = tuple(_page(archive, settings, defaults) for archive in _archives(site, settings))
    changed = {"jekyll-archives": settings, "archives": pages}
    config = replace(site.config, settings={**site.config.settings, **changed})
    return replace(site, config=config, pages=(*site.pages, *pages))


def _archives(site: Site, settings: Mapping[str, Any]) -> Iterator[Archive]:
    enabled = settings["enabled"]
    everything = enabled is True or enabled == "all"
    names = enabled if isinstance(enabled, list) else []
    for type_, plural in (("tag", "tags"), ("category", "categories")):
        if everything or plural in names:
            for title, posts in site.posts_by(plural).items():
                yield Archive(type_, tuple(posts), title=title)
    wanted = [type_ for type_ in _DATED if everything or type_ in names]
    if wanted:
        yield from _by_date(site.posts, wanted)


def _by_date(posts: Sequence[Document], wanted: Sequence[str]) -> Iterator[Archive]:
    """Yield years, each followed by its months and their days; `posts` are oldest first."""
    for year, oldest_first in _grouped(posts, "%Y"):
        in_year = oldest_first[::-1]
        if "year" in wanted:
            yield Archive("year", in_year, date=date(int(year), 1, 1))
        for month, in_month in _grouped(in_year, "%m"):
            if "month" in wanted:
                yield Archive("month", in_month, date=date(int(year), int(month), 1))
            for day, in_day in _grouped(in_month, "%d") if "day" in wanted else ():
                yield Archive("day", in_day, date=date(int(year), int(month), int(day)))


def _grouped(posts: Sequence[Document], code: str) -> Iterator[tuple[str, tuple[Document, ...]]]:
    groups: dict[str, list[Document]] = {}
    for post in posts:
        assert post.date is not None
        groups.setdefault(post.date.strftime(code), []).append(post)
    for part, members in groups.items():
        yield part, tuple(members)


def _page(archive: Archive, settings: Mapping[str, Any], defaults: Defaults) -> Page:
    layouts = settings.get("layouts") or {}
    template = str(settings["permalinks"][archive.type])
    url = urls.expand_plain(template, archive.placeholders)
    path = urls.unescape_path(url).lstrip("/") + ("index.html" if url.endswith("/") else "")
    data = {
        "layout": layouts.get(archive.type) or settings["layout"],
        "posts": archive.posts,
        "type": archive.type,
        "title": archive.title,
        "date": archive.date,
    }
    own = {key: value for key, value in data.items() if value is not None}
    return Page(path, url, ".html", data=own, defaults=defaults.all(path, archive.type))


plugin = Plugin("jekyll-archives", generators=(add_archives,))
