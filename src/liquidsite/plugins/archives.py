"""jekyll-archives: a page for each tag, category, year, month and day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from liquidsite import urls
from liquidsite.config import deep_merge
from liquidsite.errors import Notice
from liquidsite.model import Document, Page, Site
from liquidsite.plugin import Plugin
from liquidsite.plugins import generated
from liquidsite.ruby.values import inspect
from liquidsite.source.reader import Reader

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
    """Posts that belong together, newest first.

    title  the tag or category, when that is a string: Jekyll gives others no title
    date   the first day of a year, month or day; None for tags and categories
    """

    type: str
    posts: tuple[Document, ...]
    title: str | None = None
    date: date | None = None

    def placeholders(self, slug_mode: object) -> dict[str, str | None]:
        """Return what its permalink can name; a slug has the mode `slug_mode`."""
        if self.date is None:
            slug = None if self.title is None else urls.slugify(self.title, str(slug_mode))
            return {"name": slug, "type": self.type}
        parts = {kind: self.date.strftime(codes[-1]) for kind, codes in _DATED.items()}
        return {**parts, "type": self.type}


def add_archives(site: Site) -> Site:
    """Return the archives that the configuration enables, as pages and as `site.archives`."""
    own = site.config.get("jekyll-archives", {})
    if not isinstance(own, Mapping):
        return replace(site, notices=(*site.notices, _no_settings(own)))
    settings = deep_merge(DEFAULTS, own)
    reader = generated.reader(site)
    pages = [_page(archive, settings, reader) for archive in _archives(site, settings)]
    # Two tags may have one slug; `site.archives` shows both.
    added = replace(site, pages=(*site.pages, *pages)).with_unique_keys()
    archives = added.pages[len(site.pages) :]
    changed = {"jekyll-archives": settings, "archives": archives}
    config = replace(site.config, settings={**site.config.settings, **changed})
    return generated.with_notices(replace(added, config=config), reader)


def _no_settings(own: object) -> Notice:
    message = f"Expected a hash but got {inspect(own)}. Archives are not made for this site."
    return Notice("Archives:", message)


def _archives(site: Site, settings: Mapping[str, Any]) -> Iterator[Archive]:
    enabled = settings["enabled"]
    everything = enabled is True or enabled == "all"
    names = enabled if isinstance(enabled, list) else []
    for type_, plural in (("tag", "tags"), ("category", "categories")):
        if everything or plural in names:
            for name, posts in site.posts_by(plural).items():
                yield Archive(type_, tuple(posts), title=name if isinstance(name, str) else None)
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


def _page(archive: Archive, settings: Mapping[str, Any], reader: Reader) -> Page:
    """Return the page of `archive`."""
    layouts = settings.get("layouts") or {}
    template = str(settings["permalinks"][archive.type])
    placeholders = archive.placeholders(settings.get("slug_mode") or "default")
    if placeholders.get("name") == "":
        reader.warn(Notice("Warning:", f"Empty `slug` generated for '{archive.title}'."))
    layout = layouts.get(archive.type) or settings["layout"]
    members = {"posts": archive.posts}
    return archive_page(archive, members, urls.expand_plain(template, placeholders), layout, reader)


class AnyArchive(Protocol):
    """An archive of either version of the gem."""

    @property
    def type(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def date(self) -> date | None: ...


def archive_page(
    archive: AnyArchive, members: Mapping[str, Any], url: str, layout: object, reader: Reader
) -> Page:
    """Return the page of `archive` at `url`, with `members` first among its attributes.

    Defaults of front matter do not reach it, as in the gem.
    """
    path = urls.unescape_path(url).lstrip("/") + ("index.html" if url.endswith("/") else "")
    ext = urls.extname(path)
    data = {
        **members,
        "name": path.rpartition("/")[2].removesuffix(ext),
        "permalink": None,
        "date": archive.date,
        "path": path,
        "type": archive.type,
        "url": url,
        "title": archive.title,
        "layout": layout,
    }
    return Page(path, url, reader.output_ext(ext), data=data, shows_data_alone=True)


plugin = Plugin("jekyll-archives", generators=(add_archives,))
