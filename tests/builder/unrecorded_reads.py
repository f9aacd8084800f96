"""Build a site and print each file or folder that a render reads and its trace does not name.

    python tests/builder/unrecorded_reads.py SITE

A program of its own, since an audit hook stays for the life of its process. What the Sass process
opens cannot be seen from here: what it reports is recorded, and `test_style_edits.py` checks that.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from liquidsite import Site, parallel
from liquidsite.convert.sass import converter
from liquidsite.incremental.trace import Dependency
from liquidsite.incremental.tracker import Reads, Tracker
from liquidsite.incremental.view import SiteView
from liquidsite.model import Renderable

EVENTS = frozenset(["open", "os.listdir", "os.scandir"])
Render = tuple[SiteView, Renderable, set[Dependency], set[str]]


class Watch:
    """The renders that are under way, innermost last, each with the paths that it opened."""

    def __init__(self) -> None:
        self.renders: list[Render] = []
        self.unrecorded: set[tuple[str, str]] = set()
        self.seen = 0

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in EVENTS and self.renders and arguments and not isinstance(arguments[0], int):
            self.renders[-1][3].add(os.path.realpath(os.fsdecode(arguments[0] or ".")))

    @contextmanager
    def render(
        self, view: SiteView, item: Renderable, inner: AbstractContextManager[Reads]
    ) -> Iterator[Reads]:
        with inner as reads:
            self.renders.append((view, item, reads.dependencies, set()))
            try:
                yield reads
            finally:
                self.check(*self.renders.pop())

    def check(
        self, view: SiteView, item: Renderable, dependencies: set[Dependency], opened: set[str]
    ) -> None:
        folders = [str(view.site.config.source)]
        if view.site.theme is not None:
            folders.append(view.site.theme.root)
        roots = tuple(os.path.realpath(folder) + os.sep for folder in folders)
        named = {path for found in dependencies for path in paths(view, found)}
        for path in opened:
            if path.startswith(roots) and not path.endswith((".py", ".pyc", "__pycache__")):
                self.seen += 1
                if path not in named:
                    self.unrecorded.add((item.path, path))


def paths(view: SiteView, dependency: Dependency) -> Iterator[str]:
    """The files and folders that a dependency answers for."""
    kind, *key = dependency
    if kind in ("file", "names"):
        yield str((view.site.config.source / key[0]).resolve())
    elif kind == "include":
        yield from (os.path.realpath(f"{folder}/{key[0]}") for folder in view.site.includes)
    elif kind in ("part", "selection", "problems"):
        yield from (str((view.site.config.source / name).resolve()) for name in key[1].split("\0"))
    elif kind in ("text", "seen", "own"):
        item = view.items.get(key[0])
        if item is not None and item.file is not None:
            yield os.path.realpath(item.file)


def unrecorded(source: Path) -> tuple[int, set[tuple[str, str]]]:
    """How many reads there were, and those that no trace has: (page, path)."""
    watch = Watch()
    views: dict[Tracker, SiteView] = {}
    post_init, rendering = SiteView.__post_init__, Tracker.rendering

    def known(view: SiteView) -> None:
        post_init(view)
        views[view.tracker] = view

    def watched(tracker: Tracker, item: Renderable) -> AbstractContextManager[Reads]:
        return watch.render(views[tracker], item, rendering(tracker, item))

    setattr(SiteView, "__post_init__", known)  # noqa: B010 - a method for another, as a mutant does
    setattr(Tracker, "rendering", watched)  # noqa: B010
    # It only refuses pipes and devices: no output depends on what it lists.
    setattr(converter, "check_stylesheets", lambda *_, **__: None)  # noqa: B010
    setattr(parallel, "may_fork", lambda: False)  # noqa: B010 - one process, which the hook sees
    sys.addaudithook(watch.hook)
    with tempfile.TemporaryDirectory() as folder:
        # What the cache of an earlier run has is not rendered, and reads nothing.
        Site.load(source, config={"disable_disk_cache": True}).build(Path(folder) / "built")
    return watch.seen, watch.unrecorded


if __name__ == "__main__":
    count, missing = unrecorded(Path(sys.argv[1]).resolve())
    print(f"{count} reads, {len(missing)} of them unrecorded")
    for page, path in sorted(missing):
        print(f"{page}: {path}")
    sys.exit(bool(missing))
