"""jekyll-paginate: an `index.html` once for every so many posts."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import Any

from liquidsite.errors import ConfigError, Notice
from liquidsite.model import Document, Page, Site
from liquidsite.plugin import LOWEST, Plugin
from liquidsite.plugins import generated
from liquidsite.source.reader import Reader

_NO_TEMPLATE = Notice(
    "Pagination:",
    "Pagination is enabled, but I couldn't find an index.html page to use as the pagination "
    "template. Skipping pagination.",
)


def paginate(site: Site) -> Site:
    """Return the template page with the first pager, and a page for every other one."""
    if site.config.get("paginate") is None or not site.pages:
        return site
    template = template_page(site)
    if template is None:
        return replace(site, notices=(*site.notices, _NO_TEMPLATE))
    pagers = Pagers.of(site, template)
    if not pagers.total:
        return site
    first = replace(template, pager=pagers.pager(1))
    pages = [first if page is template else page for page in site.pages]
    reader = generated.reader(site)
    keeps = site.config.generation.pages_keep_their_paths
    for number in range(2, pagers.total + 1):
        folder = pagers.path(number).strip("/")
        page = _placed(template, f"{folder}/{template.name}", reader)
        # Only the URL moves: `page.path` (for Jekyll 4) and the defaults stay the template's.
        data = {"path": template.path, **template.data} if keeps else template.data
        pager = pagers.pager(number)
        pages.append(replace(page, data=data, defaults=template.defaults, pager=pager))
    return replace(site, pages=tuple(pages))


def _placed(template: Page, path: str, reader: Reader) -> Page:
    """Return the template at `path`, by its permalink only if that is not the address of the first
    page.

    Jekyll writes a page over another then, or pages without content.
    """
    page = generated.placed(template, path, reader)
    if page.url != template.url:
        return page
    without = replace(template, data={**template.data, "permalink": None})
    return generated.placed(without, path, reader)


def template_page(site: Site) -> Page | None:
    """Return the deepest `index.html` in a folder on the way to `paginate_path`."""
    wanted = posixpath.dirname(str(site.config["paginate_path"]).removeprefix("/"))
    on_the_way = [page for page in site.pages if page.name == "index.html" and _leads(page, wanted)]
    return max(on_the_way, key=lambda page: len(page.path), default=None)


def _leads(page: Page, folder: str) -> bool:
    own = posixpath.dirname(page.path)
    return not own or f"{folder}/".startswith(f"{own}/")


@dataclass(frozen=True)
class Pagers:
    """The posts of a site, parted into pages; pages are counted from 1."""

    posts: tuple[Document, ...]
    per_page: int
    path_template: str
    first_url: str

    @classmethod
    def of(cls, site: Site, template: Page) -> Pagers:
        per_page = _integer(site.config["paginate"])
        if per_page < 1:
            raise ConfigError(f"'paginate' should be a number of posts, but was: {per_page}.")
        posts = tuple(post for post in reversed(site.posts) if not post.data.get("hidden"))
        return cls(posts, per_page, str(site.config["paginate_path"]), template.url)

    @property
    def total(self) -> int:
        return -(-len(self.posts) // self.per_page)

    def path(self, number: int) -> str:
        if number == 1:
            return self.first_url
        path = self.path_template.replace(":num", str(number), 1)
        return path if path.startswith("/") else f"/{path}"

    def pager(self, number: int) -> dict[str, Any]:
        """Return what templates see as `paginator` on the page `number`."""
        before = number - 1 if number > 1 else None
        after = number + 1 if number < self.total else None
        start = (number - 1) * self.per_page
        return {
            "page": number,
            "per_page": self.per_page,
            "posts": self.posts[start : start + self.per_page],
            "total_posts": len(self.posts),
            "total_pages": self.total,
            "previous_page": before,
            "previous_page_path": before and self.path(before),
            "next_page": after,
            "next_page_path": after and self.path(after),
        }


def _integer(value: object) -> int:
    """Convert a configured number by Ruby's `to_i`."""
    from liquidsite.ruby.numbers import leading_integer

    return value if isinstance(value, int) else leading_integer(str(value))


plugin = Plugin("jekyll-paginate", generators=(paginate,), priority=LOWEST)
