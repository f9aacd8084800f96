"""The site's answers to Jekyll's tags and filters, each recorded in the render that asked."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING

from liquidsite.builder.post_names import PostNames
from liquidsite.convert import Converted
from liquidsite.errors import Notice
from liquidsite.generation import Generation
from liquidsite.incremental.parts import RecordedParts, key_of
from liquidsite.incremental.view import SiteView
from liquidsite.liquid.source import Source
from liquidsite.plugin import Parts
from liquidsite.source import front_matter
from liquidsite.source.source_files import SourceFiles, is_strictly_inside

if TYPE_CHECKING:
    from liquidsite.network import Answer

_INEXACT = (
    "A call to '{{% post_url {} %}}' did not match a post using the new matching method of "
    "checking name (path-date-slug) equality. Please make sure that you change this tag to match "
    "the post's name exactly."
)


@dataclass(eq=False, repr=False)
class SiteHost:
    """Implements `liquidsite.liquid.host.Host` on the view of one build."""

    view: SiteView
    converters: Callable[[str, str], Converted]
    _includes: dict[str, Source | None] = field(default_factory=dict)
    _fetched: dict[str, Answer] = field(default_factory=dict)

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
        made = self.view.site.made_includes.get(name)
        if made is not None:
            return Source(made, name)
        for folder in self.view.site.includes:
            if found := self.source_files.below(f"{folder}/{name}", folder):
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

    @cached_property
    def source_files(self) -> SourceFiles:
        return SourceFiles(self.view.site.config)

    def file(self, path: str) -> Source | None:
        self.view.record(("file", path))
        return self.source_files.find(path)

    def has_file(self, path: str) -> bool:
        self.view.record(("is file", path))
        return self.is_file(path)

    def is_file(self, path: str) -> bool:
        """Do as `has_file`, without recording the read."""
        return self.source_files.has(path)

    def parts(self, parser: str, files: Sequence[str], options: str) -> Parts:
        found = self.view.site.parts(parser, files, options)
        return RecordedParts(found, self.view.tracker, key_of(parser, files, options))

    def file_bytes(self, path: str) -> bytes | None:
        self.view.record(("file", path))
        return self.source_files.data(path)

    def fetch(self, url: str, pause: float) -> Answer:
        self.view.record(("fetched", url, str(pause)))
        return self.find_fetched(url, pause)

    def find_fetched(self, url: str, pause: float) -> Answer:
        """Do as `fetch`, without recording the read; in one build a URL has one answer."""
        from liquidsite import network  # most builds do without

        if url not in self._fetched:
            site = self.view.site
            self._fetched[url] = network.fetch(site.config, url, site.now, pause=pause)
        return self._fetched[url]

    def names(self, path: str) -> list[str]:
        root = str(self.view.site.config.source)
        folder = os.path.join(root, path)  # noqa: PTH118
        self.view.record(("names", folder))
        if self.view.site.config["safe"] and not is_strictly_inside(f"{folder}/.", root):
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
