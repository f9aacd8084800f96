"""File events below the source, without those that cannot affect the site."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from liquidsite.config import Config
from liquidsite.serve.debounce import Gatherer
from liquidsite.source.entries import EntryFilter

_EVENTS: list[type[FileSystemEvent]] = [
    FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent,
]  # fmt: skip
_POLL_SECONDS = 0.3
_REPORTS_CLOSED = sys.platform == "linux"  # whether closing a written file is an event
# Temporary files of editors, file managers, version control and Python.
_NOISE = re.compile(
    r"""(?: .*~ | \.\#.* | \#.*\# | \..*\.sw[a-z] | .*\.swp | 4913 | \.DS_Store | Thumbs\.db
      | .*___jb_(?:tmp|old)___ | \.goutputstream-.* | \.nfs.* | \.fuse_hidden.* | .*\.kate-swp
      | \.git | \.hg | \.svn | __pycache__ | \.sass-cache | \.jekyll-metadata )""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Relevance:
    """Decides which paths the site may depend on. `ignored` are absolute paths of folders."""

    source: Path
    ignored: tuple[str, ...]

    @classmethod
    def of(cls, config: Config) -> Relevance:
        own = (config.destination, config.cache_dir)
        return cls(config.source, tuple(str(path) for path in own))

    def matters(self, path: str) -> bool:
        if any(path == own or path.startswith(own + os.sep) for own in self.ignored):
            return False
        below = Path(os.path.relpath(path, self.source))
        return not any(_NOISE.fullmatch(part) for part in below.parts)


def watched_folders(config: Config) -> dict[str, bool]:
    """Map each folder to watch to whether its subfolders are watched, too.

    The source and the folders of configuration files are watched alone; each folder of the site
    is watched with its subfolders. So excluded folders need no watches.
    """
    relevance, entries = Relevance.of(config), EntryFilter.of(config)
    folders = {str(file.parent): False for file in config.files}
    folders[str(config.source)] = False
    special = [str(config[name]).strip("/") for name in _SPECIAL if config.get(name)]
    for name in _folders_in(config.source):
        path = str(config.source / name)
        wanted = name in special or name.startswith("_") or entries.keeps(name)
        if wanted and relevance.matters(path):
            folders[path] = True
    return folders


_SPECIAL = ("layouts_dir", "includes_dir", "data_dir", "plugins_dir", "collections_dir")


def _folders_in(source: Path) -> Iterator[str]:
    with contextlib.suppress(OSError), os.scandir(source) as found:
        yield from (entry.name for entry in found if entry.is_dir())


@dataclass
class Watcher:
    """Watches one site, and passes changed paths to the gatherer from its own thread."""

    gatherer: Gatherer
    polling: bool = False
    _observer: BaseObserver | None = None
    _watches: dict[str, ObservedWatch] = field(default_factory=dict)
    _relevance: Relevance | None = None

    def start(self, config: Config) -> bool:
        """Start watching. Return False if events are not available and files are polled instead."""
        try:
            self._start(Observer(timeout=1.0) if not self.polling else _poller(), config)
        except OSError:  # the system's limit on watches
            self.stop()
            self.polling = True
            self._start(_poller(), config)
            return False
        return True

    def _start(self, observer: BaseObserver, config: Config) -> None:
        self._observer = observer
        self.follow(config, frozenset())
        observer.start()

    def follow(self, config: Config, changed: frozenset[str]) -> None:
        """Watch the folders of `config`, including new ones; renew the watches on `changed` ones.

        Call it before a build, which then reads files that were added to a new folder earlier.
        """
        assert self._observer is not None
        self._relevance = Relevance.of(config)
        wanted = watched_folders(config)
        for path in [path for path in self._watches if path not in wanted or path in changed]:
            self._observer.unschedule(self._watches.pop(path))
        for path in wanted.keys() - self._watches.keys():
            self._watch(path, recursive=wanted[path])

    def _watch(self, path: str, *, recursive: bool) -> None:
        assert self._observer is not None
        real = os.path.realpath(path)  # watchdog does not follow links
        handler = _Handler(self._on_path, real, path)
        try:
            self._watches[path] = self._observer.schedule(
                handler, real, recursive=recursive, event_filter=_EVENTS
            )
        except OSError:  # removed in the meantime, or, at the start, the limit on watches
            if not self._observer.is_alive():
                raise

    def _on_path(self, path: str, is_open: bool) -> None:
        if self._relevance is not None and self._relevance.matters(path):
            self.gatherer.put(path, is_open=is_open and not self.polling)

    def stop(self) -> None:
        observer, self._observer = self._observer, None
        self._watches.clear()
        if observer is not None and observer.is_alive():
            observer.stop()
            observer.join(2.0)


def _poller() -> BaseObserver:
    return PollingObserver(timeout=_POLL_SECONDS)


class _Handler(FileSystemEventHandler):
    """Reports events below the folder `real` as paths below `shown`."""

    def __init__(self, on_path: Callable[[str, bool], None], real: str, shown: str) -> None:
        self._on_path = on_path
        self._real = real
        self._shown = shown

    def on_any_event(self, event: FileSystemEvent) -> None:
        is_open = _REPORTS_CLOSED and isinstance(event, FileModifiedEvent)
        for path in (event.src_path, event.dest_path):
            if path:
                shown = self._shown + os.fsdecode(path).removeprefix(self._real)
                self._on_path(shown, is_open)
