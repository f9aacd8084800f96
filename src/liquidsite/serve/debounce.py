"""Many events, one change: editors save in several steps, a checkout touches hundreds of files."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

# Seconds without an event after which a change is whole: a save is over at once, where many
# files come in more are likely to follow.
_QUIET_FEW = 0.01
_QUIET_MANY = 0.1
_FEW = 5
_LONGEST = 2.0
# A file that was written to but not closed is half there; who never closes it is not waited for.
_QUIET_OPEN = 0.15
# Git at work on many files is waited for, but not a lock that a Git which was ended left behind.
BUSY_LONGEST = 10.0
_BUSY_QUIET = 1.0
_BUSY_STEP = 0.05


@dataclass
class Gatherer:
    """Takes paths from one thread and hands them out in batches to another.

    `busy` says that something is known to go on (Git at work); `quiet` and `longest` in seconds
    are what the user asked for instead of the usual.
    """

    busy: Callable[[], bool] = lambda: False
    quiet: float = 0.0
    longest: float = _LONGEST
    _paths: set[str] = field(default_factory=set)
    _open: set[str] = field(default_factory=set)
    _first: float = 0.0
    _last: float = 0.0
    _closed: bool = False
    _wake: threading.Condition = field(default_factory=threading.Condition)

    def put(self, path: str, *, is_open: bool = False) -> None:
        """Add a change; with `is_open` the writer will close the file, which is another change."""
        with self._wake:
            (self._open.add if is_open else self._open.discard)(path)
            self._last = time.monotonic()
            if not self._paths:
                self._first = self._last
            self._paths.add(path)
            self._wake.notify_all()

    def close(self) -> None:
        """Make `take` return nothing from now on."""
        with self._wake:
            self._closed = True
            self._wake.notify_all()

    def take(self) -> frozenset[str]:
        """Wait for a whole change; empty when closed."""
        with self._wake:
            while not self._closed:
                if not self._paths:
                    self._wake.wait()
                elif (seconds := self._remaining()) > 0:
                    self._wake.wait(seconds)
                else:
                    taken = frozenset(self._paths)
                    self._paths.clear()
                    self._open.clear()
                    return taken
        return frozenset()

    def _remaining(self) -> float:
        """Return the seconds to wait until the changes so far count as complete."""
        now = time.monotonic()
        usual = _QUIET_FEW if len(self._paths) < _FEW else _QUIET_MANY
        if self._open:
            usual = _QUIET_OPEN
        end = min(self._last + max(usual, self.quiet), self._first + max(self.longest, self.quiet))
        longest = min(self._last + _BUSY_QUIET, self._first + BUSY_LONGEST)
        if end <= now < longest and self.busy():
            return _BUSY_STEP
        return end - now
