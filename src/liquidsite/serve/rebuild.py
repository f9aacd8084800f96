"""Watch, build, report: the loop behind `serve` and `build --watch`."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from liquidsite.builder.left_out import left_out, shown
from liquidsite.errors import Notice
from liquidsite.file_stamp import stat_of
from liquidsite.serve.debounce import BUSY_LONGEST, Gatherer
from liquidsite.serve.failure import Failure
from liquidsite.serve.outcome import Outcome, build
from liquidsite.serve.watch import Watcher
from liquidsite.session import Session

_SHOWN = 10  # changed files that are printed


@dataclass
class Rebuilder:
    """Builds `session` again on every change, until stopped.

    tell      prints a notice, except in quiet mode
    warn      prints a notice in any mode
    on_build  called with the outcome of each build
    """

    session: Session
    tell: Callable[[Notice], None]
    warn: Callable[[Notice], None]
    on_build: Callable[[Outcome], None] = lambda outcome: None
    polling: bool = False
    gatherer: Gatherer = field(default_factory=Gatherer)
    _works: bool = True

    def __post_init__(self) -> None:
        self.watcher = Watcher(self.gatherer, self.polling)

    def start(self) -> None:
        """Start watching files."""
        config = self.session.config
        lock = str(config.source / ".git" / "index.lock")
        self.gatherer.busy = lambda: _is_held(lock)
        self._works = self.watcher.start(config)

    def run(self) -> None:
        """Build on every change. Returns after `stop`."""
        self._say("Auto-regeneration:", f"enabled for '{self.session.config.source}'")
        if not self._works:
            self._say("", "by polling, since the system's limit on watched folders is reached")
        while changed := self.gatherer.take():
            self.watcher.follow(self.session.config, changed)
            self._name(changed)
            outcome = build(self.session, changed)
            tell_outcome(outcome, self.tell, self.warn, done="...done")
            self.on_build(outcome)

    def stop(self) -> None:
        self.gatherer.close()
        self.watcher.stop()

    def _name(self, changed: frozenset[str]) -> None:
        now = datetime.now().strftime("%Y-%m-%d %H:%M:%S")
        self._say("Regenerating:", f"{len(changed)} file(s) changed at {now}")
        source = self.session.config.source
        paths = sorted(os.path.relpath(path, source) for path in changed)
        for path in paths[:_SHOWN]:
            self._say("", path)
        if len(paths) > _SHOWN:
            self._say("", f"and {len(paths) - _SHOWN} more")

    def _say(self, topic: str, message: str) -> None:
        self.tell(Notice(topic, message))


def _is_held(lock: str) -> bool:
    """Return whether Git is running, judging by its `lock` file. An old lock was left behind."""
    found = stat_of(lock)
    return found is not None and time.time() - found.st_mtime < BUSY_LONGEST


def tell_outcome(
    outcome: Outcome,
    tell: Callable[[Notice], None],
    warn: Callable[[Notice], None],
    *,
    done: str = "done",
) -> None:
    """Print the outcome of a build, as Jekyll's watcher does."""
    if outcome.result is not None:
        warnings = outcome.result.warnings
        for notice in shown(warnings, verbose=bool(outcome.config["verbose"])):
            warn(notice)
        tell(Notice("", f"{done} in {outcome.result.seconds:.3f} seconds."))
        if (missing := left_out((*outcome.config.notices, *warnings))) is not None:
            warn(missing)
    elif outcome.error is not None:
        for notice in getattr(outcome.error, "notices", ()):
            warn(notice)
        for notice in failure_of(outcome).notices():
            warn(notice)


def failure_of(outcome: Outcome) -> Failure:
    """Return the error of a build, with an excerpt from the site's files."""
    assert outcome.error is not None
    return Failure.of(outcome.error, (outcome.config.source,))
