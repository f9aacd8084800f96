"""jekyll-feed: an Atom feed of the posts, of other collections, of categories and of tags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from liquidsite.model import Site
from liquidsite.plugin import LOWEST, Plugin
from liquidsite.plugins import generated
from liquidsite.plugins.feed.paths import feeds
from liquidsite.plugins.feed.tag import FeedMeta
from liquidsite.plugins.feed.template import TEMPLATE


def add_feeds(site: Site) -> Site:
    """Return a page for every feed that the source does not have a file for."""
    settings = site.config.get("feed")
    if _is_disabled(settings, site.config.environment):
        return site
    reader = generated.reader(site)
    data = {
        "layout": None,
        "sitemap": False,
        "xsl": generated.source_has(site, "feed.xslt.xml"),
        "collection": "posts",
        "category": None,
        "tags": None,
    }
    pages = [
        generated.page(reader, path.lstrip("/"), TEMPLATE, {**data, **about})
        for path, about in feeds(settings, site.posts_by("tags"))
        if not generated.source_has(site, path)
    ]
    return replace(site, pages=(*site.pages, *pages))


def _is_disabled(settings: object, environment: str) -> bool:
    if not isinstance(settings, Mapping) or environment != "development":
        return False
    return bool(settings.get("disable_in_development"))


plugin = Plugin(
    "jekyll-feed", tags={"feed_meta": FeedMeta}, generators=(add_feeds,), priority=LOWEST
)
