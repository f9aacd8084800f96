"""File events below the source, without those that cannot affect the site."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

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
from liquidsite.source.watched import Relevance, watched_folders

_EVENTS: list[type[FileSystemEvent]] = [
    FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent,
]  # fmt: skip
_GONE = (FileDeletedEvent, FileMovedEvent)
_POLL_SECONDS = 0.3
_OnPath = Callable[[str, FileSystemEvent, bool], None]
_REPORTS_CLOSED = sys.platform == "linux"  # whether closing a written file is an event


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

    def _on_path(self, path: str, event: FileSystemEvent, is_target: bool) -> None:
        """Pass on that `path` changed; `is_target` is whether something was moved there."""
        if self._relevance is None or not self._relevance.matters(path):
            return
        is_open = _REPORTS_CLOSED and not self.polling and isinstance(event, FileModifiedEvent)
        self.gatherer.put(
            path,
            is_open=is_open,
            is_new=isinstance(event, FileCreatedEvent),
            is_gone=isinstance(event, _GONE) and not is_target,
            is_saved=is_target or isinstance(event, FileClosedEvent),
        )

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

    def __init__(self, on_path: _OnPath, real: str, shown: str) -> None:
        self._on_path = on_path
        self._real = real
        self._shown = shown

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in (event.src_path, event.dest_path):
            if path:
                shown = self._shown + os.fsdecode(path).removeprefix(self._real)
                self._on_path(shown, event, path is event.dest_path)
