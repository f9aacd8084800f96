"""jekyll-feed: an Atom feed of the posts, of other collections, of categories and of tags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from liquidsite.model import Site
from liquidsite.plugin import LOWEST, Plugin
from liquidsite.plugins import generated
from liquidsite.plugins.feed.paths import feeds
from liquidsite.plugins.feed.tag import FeedMeta

# A page made of it says which `collection`, `category` or `tags` it is for. Source of the elements:
# RFC 4287, Atom; Media RSS for an entry's image.
_TEMPLATE = Path(__file__).with_name("feed.xml.liquid")


def add_feeds(site: Site) -> Site:
    """Return a page for every feed that the source does not have a file for."""
    settings = site.config.get("feed")
    if _is_disabled(settings, site.config.environment):
        return site
    reader = generated.reader(site)
    template = _one_line(_TEMPLATE.read_text("utf-8"))
    data = {
        "layout": None,
        "sitemap": False,
        "xsl": generated.source_has(site, "feed.xslt.xml"),
        "collection": "posts",
        "category": None,
        "tags": None,
    }
    pages = [
        generated.templated(reader, path.lstrip("/"), template, {**data, **about})
        for path, about in feeds(settings, site.posts_by("tags"))
        if not generated.source_has(site, path)
    ]
    return replace(site, pages=(*site.pages, *pages))


def _one_line(template: str) -> str:
    """Return `template` without its indentation and line ends, which feeds do not have."""
    return "".join(line.strip() for line in template.splitlines())


def _is_disabled(settings: object, environment: str) -> bool:
    if not isinstance(settings, Mapping) or environment != "development":
        return False
    return bool(settings.get("disable_in_development"))


plugin = Plugin(
    "jekyll-feed", tags={"feed_meta": FeedMeta}, generators=(add_feeds,), priority=LOWEST
)
