"""jekyll-default-layout: Markdown without a layout has `home`, `page`, `post` or `default`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from liquidsite.model import Renderable, Site
from liquidsite.plugin import LOWEST, Plugin
from liquidsite.plugins import generated

# Collection → its layout, where that has another name.
_LABELS = {"posts": "post"}


def add_layouts(site: Site) -> Site:
    """Return the pages and posts, each with the first fitting layout that the site has."""
    pages = tuple(_laid_out(site, page, ("page", "default")) for page in site.pages)
    posts = [
        _laid_out(site, doc, ("post", "default")) if doc.collection == "posts" else doc
        for doc in site.documents
    ]
    return generated.with_documents(replace(site, pages=pages), posts)


def add_more_layouts(site: Site) -> Site:
    """Do as version 0.2: documents of other collections have a layout, too, by the name of the
    collection, and so has HTML with the setting `html_pages`.
    """
    settings = site.config.get("jekyll-default-layout")
    with_html = isinstance(settings, Mapping) and settings.get("html_pages") is True
    pages = tuple(_laid_out(site, page, ("page", "default"), with_html) for page in site.pages)
    documents = [
        _laid_out(site, doc, (_LABELS.get(doc.collection, doc.collection), "default"), with_html)
        for doc in site.documents
    ]
    return generated.with_documents(replace(site, pages=pages), documents)


def _laid_out(site: Site, item: Any, layouts: Sequence[str], with_html: bool = False) -> Any:
    fits = generated.is_markdown(site, item.ext) or (with_html and item.ext == ".html")
    if not fits or _names_layout(item):
        return item
    fitting = ("home", *layouts) if item.url == "/" else layouts
    layout = next((name for name in fitting if name in site.layouts), None)
    return replace(item, data={**item.data, "layout": layout})


def _names_layout(item: Renderable) -> bool:
    return "layout" in item.data or "layout" in getattr(item, "defaults", ())


plugin = Plugin("jekyll-default-layout", generators=(add_layouts,), priority=LOWEST)
_NEWER = replace(plugin, generators=(add_more_layouts,), fingerprint="0.2")


def plugin_of(version: tuple[int, ...]) -> Plugin:
    """Return the plugin as that version of the gem works."""
    return _NEWER if version >= (0, 2) else plugin
