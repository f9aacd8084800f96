"""Jekyll's own doctor: what makes a site go wrong without an error."""

from __future__ import annotations

from urllib.parse import urlsplit

from liquidsite.config import Config
from liquidsite.errors import Notice
from liquidsite.model import Renderable, Site
from liquidsite.output.conflicts import conflicts


def findings(site: Site) -> list[Notice]:
    """Return the problems of `site` that Jekyll's own `doctor` reports, in its order and
    wording.
    """
    return [
        *_relative_permalinks(site),
        *conflicts(site),
        *_differ_by_case(site),
        *missing_url(site.config),
        *_site_url(site.config.get("url")),
        *_posts_outside(site),
    ]


def _relative_permalinks(site: Site) -> list[Notice]:
    if not site.config.get("relative_permalinks"):
        return []
    text = "Your site still uses relative permalinks, which was removed in Jekyll v3.0.0."
    return [Notice("Deprecation:", text)]


def _differ_by_case(site: Site) -> list[Notice]:
    found: dict[str, dict[str, None]] = {}
    written: list[Renderable] = [*site.pages, *(doc for doc in site.documents if doc.written)]
    for item in written:
        destination = str(site.config.destination / item.destination)
        found.setdefault(destination.lower(), {})[destination] = None
    text = (
        "The following URLs only differ by case. On a case-insensitive file system one of the "
        "URLs will be overwritten by the other: "
    )
    return [
        Notice("Warning:", text + ", ".join(paths)) for paths in found.values() if len(paths) > 1
    ]


def missing_url(config: Config) -> list[Notice]:
    """Return what Jekyll says of a site without `url`, which is common before it is published."""
    if config.get("url") not in (None, ""):
        return []
    missing = "You didn't set an URL in the config file, you may encounter problems with "
    return [Notice("Warning:", missing + "some plugins."), _not_absolute()]


def _site_url(url: object) -> list[Notice]:
    if url is None or url == "":
        return []
    try:
        absolute = isinstance(url, str) and bool(urlsplit(url).scheme)
    except ValueError:
        text = "The site URL does not seem to be valid, check the value of `url` in your config "
        return [Notice("Warning:", text + "file.")]
    return [] if absolute else [_not_absolute()]


def _not_absolute() -> Notice:
    text = "Your site URL does not seem to be absolute, check the value of `url` in your config "
    return Notice("Warning:", text + "file.")


def _posts_outside(site: Site) -> list[Notice]:
    folder = str(site.config["collections_dir"] or "")
    posts = site.config.source / "_posts"
    if not folder or not posts.is_dir():
        return []
    return [
        Notice("Warning:", "Detected '_posts' directory outside custom `collections_dir`!"),
        Notice(
            "",
            f"Please move '{posts}' into the custom directory at '{site.config.source / folder}'",
        ),
    ]
