"""jekyll-paginate-v2: any page once for every so many documents of any collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from liquidsite.config import deep_merge
from liquidsite.errors import ConfigError
from liquidsite.model import EMPTY_TEXT, Document, Page, Site
from liquidsite.plugin import LOWEST, Plugin
from liquidsite.plugins import generated
from liquidsite.plugins.paginate.autopages import add_autopages
from liquidsite.plugins.paginate.posts import chosen
from liquidsite.ruby.values import to_s
from liquidsite.source.reader import Reader

DEFAULTS: Mapping[str, Any] = {
    "enabled": False,
    "collection": "posts",
    "offset": 0,
    "per_page": 10,
    "permalink": "/page:num/",
    "title": ":title - page :num",
    "page_num": 1,
    "sort_reverse": False,
    "sort_field": "date",
    "limit": 0,
    "trail": {"before": 0, "after": 0},
    "indexpage": None,
    "extension": "html",
    # Of no use here, but templates of autopages see all settings.
    "debug": False,
    "legacy": False,
}


def paginate(site: Site) -> Site:
    """Replace each page that has `pagination: {enabled: true}` by its pages, autopages too."""
    settings = deep_merge(DEFAULTS, site.config.get("pagination") or {})
    if site.config.get("paginate") is not None:
        raise ConfigError(
            "jekyll-paginate-v2 does not know 'paginate'. Set 'pagination' instead, or use "
            "the plugin jekyll-paginate."
        )
    site = add_autopages(site, settings)
    if not settings["enabled"]:
        return site
    templates = [page for page in site.pages if _is_template(page)]
    pages = [page for page in site.pages if not _is_template(page)]
    for template in templates:
        own = deep_merge(settings, template.front("pagination"))
        pages += Pagination.of(site, template, own).pages()
    return replace(site, pages=tuple(pages))


def _is_template(page: Page) -> bool:
    settings = page.front("pagination")
    return isinstance(settings, Mapping) and bool(settings.get("enabled"))


@dataclass(frozen=True)
class Pagination:
    """The documents of one template, parted into pages; pages are counted from 1."""

    site: Site
    template: Page
    settings: Mapping[str, Any]
    docs: Sequence[Document]
    per_page: int
    total: int

    @classmethod
    def of(cls, site: Site, template: Page, settings: Mapping[str, Any]) -> Pagination:
        docs = chosen(site, settings)
        per_page, limit = int(settings["per_page"]), int(settings["limit"] or 0)
        if per_page < 1:
            raise ConfigError(f"'per_page' should be a number of posts, but was: {per_page}.")
        total = -(-len(docs) // per_page)
        total = min(total, limit) if limit > 0 else total
        return cls(site, template, settings, docs, per_page, max(total, 1))

    @property
    def index(self) -> str:
        """Return the name of index pages without the extension; empty when none is set."""
        return str(self.settings["indexpage"] or "").partition(".")[0]

    @property
    def extension(self) -> str:
        own = str(self.settings["extension"] or "")
        return own if own.startswith(".") or not own else f".{own}"

    @property
    def first_url(self) -> str:
        url = to_s(self.template.front("permalink") or self.template.dir)
        return url if url.endswith("/") else f"{url}/"

    @property
    def other_url(self) -> str:
        return self.first_url.rstrip("/") + "/" + str(self.settings["permalink"]).lstrip("/")

    def path(self, number: int) -> str:
        """Return the path of a page, with the name of its file."""
        url = self.first_url if number == 1 else self.other_url
        return self._numbered(_full(url, self.index or "index", self.extension or ".html"), number)

    def link(self, number: int, *, first: bool = False) -> str:
        """Return the link to a page, with the name of its file only where one is set."""
        url = self.first_url if first else self.other_url
        return self._numbered(_full(url, self.index, self.extension) if self.index else url, number)

    def _numbered(self, text: str, number: int) -> str:
        return text.replace(":num", str(number), 1).replace(":max", str(self.total), 1)

    def title(self, number: int) -> Any:
        title = self.template.front("title") or self.site.config.get("title")
        if number == 1:
            return title
        form = str(self.settings["title"]).replace(":title", to_s(title), 1)
        return self._numbered(form, number)

    def pages(self) -> list[Page]:
        reader = generated.reader(self.site)
        return [self.page(number, reader) for number in range(1, self.total + 1)]

    def page(self, number: int, reader: Reader) -> Page:
        """Return the page as Jekyll has it: its only name is that of the index page."""
        path = self.path(number)
        url = path if path.endswith(self.extension) else path + self.extension
        data = {**self.template.data, "title": self.title(number)}
        template = self.template
        if autopage := data.get("autopage"):
            data["autopages"] = autopage
            template = replace(template, source=EMPTY_TEXT)
        data["pagination_info"] = {"curr_page": number, "total_pages": self.total}
        if self.template.front("permalink"):
            data["permalink"] = path
        if number > 1:
            data["autogen"] = "jekyll-paginate-v2"
        name = self.index + self.extension
        page = generated.placed(replace(template, data=data), name, reader)
        return replace(page, url=url, defaults=self.template.defaults, pager=self.pager(number))

    def pager(self, number: int) -> dict[str, Any]:
        """Return what templates see as `paginator` on the page `number`."""
        start = (number - 1) * self.per_page
        before = number - 1 if number > 1 else None
        after = number + 1 if number < self.total else None
        return {
            "per_page": self.per_page,
            "posts": tuple(self.docs[start : start + self.per_page]),
            "total_posts": len(self.docs),
            "total_pages": self.total,
            "page": number,
            "page_path": self.path(number),
            "previous_page": before,
            "previous_page_path": before and self.link(before, first=before == 1),
            "next_page": after,
            "next_page_path": after and self.link(after),
            "first_page": 1,
            "first_page_path": self.link(1, first=True),
            "last_page": self.total,
            "last_page_path": self.link(self.total),
            "page_trail": self.trail(number),
        }

    def trail(self, number: int) -> list[dict[str, Any]] | None:
        """Return links to the pages around, the same number near either end."""
        limits = self.settings["trail"] or {}
        before, after = (max(int(limits.get(key) or 0), 0) for key in ("before", "after"))
        if self.total < 2 or not (before or after):
            return None
        end = min(max(number - before - 1, 0) + before + after + 1, self.total)
        start = max(min(number - before - 1, end - (before + after + 1)), 0)
        return [
            {"num": place, "path": self.path(place), "title": self.title(place)}
            for place in range(start + 1, end + 1)
        ]


def _full(url: str, index: str, extension: str) -> str:
    if url.endswith("/"):
        return url + index + extension
    return url if "." in url else url + index


plugin = Plugin("jekyll-paginate-v2", generators=(paginate,), priority=LOWEST)
