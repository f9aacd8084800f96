"""Plugins' hooks, at Jekyll's moments. A hook gets a value and returns the new one, or None.

    owner                          event         value     also gets
    site                           after_init    Config
    site                           post_read     Site
    site                           pre_render    Site
    site                           post_render   Site
    site                           post_write    BuildResult
    pages, documents, any label    post_init     the page or document
    pages, documents, any label    pre_render    the payload, a dict       …, and `site`
    pages, documents, any label    post_convert  its text                  …, and `site`
    pages, documents, any label    post_render   its text                  …, and `site`
    pages, documents, any label    post_write    its destination path      …, and `site`
    clean                          on_obsolete   a list of destination paths

What `post_write` of a page or document returns does not count, and it comes only for files whose
bytes changed; what `on_obsolete` returns is removed, folders with all that is in them.

A collection's own hook runs before the one of all documents. `site` is what templates see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from liquidsite.incremental.view import SiteView
from liquidsite.model import Collection, Document, Page, Renderable, Site
from liquidsite.plugin import Hook

V = TypeVar("V")


class Hooks(NamedTuple):
    """The hooks of all plugins, by owner and event."""

    hooks: Mapping[tuple[str, str], Hook]

    def run(self, owner: str, event: str, value: V, *args: Any) -> V:
        """Apply the hook of that owner and event to `value`, if there is one."""
        hook = self.hooks.get((owner, event))
        changed = None if hook is None else hook(value, *args)
        return value if changed is None else changed

    def on_item(self, event: str, value: V, item: Renderable, view: SiteView) -> V:
        """Apply the hooks of all owners of `item` to `value`."""
        for owner in owners(item):
            if (owner, event) in self.hooks:
                # A hook may read any of the front matter, and where the item is written.
                view.record(("matter", item.key))
                view.record(("item", item.key, "url"))
                value = self.run(owner, event, value, item, view.site_drop)
        return value

    def written(self, site: Site, paths: Iterable[str], view: SiteView) -> None:
        """Run `post_write` of what was written to `paths`."""
        if not any(event == "post_write" for _, event in self.hooks):
            return
        changed = set(paths)
        for item in site.renderables:
            if item.destination in changed:
                self.on_item("post_write", item.destination, item, view)

    def initialized(self, site: Site) -> Site:
        """Return the site with every page and document after its `post_init`."""
        if not any(event == "post_init" for _, event in self.hooks):
            return site
        collections = {
            name: replace(collection, docs=tuple(self._documents(collection)))
            for name, collection in site.collections.items()
        }
        pages = tuple(self._page(page) for page in site.pages)
        return replace(site, pages=pages, collections=collections)

    def _page(self, page: Page) -> Page:
        return self.run("pages", "post_init", page)

    def _documents(self, collection: Collection) -> list[Document]:
        docs = []
        for doc in collection.docs:
            for owner in owners(doc):
                doc = self.run(owner, "post_init", doc)
            docs.append(doc)
        return docs


def owners(item: Renderable) -> tuple[str, ...]:
    """Return the owners whose hooks an item runs, in order."""
    return ("pages",) if isinstance(item, Page) else (item.collection, "documents")
