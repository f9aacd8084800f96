"""Combine file events into one change.

Editors save in several steps, and a checkout touches hundreds of files.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

# Seconds without an event after which a change is complete. A save is over when the file is closed
# or moved into place; a file that is new or gone may be a step of one, and after many files, more
# are likely to follow.
_QUIET_SAVED = 0.002
_QUIET_FEW = 0.01
_QUIET_MANY = 0.1
_FEW = 5
LONGEST = 2.0
# The same while a file was written to but not closed, as it may be incomplete. Programs that keep
# a file open, such as loggers, must not block builds for ever.
_QUIET_OPEN = 0.15
# Wait while Git changes many files, but not for a lock file that a killed Git left behind.
BUSY_LONGEST = 10.0
_BUSY_QUIET = 1.0
_BUSY_STEP = 0.05


@dataclass
class Change:
    """The paths of one change, as its events arrive. Times are seconds of a monotonic clock."""

    quiet: float = 0.0
    longest: float = LONGEST
    paths: set[str] = field(default_factory=set)
    _open: set[str] = field(default_factory=set)
    _born: set[str] = field(default_factory=set)
    _saved: set[str] = field(default_factory=set)
    _first: float = 0.0
    _last: float = 0.0

    def put(
        self,
        path: str,
        now: float,
        *,
        is_open: bool = False,
        is_new: bool = False,
        is_gone: bool = False,
        is_saved: bool = False,
    ) -> None:
        """Add a changed path. `is_open`: the file is still being written; a close event follows.
        `is_saved`: it was closed, or moved into place.

        A file that is new and gone again within one change is no change: `sed -i` writes one.
        """
        if is_new and path not in self.paths:
            self._born.add(path)
        if is_gone and path in self._born:
            for known in (self.paths, self._open, self._born, self._saved):
                known.discard(path)
            return
        (self._open.add if is_open else self._open.discard)(path)
        is_complete = is_saved and path not in self._born
        (self._saved.add if is_complete else self._saved.discard)(path)
        self._last = now
        if not self.paths:
            self._first = now
        self.paths.add(path)

    def remaining(self, now: float, busy: Callable[[], bool]) -> float:
        """Return the seconds to wait at `now` until the change counts as complete."""
        usual = _QUIET_FEW if len(self.paths) < _FEW else _QUIET_MANY
        if len(self._saved) == len(self.paths) < _FEW:
            usual = _QUIET_SAVED
        if self._open:
            usual = _QUIET_OPEN
        end = min(self._last + max(usual, self.quiet), self._first + max(self.longest, self.quiet))
        longest = min(self._last + _BUSY_QUIET, self._first + BUSY_LONGEST)
        if end <= now < longest and busy():
            return _BUSY_STEP
        return end - now


@dataclass
class Gatherer:
    """Takes paths from one thread and returns them in batches to another.

    busy     returns whether more changes are known to follow, because Git is running
    quiet    minimum seconds without an event, from `livereload_min_delay`
    longest  maximum seconds to wait, from `livereload_max_delay`
    """

    busy: Callable[[], bool] = lambda: False
    quiet: float = 0.0
    longest: float = LONGEST
    _closed: bool = False
    _wake: threading.Condition = field(default_factory=threading.Condition)

    def __post_init__(self) -> None:
        self._change = Change(self.quiet, self.longest)

    def put(
        self,
        path: str,
        *,
        is_open: bool = False,
        is_new: bool = False,
        is_gone: bool = False,
        is_saved: bool = False,
    ) -> None:
        """Add a changed path, as `Change.put` does, at this moment."""
        with self._wake:
            self._change.put(
                path,
                time.monotonic(),
                is_open=is_open,
                is_new=is_new,
                is_gone=is_gone,
                is_saved=is_saved,
            )
            self._wake.notify_all()

    def is_idle(self, seconds: float) -> bool:
        """Wait so long, and return whether no change came."""
        with self._wake:
            return not self._wake.wait_for(lambda: self._closed or self._change.paths, seconds)

    def close(self) -> None:
        """End: `take` returns an empty set from now on."""
        with self._wake:
            self._closed = True
            self._wake.notify_all()

    def take(self) -> frozenset[str]:
        """Wait for a complete change and return its paths; an empty set after `close`."""
        with self._wake:
            while not self._closed:
                if not self._change.paths:
                    self._wake.wait()
                elif (seconds := self._change.remaining(time.monotonic(), self.busy)) > 0:
                    self._wake.wait(seconds)
                else:
                    taken = frozenset(self._change.paths)
                    self._change = Change(self.quiet, self.longest)
                    return taken
        return frozenset()
