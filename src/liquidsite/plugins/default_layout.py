"""jekyll-default-layout: Markdown without a layout has `home`, `page`, `post` or `default`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from liquidsite.model import Renderable, Site
from liquidsite.plugin import LOWEST, Plugin
from liquidsite.plugins import generated


def add_layouts(site: Site) -> Site:
    """Return the pages and posts, each with the first fitting layout that the site has."""
    pages = tuple(_laid_out(site, page, ("page", "default")) for page in site.pages)
    posts = [
        _laid_out(site, doc, ("post", "default")) if doc.collection == "posts" else doc
        for doc in site.documents
    ]
    return generated.with_documents(replace(site, pages=pages), posts)


def _laid_out(site: Site, item: Any, layouts: Sequence[str]) -> Any:
    if not generated.is_markdown(site, item.ext) or _names_layout(item):
        return item
    fitting = ("home", *layouts) if item.url == "/" else layouts
    layout = next((name for name in fitting if name in site.layouts), None)
    return replace(item, data={**item.data, "layout": layout})


def _names_layout(item: Renderable) -> bool:
    return "layout" in item.data or "layout" in getattr(item, "defaults", ())


plugin = Plugin("jekyll-default-layout", generators=(add_layouts,), priority=LOWEST)
