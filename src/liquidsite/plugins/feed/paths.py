"""Which feeds jekyll-feed's settings ask for, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

_NOT_IN_TAG_PATHS = re.compile(r"[^a-zA-Z0-9_]")

# The path of a feed, and what its page says that it is for.
Feed: TypeAlias = tuple[str, dict[str, Any]]


def feeds(settings: object, tags: Iterable[Any]) -> Iterator[Feed]:
    """Yield the feeds of collections and their categories, then those of `tags`."""
    own = _mapping(settings)
    yield from _collection_feeds(own)
    if own.get("tags"):
        yield from _tag_feeds(own["tags"], tags)


def main_path(settings: object) -> str:
    """Return the path of the main feed, as the `feed_meta` tag links to it."""
    own = _mapping(settings)
    return str(own.get("path") or _collections(own)["posts"]["path"] or "feed.xml")


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _collections(settings: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Map each collection to the `path` and `categories` of its feeds, `posts` included."""
    named = settings.get("collections")
    if isinstance(named, list):
        named = dict.fromkeys(named)
    found = {name: dict(own or {}) for name, own in _mapping(named).items()}
    posts = found.setdefault("posts", {})
    for key in ("path", "categories"):
        posts[key] = posts.get(key) or settings.get(key)
    return found


def _collection_feeds(settings: Mapping[str, Any]) -> Iterator[Feed]:
    for name, own in _collections(settings).items():
        prefix = "/feed" if name == "posts" else f"/feed/{name}"
        for category in dict.fromkeys(own.get("categories") or ()):
            yield f"{prefix}/{category}.xml", {"collection": name, "category": category}
        yield own.get("path") or f"{prefix}.xml", {"collection": name}


def _tag_feeds(setting: object, tags: Iterable[Any]) -> Iterator[Feed]:
    rules = _mapping(setting)
    folder, barred, used = rules.get("path"), rules.get("except") or (), list(tags)
    for tag in rules.get("only") or used if used else ():
        if tag not in barred and not _NOT_IN_TAG_PATHS.search(tag):
            yield f"{folder or '/feed/by_tag/'}{tag}.xml", {"tags": tag}
