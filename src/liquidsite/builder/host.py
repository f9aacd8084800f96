"""The site's answers to Jekyll's tags and filters, each recorded in the render that asked."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property

from liquidsite.builder.post_names import PostNames
from liquidsite.convert import Converted
from liquidsite.errors import Notice
from liquidsite.generation import Generation
from liquidsite.incremental.view import SiteView
from liquidsite.liquid.failures import LimitReachedError
from liquidsite.liquid.source import Source
from liquidsite.regular_file import is_file
from liquidsite.safe_mode.paths import is_hard_link
from liquidsite.source import front_matter
from liquidsite.source.reader import decode, read_bytes, unreadable

_INEXACT = (
    "A call to '{{% post_url {} %}}' did not match a post using the new matching method of "
    "checking name (path-date-slug) equality. Please make sure that you change this tag to match "
    "the post's name exactly."
)


@dataclass
class SiteHost:
    """Implements `liquidsite.liquid.host.Host` on the view of one build."""

    view: SiteView
    converters: Callable[[str, str], Converted]
    _includes: dict[str, Source | None] = field(default_factory=dict)

    @property
    def generation(self) -> Generation:
        return self.view.site.config.generation

    def config(self, key: str) -> object:
        self.view.record(("config", key))
        return self.view.site.config.get(key)

    def include(self, name: str) -> Source | None:
        self.view.record(("include", name))
        return self.find_include(name)

    def find_include(self, name: str) -> Source | None:
        """Do as `include`, without recording the read."""
        if name not in self._includes:
            self._includes[name] = self._look_up(name)
        return self._includes[name]

    def _look_up(self, name: str) -> Source | None:
        for folder in self.view.site.includes:
            if found := self._source(f"{folder}/{name}", folder):
                return found
        return None

    def include_relative(self, page_path: str, name: str) -> Source | None:
        """Return the file; of a page, post or document what comes after its front matter."""
        path = posixpath.normpath(posixpath.join(self._folder_of(page_path), name))
        source = self.file(path)
        if source is None or not front_matter.is_opened(source.text):
            return source
        self.view.record(("page", path))
        if not self.is_page(path):
            return source
        parts = front_matter.split(source.text)
        return source._replace(text=parts.content, line=parts.line)

    def is_page(self, path: str) -> bool:
        """Return whether the file `path`, relative to the source, is a page, post or document."""
        source = self.view.site.config.source
        return os.path.normpath(os.path.join(source, path)) in self._page_files  # noqa: PTH118

    @cached_property
    def _page_files(self) -> frozenset[str]:
        """Return the absolute files of pages and documents; one that is all YAML has no body."""
        items = self.view.site.renderables
        return frozenset(os.path.normpath(it.file) for it in items if it.file and not it.yaml)

    def _folder_of(self, page_path: str) -> str:
        """Return the folder of the current page below the source, whatever `collections_dir` is."""
        item = self.view.viewer()
        if item is None or item.file is None:
            return posixpath.dirname(page_path)
        folder = os.path.dirname(item.file)  # noqa: PTH120
        return os.path.relpath(folder, self.view.site.config.source).replace(os.sep, "/")

    def _source(self, file: str, root: str) -> Source | None:
        data = self._bytes(file, root)
        if data is None:
            return None
        text = decode(data, str(self.view.site.config["encoding"]))
        return Source(text, self._shown(file), file=file)

    def _bytes(self, file: str, root: str) -> bytes | None:
        config = self.view.site.config
        if not self._is_file(file):
            return None
        if config["safe"] and not _is_inside(file, root):
            return None
        if config.limits and is_hard_link(file, config.source):
            return None
        shown = self._shown(file)
        if config.limits and os.path.getsize(file) > config.limits.file_size:  # noqa: PTH202
            raise LimitReachedError(f"{shown} has more than {config.limits.file_size} bytes")
        return read_bytes(file, shown)

    def _shown(self, file: str) -> str:
        return os.path.relpath(file, self.view.site.config.source).replace(os.sep, "/")

    def _is_file(self, file: str) -> bool:
        try:
            return is_file(file)
        except OSError as error:
            raise unreadable(error, self._shown(file)) from error

    def file(self, path: str) -> Source | None:
        self.view.record(("file", path))
        root = str(self.view.site.config.source)
        return self._source(os.path.join(root, path), root)  # noqa: PTH118

    def file_bytes(self, path: str) -> bytes | None:
        self.view.record(("file", path))
        root = str(self.view.site.config.source)
        return self._bytes(os.path.join(root, path), root)  # noqa: PTH118

    def names(self, path: str) -> list[str]:
        root = str(self.view.site.config.source)
        folder = os.path.join(root, path)  # noqa: PTH118
        self.view.record(("names", folder))
        if self.view.site.config["safe"] and not _is_inside(f"{folder}/.", root):
            return []
        try:
            return sorted(os.listdir(folder))  # noqa: PTH208
        except OSError:
            return []

    def layout(self, name: str) -> Source | None:
        self.view.record(("layout", name))
        layout = self.view.site.layouts.get(name)
        return None if layout is None else Source(layout.content, layout.path, layout.line)

    def page_source(self) -> Source | None:
        item = self.view.viewer()
        if item is None:
            return None
        self.view.record(("text", item.key))
        return Source(item.source.text(), item.path, item.line)

    def convert(self, converter: str, text: str) -> str:
        converted = self.converters(converter, text)
        self.view.tracker.record_conversion(converted)
        for notice in converted.notices:
            self.view.tracker.warn(notice)
        return converted.text

    def link(self, path: str) -> str | None:
        return self.view.link(path)

    def find_link(self, path: str) -> str | None:
        """Do as `link`, without recording the read."""
        return self.view.links.get(path)

    def link_candidates(self) -> list[str]:
        self.view.record(("list", "links"))
        return [path for path in self.view.links if path[:1] != "/"]

    def post_url(self, name: str) -> str | None:
        self.view.record(("post_url", name))
        post = self.posts.exactly(name)
        if post is None:
            post = self.posts.by_date_and_slug(name)
            if post is not None:
                self.warn("Deprecation:", _INEXACT.format(name))
        return None if post is None else post.url

    def find_post_url(self, name: str) -> str | None:
        """Do as `post_url`, without recording the read."""
        post = self.posts.exactly(name) or self.posts.by_date_and_slug(name)
        return None if post is None else post.url

    @cached_property
    def posts(self) -> PostNames:
        return PostNames(self.view.site.posts)

    def warn(self, topic: str, message: str) -> None:
        self.view.tracker.warn(Notice(topic, message))

    def now(self, form: str = "") -> datetime:
        self.view.record(("now", form) if form else ("now",))
        return self.view.site.now

    def timezone(self) -> tzinfo:
        return self.view.site.zone

    def recording(self, render: Callable[[], None]) -> object | None:
        return self.view.tracker.recording(render)

    def record_all(self, reads: object) -> None:
        assert isinstance(reads, frozenset)
        self.view.tracker.record_all(reads)


def _is_inside(file: str, folder: str) -> bool:
    return os.path.realpath(file).startswith(os.path.realpath(folder) + os.sep)
