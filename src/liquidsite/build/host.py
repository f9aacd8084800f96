"""The site's answers to Jekyll's tags and filters, each noted in the render that asked."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property

from liquidsite.build.view import SiteView
from liquidsite.liquid.host import Source
from liquidsite.model import Document
from liquidsite.read.reader import decode, read_bytes

_POST_NAME = re.compile(r"(?P<folder>.+/)*(?P<date>\d{2,4}-\d{1,2}-\d{1,2})-(?P<slug>.*)")


@dataclass
class SiteHost:
    """Implements `liquidsite.liquid.host.Host` on the view of one build."""

    view: SiteView
    converters: Callable[[str, str], str]
    _includes: dict[str, Source | None] = field(default_factory=dict)

    def config(self, key: str) -> object:
        self.view.note(("config", key))
        return self.view.site.config.get(key)

    def include(self, name: str) -> Source | None:
        self.view.note(("include", name))
        return self.find_include(name)

    def find_include(self, name: str) -> Source | None:
        """As `include`, without noting."""
        if name not in self._includes:
            self._includes[name] = self._look_up(name)
        return self._includes[name]

    def _look_up(self, name: str) -> Source | None:
        for folder in self.view.site.includes:
            if found := self._source(f"{folder}/{name}", folder):
                return found
        return None

    def include_relative(self, page_path: str, name: str) -> Source | None:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page_path), name))
        self.view.note(("file", path))
        root = str(self.view.site.config.source)
        return self._source(os.path.join(root, path), root)  # noqa: PTH118

    def _source(self, file: str, root: str) -> Source | None:
        config = self.view.site.config
        if not os.path.isfile(file):  # noqa: PTH113
            return None
        if config["safe"] and not _is_inside(file, root):
            return None
        shown = os.path.relpath(file, config.source).replace(os.sep, "/")
        return Source(decode(read_bytes(file, shown), str(config["encoding"])), shown)

    def convert(self, converter: str, text: str) -> str:
        return self.converters(converter, text)

    def link(self, path: str) -> str | None:
        self.view.note(("link", path))
        return self.find_link(path)

    def find_link(self, path: str) -> str | None:
        """As `link`, without noting."""
        return self.links.get(path) or self.links.get(path.removeprefix("/"))

    def link_candidates(self) -> list[str]:
        self.view.note(("list", "links"))
        return list(self.links)

    @cached_property
    def links(self) -> dict[str, str]:
        """Path → URL of everything that is written; of one path the first counts."""
        links: dict[str, str] = {}
        for item in self.view.site.outputs():
            links.setdefault(item.path.lstrip("/"), item.url)
        return links

    def post_url(self, name: str) -> str | None:
        self.view.note(("post_url", name))
        return self.find_post_url(name)

    def find_post_url(self, name: str) -> str | None:
        """As `post_url`, without noting."""
        post = self._post_named(name)
        return None if post is None else post.url

    def _post_named(self, name: str) -> Document | None:
        match = _POST_NAME.fullmatch(name.strip("/"))
        if match is None:
            return None
        tail = f"{match['date']}-{match['slug']}"
        folder = match["folder"] or ""
        for post in self.view.site.posts:
            stem = posixpath.splitext(post.path)[0]
            if posixpath.basename(stem) == tail and folder in stem:
                return post
        return None

    def now(self) -> datetime:
        self.view.note(("clock",))
        return self.view.site.time

    def timezone(self) -> tzinfo:
        return self.view.site.zone


def _is_inside(file: str, folder: str) -> bool:
    return os.path.realpath(file).startswith(os.path.realpath(folder) + os.sep)
