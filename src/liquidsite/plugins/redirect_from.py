"""jekyll-redirect-from: pages at the old addresses of a page, that lead to the new one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from liquidsite.model import EMPTY_TEXT, Document, Layout, Page, Renderable, Site
from liquidsite.plugin import Plugin
from liquidsite.plugins import generated
from liquidsite.plugins.site_urls import SiteUrls
from liquidsite.ruby.json import to_json

_ABSOLUTE = re.compile(r"^https?://", re.MULTILINE)

_LAYOUT = """\
<!DOCTYPE html>
<html lang="en-US">
  <meta charset="utf-8">
  <title>Redirecting&hellip;</title>
  <link rel="canonical" href="{{ page.redirect.to }}">
  <script>location="{{ page.redirect.to }}"</script>
  <meta http-equiv="refresh" content="0; url={{ page.redirect.to }}">
  <meta name="robots" content="noindex">
  <h1>Redirecting&hellip;</h1>
  <a href="{{ page.redirect.to }}">Click here if you are not redirected.</a>
</html>
"""


def add_redirects(site: Site) -> Site:
    """Return a page for each `redirect_from`; what has `redirect_to` becomes such a page itself."""
    redirects = _Redirects(site)
    documents = [redirects.of(doc) if doc.written else doc for doc in site.documents]
    pages = [redirects.of(page) for page in site.pages]
    site = generated.with_documents(site, documents)
    site = replace(site, pages=(*pages, *redirects.pages), layouts=_with_layout(site.layouts))
    settings = site.config.get("redirect_from")
    wanted = not isinstance(settings, Mapping) or settings.get("json") is not False
    if not wanted or generated.source_has(site, "redirects.json"):
        return site
    listed = generated.page(
        redirects.reader, "redirects.json", to_json(redirects.map), {"layout": None}
    )
    return replace(site, pages=(*site.pages, listed))


def _with_layout(layouts: Mapping[str, Layout]) -> Mapping[str, Layout]:
    own = Layout("redirect", "_layouts/redirect.html", "", ".html", content=_LAYOUT)
    return layouts if "redirect" in layouts else {**layouts, "redirect": own}


@dataclass
class _Redirects:
    """The redirects found so far: their pages, and from → to."""

    site: Site
    pages: list[Page] = field(default_factory=list)
    map: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.urls = SiteUrls(self.site.config)
        self.reader = generated.reader(self.site)

    def of(self, item: Any) -> Any:
        """Return `item`, or the redirect in its place, and add the pages that lead to it."""
        for path in _listed(item, "redirect_from"):
            data = self.data(str(path), item.url)
            page = generated.page(self.reader, "redirect.html", "", data)
            self.pages.append(replace(page, yields=True))
        target = next(_listed(item, "redirect_to"), None)
        if target is None or target is False:
            return item
        return replace(
            item, data={**item.data, **self.data(item.url, str(target))}, source=EMPTY_TEXT
        )

    def data(self, start: str, target: str) -> dict[str, Any]:
        start = start if start.startswith("/") else f"/{start}"
        target = target if _ABSOLUTE.search(target) else self.urls.absolute(target)
        self.map[start] = target
        return {
            "sitemap": False,
            "layout": "redirect",
            "permalink": start,
            "redirect": {"from": start, "to": target},
        }


def _listed(item: Renderable, key: str) -> Iterator[Any]:
    """Yield the values of a front matter key that may hold one or a list of them."""
    value = item.front(key)
    if isinstance(item, Document) and value is None:
        return
    yield from (one for one in (value if isinstance(value, list) else [value]) if one is not None)


plugin = Plugin("jekyll-redirect-from", generators=(add_redirects,))
