"""The drops of the site itself: `site`, its collections, its data, `jekyll` and `theme`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import chain
from typing import Any, ClassVar

from liquidsite.drop import Drop, HashDrop
from liquidsite.drops.documents import StaticFileDrop, shown
from liquidsite.drops.listed import Listed
from liquidsite.drops.recording import Methods, RecordingDrop
from liquidsite.drops.view import Dependency, View
from liquidsite.model import Collection, Document, Renderable, StaticFile, Theme
from liquidsite.ruby.values import inspect


class SiteDrop(RecordingDrop):
    """`site`: collections by name, then Jekyll's attributes, then the configuration.

    Lists of documents are made once for a view. A read of one depends on its members and their
    order.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self._lists: dict[str, Listed] = {}
        self._pages: dict[int, Listed] = {}
        self._groups: dict[str, dict[object, list[Drop]]] = {}

    @property
    def environment(self) -> str:
        """Return JEKYLL_ENV for plugins; in another environment every stage is computed anew."""
        return self.view.site.config.environment

    def peek(self, key: str) -> object:
        site = self.view.site
        if key != "posts" and key in site.collections:
            return self.listed(key)
        attribute = _ATTRIBUTES.get(key)
        if attribute is not None:
            return attribute(self)
        return shown(site.config.get(key), self.view)

    def dependency(self, key: str) -> Dependency | None:
        if key in self.view.site.collections or key in _LISTED:
            return "list", key
        if key == "time":
            return ("clock",)
        if key == "related_posts":
            return ("list", "posts") if isinstance(self.view.viewer(), Document) else None
        return "config", key

    def dependency_of_names(self) -> Dependency | None:
        return ("config",)

    def has(self, key: object) -> bool:
        site = self.view.site
        return key in _ATTRIBUTES or key in site.config or key in site.collections

    def names(self) -> list[str]:
        return list(dict.fromkeys([*_ATTRIBUTES, *self.view.site.config]))

    def __str__(self) -> str:
        return inspect(self.to_hash())

    @cached_property
    def listable(self) -> frozenset[str]:
        """Return the names that `listed` knows."""
        return frozenset([*_LISTS, *self.view.site.collections])

    def link(self, path: str) -> str | None:
        """Return the URL of the page, document or static file at `path`; None without any."""
        return self.view.link(path)

    def listed(self, name: str) -> Listed:
        """Return the list `name`, without recording the read."""
        if name not in self._lists:
            drops = (
                StaticFileDrop(item, self.view)
                if isinstance(item, StaticFile)
                else self.view.item_drop(item)
                for item in self._items(name)
            )
            self._lists[name] = Listed(name, drops, self.view)
        return self._lists[name]

    def _items(self, name: str) -> Iterable[Renderable | StaticFile]:
        """Return the members of a list, in the order that templates see."""
        site = self.view.site
        if name == "posts":
            return reversed(site.posts)
        if name in site.collections:
            return site.collections[name].docs
        if name == "pages":
            return (*site.pages, *site.source_maps)
        if name == "html_pages":
            return (page for page in site.pages if page.is_html or page.url[-1:] == "/")
        if name == "documents":
            return chain.from_iterable((*c.docs, *c.files) for c in site.collections.values())
        if name != "static_files":
            return ()
        if site.config.generation.collection_files_are_static:
            return site.static_files
        return (file for file in site.static_files if file.collection is None)

    def list_keys(self, name: str) -> list[object]:
        """Return the keys of the members of a list, in order, as the value of the dependency."""
        site = self.view.site
        if name in ("tags", "categories"):
            groups = site.posts_by(name)
            return [[value, [post.key for post in posts]] for value, posts in groups.items()]
        if name == "links":
            return [item.path for item in site.outputs()]
        if name in ("collections", "documents") and name not in site.collections:
            return [
                [
                    coll.label,
                    coll.directory,
                    dict(coll.settings),
                    [d.key for d in coll.docs],
                    [file.path for file in coll.files],
                ]
                for coll in site.collections.values()
            ]
        return [
            item.path if isinstance(item, StaticFile) else item.key for item in self._items(name)
        ]

    def time(self) -> object:
        return self.view.site.time

    def time_shown(self, form: str) -> object:
        """Return the time of the build, and record what `form` shows of it."""
        if "time" in self.view.site.collections:
            return self["time"]
        self.view.record(("clock", form))
        return self.view.site.time

    def posts(self) -> object:
        return self.listed("posts")

    def pages(self) -> object:
        """Return the pages, and the source maps of the stylesheets that were rendered before."""
        site = self.view.site
        viewer = self.view.viewer() if site.source_maps else None
        if viewer is None:
            return self.listed("pages")
        order, here = site.render_order, site.render_order.get(viewer.key, 0)
        seen = sum(1 for key in site.source_map_of if order[key] < here)
        if seen not in self._pages:
            items = (*site.pages, *site.source_maps[:seen])
            drops = (self.view.item_drop(item) for item in items)
            self._pages[seen] = Listed("pages", drops, self.view)
        return self._pages[seen]

    def html_pages(self) -> object:
        return self.listed("html_pages")

    def documents(self) -> object:
        """Return every document and every static file of the collections."""
        return self.listed("documents")

    def static_files(self) -> object:
        return self.listed("static_files")

    def collections(self) -> object:
        found = self.view.site.collections.values()
        ordered = sorted(found, key=lambda collection: collection.label)
        return [CollectionDrop(collection, self.view) for collection in ordered]

    def tags(self) -> object:
        return self._grouped("tags")

    def categories(self) -> object:
        return self._grouped("categories")

    def _grouped(self, name: str) -> dict[object, list[Drop]]:
        """Return the posts that have each value, newest first."""
        if name not in self._groups:
            self._groups[name] = {
                value: [self.view.drop(post) for post in posts]
                for value, posts in self.view.site.posts_by(name).items()
            }
        return self._groups[name]

    def related_posts(self) -> object:
        """Return the ten newest other posts; nil on a page that is no document."""
        viewer = self.view.viewer()
        if not isinstance(viewer, Document):
            return None
        posts = self.view.site.posts
        if len(posts) <= 1:
            return []
        newest = [post for post in reversed(posts[-11:]) if post.key != viewer.key]
        return [self.view.drop(post) for post in newest[:10]]

    def data(self) -> object:
        own = self.view.site.config.get("data")
        if own is not None and own is not False:
            return own
        return DataDrop(self.view, (), self.view.site.data)


_LISTS = ("posts", "pages", "html_pages", "documents", "static_files")
# The attributes that show which items there are.
_LISTED = frozenset([*_LISTS, "collections", "tags", "categories"])

_ATTRIBUTES: Mapping[str, Callable[[SiteDrop], object]] = {
    "html_pages": SiteDrop.html_pages,
    "time": SiteDrop.time,
    "collections": SiteDrop.collections,
    "documents": SiteDrop.documents,
    "config": lambda drop: None,
    "related_posts": SiteDrop.related_posts,
    "data": SiteDrop.data,
    "tags": SiteDrop.tags,
    "pages": SiteDrop.pages,
    "categories": SiteDrop.categories,
    "static_files": SiteDrop.static_files,
    "posts": SiteDrop.posts,
}


class DataDrop(RecordingDrop, HashDrop):
    """`site.data`, or a hash in it: the path of each value that is read is recorded, key by key.

    An edit of one entry then reaches only the pages that read this entry.
    """

    METHODS: ClassVar[Methods] = {}
    has_numbers = True

    def __init__(self, view: View, path: tuple[str, ...], values: Mapping[Any, Any]) -> None:
        self.view = view
        self.path = path
        self._values = values

    def peek(self, key: object) -> object:
        value = self._values.get(key)
        if isinstance(value, dict) and isinstance(key, str):
            return DataDrop(self.view, (*self.path, key), value)
        return shown(value, self.view)

    def at_number(self, key: int) -> object:
        self._record_all()
        return self.peek(key)

    def dependency(self, key: object) -> Dependency | None:
        if not isinstance(key, str):
            # Paths consist of strings; a value with another key is read as part of the whole.
            return "data", *self.path
        kind = "data hash" if isinstance(self._values.get(key), dict) else "data"
        return kind, *self.path, key

    def dependency_of_names(self) -> Dependency | None:
        return "data keys", *self.path

    def has(self, key: object) -> bool:
        return key in self._values

    def names(self) -> list[str]:
        return list(self._values)

    def _record_all(self) -> None:
        self.view.record(("data", *self.path))

    def __eq__(self, other: object) -> bool:
        self._record_all()
        return self._values == (other._values if isinstance(other, DataDrop) else other)

    def __hash__(self) -> int:
        return hash(self.path)

    def __str__(self) -> str:
        self._record_all()
        return inspect(self._values)


class CollectionDrop(RecordingDrop):
    """A collection: its label, documents, files, folders and settings."""

    ATTRIBUTES = ("label", "docs", "files", "relative_directory", "output", "directory")

    def __init__(self, collection: Collection, view: View) -> None:
        self.collection = collection
        self.view = view

    def dependency(self, key: str) -> Dependency | None:
        return "list", "collections"

    def dependency_of_names(self) -> Dependency | None:
        return "list", "collections"

    def peek(self, key: str) -> object:
        if key == "docs":
            return [self.view.drop(doc) for doc in self.collection.docs]
        if key == "files":
            return [StaticFileDrop(file, self.view) for file in self.collection.files]
        if key in self.ATTRIBUTES:
            return getattr(self.collection, key)
        return self.collection.settings.get(key)

    def has(self, key: object) -> bool:
        return key in self.ATTRIBUTES or key in self.collection.settings

    def names(self) -> list[str]:
        return list(dict.fromkeys([*self.ATTRIBUTES, *self.collection.settings]))

    def hash_for_json(self, depth: int) -> dict[str, object]:
        """Return the collection for JSON, with the texts of its documents in their place."""
        return {**self.to_hash(), "docs": [str(self.view.drop(d)) for d in self.collection.docs]}

    def __str__(self) -> str:
        return inspect(self["docs"])


class JekyllDrop(RecordingDrop):
    """`jekyll`: the version that sites may ask for, and the environment.

    Nothing is recorded: no cache outlives a change of either.
    """

    METHODS: ClassVar[Methods] = {}
    is_enumerable = False

    def __init__(self, view: View) -> None:
        self.view = view

    def dependency(self, key: str) -> Dependency | None:
        return None

    def dependency_of_names(self) -> Dependency | None:
        return None

    def peek(self, key: str) -> object:
        if key == "version":
            return self.view.site.config.generation.jekyll
        return self.view.site.config.environment if key == "environment" else None

    def has(self, key: object) -> bool:
        return key in ("version", "environment")

    def names(self) -> list[str]:
        return ["version", "environment"]

    def __str__(self) -> str:
        return "Jekyll::Drops::JekyllDrop"


class ThemeDrop(RecordingDrop):
    """`theme`: what the theme's metadata says; its root only where development is asked for."""

    ATTRIBUTES = ("metadata", "dependencies", "root", "version", "authors", "description")

    def __init__(self, theme: Theme, view: View) -> None:
        self.theme = theme
        self.view = view

    def dependency(self, key: str) -> Dependency | None:
        return ("theme", key) if key in self.ATTRIBUTES else None

    def dependency_of_names(self) -> Dependency | None:
        return None  # they are the same for every theme

    def peek(self, key: str) -> object:
        config = self.view.site.config
        if key == "root" and not (config.names_environment and config.environment == "development"):
            return ""
        value = getattr(self.theme, key) if key in self.ATTRIBUTES else None
        return list(value) if isinstance(value, tuple) else value

    def has(self, key: object) -> bool:
        return key in self.ATTRIBUTES

    def names(self) -> list[str]:
        return list(self.ATTRIBUTES)

    def __str__(self) -> str:
        return inspect(self.to_hash())
