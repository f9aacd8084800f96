"""A site with one page or document changed in memory, or added."""

from __future__ import annotations

import os
from dataclasses import replace

from liquidsite.errors import ReadError
from liquidsite.model import Collection, Document, Page, Site
from liquidsite.source.collections import in_order, ordered
from liquidsite.source.documents import read_document
from liquidsite.source.overrides import Override
from liquidsite.source.pages import read_page, read_theme_page
from liquidsite.source.reader import Reader


def with_override(site: Site, reader: Reader, path: str, override: Override) -> Site:
    """Return `site` with the page or document at `path` as `override` gives it.

    `path` is relative to the source; one below `_posts`, `_drafts` or the folder of a collection
    is a document. It is there also when it is not published. Raises ReadError.
    """
    collection = _collection_of(site, path)
    file = reader.full(path)
    if collection is None:
        reader.overrides = {path: override}
        page = read_theme_page(reader, path, file)
        assert page is not None
        others = [other for other in site.pages if other.path != path]
        return replace(site, pages=tuple(sorted([*others, page], key=lambda one: one.name)))
    shown = path.removeprefix(site.config.collections_prefix)
    reader.overrides = {shown: override}
    doc = read_document(reader, collection, shown, file)
    if doc is None:
        raise ReadError("the document cannot be read", path=path)
    return _with_document(site, reader, collection, doc)


def reread(site: Site, reader: Reader, files: frozenset[str]) -> Site | None:
    """Return `site` after a change in `files` (absolute) that are all pages or documents of it.

    None is for anything else: then the site has to be read as a whole.
    """
    items: dict[str, Page | Document] = {page.file: page for page in site.pages if page.file}
    if any(doc.file in items for doc in site.documents):
        return None  # a file that is both
    items.update((doc.file, doc) for doc in site.documents)
    known = reader.items.known if reader.items is not None else {}
    if reader.config["limit_posts"] or items.keys() - known.keys():
        return None  # items that depend on the clock are not known
    if any(file in known and known[file].notices for file in files):
        return None  # the site has their warnings
    for file in files:
        item = items.get(file)
        if item is None or not os.path.isfile(file):  # noqa: PTH113 - no error of its own
            return None
        if not reader.has_header(file, item.path):
            return None
        if isinstance(item, Page):
            changed = _reread_page(site, reader, item)
        else:
            changed = _reread_document(site, reader, item)
        if changed is None or reader.notices:
            return None
        site = changed
    return site


def _reread_page(site: Site, reader: Reader, item: Page) -> Site | None:
    assert item.file is not None
    page = read_page(reader, item.path, item.file)
    if page is None:
        return None
    return replace(site, pages=tuple(page if one is item else one for one in site.pages))


def _reread_document(site: Site, reader: Reader, item: Document) -> Site | None:
    collection = next(c for c in site.collections.values() if item in c.docs)
    doc = read_document(reader, collection, item.path, item.file)
    if doc is None or doc.written != item.written or doc.data.get("published") is False:
        return None
    return _with_document(site, reader, collection, doc)


def _with_document(site: Site, reader: Reader, collection: Collection, doc: Document) -> Site:
    docs = [*(other for other in collection.docs if other.path != doc.path), doc]
    is_posts = collection.label == "posts"
    placed = in_order(docs) if is_posts else ordered(reader, collection, docs)
    changed = replace(collection, docs=tuple(placed))
    collections = {
        name: changed if own is collection else own for name, own in site.collections.items()
    }
    return replace(site, collections=collections)


def _collection_of(site: Site, path: str) -> Collection | None:
    """Return the collection that a document at `path` is in; None for a page."""
    folders = path.removeprefix(site.config.collections_prefix).split("/")[:-1]
    if "_posts" in folders or "_drafts" in folders:
        return site.collections.get("posts")
    own = (c for c in site.collections.values() if c.label != "posts")
    return next((c for c in own if folders[:1] == [c.relative_directory]), None)
