"""jekyll-feed: an Atom feed of the posts, of other collections, of categories and of tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from liquidsite.model import Page, Site
from liquidsite.plugin import LOWEST, Plugin
from liquidsite.plugins import generated
from liquidsite.plugins.feed_tag import FeedMeta
from liquidsite.plugins.feed_template import TEMPLATE
from liquidsite.read.reader import Reader

_NOT_IN_TAG_PATHS = re.compile(r"[^a-zA-Z0-9_]")


def add_feeds(site: Site) -> Site:
    """A page for every feed that the source does not have a file for."""
    settings = settings_of(site.config)
    if settings.get("disable_in_development") and site.config.environment == "development":
        return site
    feeds = [*_collection_feeds(settings), *_tag_feeds(site, settings)]
    reader = generated.reader(site)
    styled = generated.source_has(site, "feed.xslt.xml")
    general = {"collection": "posts", "category": None, "tags": None}
    pages = [
        _page(reader, path, styled, {**general, **about})
        for path, about in feeds
        if not generated.source_has(site, path)
    ]
    return replace(site, pages=(*site.pages, *pages))


def settings_of(config: Mapping[str, Any]) -> Mapping[str, Any]:
    settings = config.get("feed")
    return settings if isinstance(settings, Mapping) else {}


def collections(settings: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Collection → the `path` and `categories` of its feeds, `posts` with the general ones."""
    named = settings.get("collections")
    if isinstance(named, list):
        named = dict.fromkeys(named)
    found = {name: dict(own or {}) for name, own in (named or {}).items()}
    posts = found.setdefault("posts", {})
    for key in ("path", "categories"):
        posts[key] = posts.get(key) or settings.get(key)
    return found


def main_path(config: Mapping[str, Any]) -> str:
    """The path of the main feed, as the `feed_meta` tag links to it."""
    settings = settings_of(config)
    return str(settings.get("path") or collections(settings)["posts"]["path"] or "feed.xml")


def _collection_feeds(settings: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, own in collections(settings).items():
        prefix = "/feed" if name == "posts" else f"/feed/{name}"
        for category in dict.fromkeys(own.get("categories") or ()):
            yield f"{prefix}/{category}.xml", {"collection": name, "category": category}
        yield own.get("path") or f"{prefix}.xml", {"collection": name}


def _tag_feeds(site: Site, settings: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    chosen = settings.get("tags")
    if not chosen:
        return
    rules = chosen if isinstance(chosen, Mapping) else {}
    barred = rules.get("except") or ()
    tags = site.posts_by("tags")
    for tag in rules.get("only") or tags if tags else ():
        if tag not in barred and not _NOT_IN_TAG_PATHS.search(tag):
            yield f"{rules.get('path') or '/feed/by_tag/'}{tag}.xml", {"tags": tag}


def _page(reader: Reader, path: str, styled: bool, about: Mapping[str, Any]) -> Page:
    data = {"layout": None, "sitemap": False, "xsl": styled, **about}
    return generated.page(reader, path.lstrip("/"), TEMPLATE, data)


plugin = Plugin(
    "jekyll-feed", tags={"feed_meta": FeedMeta}, generators=(add_feeds,), priority=LOWEST
)
