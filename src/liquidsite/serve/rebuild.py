"""Watch, build, report: the loop behind `serve` and `build --watch`."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from liquidsite.builder.left_out import counted, left_out, shown
from liquidsite.errors import Notice
from liquidsite.file_stamp import stat_of
from liquidsite.serve.debounce import BUSY_LONGEST, Gatherer
from liquidsite.serve.failure import Failure
from liquidsite.serve.outcome import Outcome, build, check
from liquidsite.serve.watch import Watcher
from liquidsite.session import Session

_SHOWN = 3  # changed files that are named
_AGAIN = "Regenerating:"
_IDLE = 0.3  # seconds without a change after which the site is checked


@dataclass
class Rebuilder:
    """Builds `session` again on every change, until stopped.

    tell      prints a notice, except in quiet mode
    warn      prints a notice in any mode
    on_build  called with the outcome of each build
    before    warnings of the build before, which are not printed again
    """

    session: Session
    tell: Callable[[Notice], None]
    warn: Callable[[Notice], None]
    on_build: Callable[[Outcome], None] = lambda outcome: None
    before: Collection[Notice] = ()
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
            self._built(build(self.session, changed), self._named(changed))
            self.session.finish()
            # The watcher may have missed a change: the whole site is checked between two edits.
            if self.gatherer.is_idle(_IDLE) and (missed := check(self.session)) is not None:
                self._built(missed, f"other files at {datetime.now():%H:%M:%S}")

    def stop(self) -> None:
        self.gatherer.close()
        self.watcher.stop()

    def _built(self, outcome: Outcome, changed: str) -> None:
        tell_outcome(outcome, self.tell, self.warn, changed=changed, before=self.before)
        self.before = warnings_of(outcome)
        self.on_build(outcome)

    def _named(self, changed: frozenset[str]) -> str:
        """Return what changed and when: `index.md, about.md and 3 more at 10:12:01`."""
        source = self.session.config.source
        paths = sorted(os.path.relpath(path, source) for path in changed)
        names = ", ".join(paths[:_SHOWN])
        more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
        return f"{names}{more} at {datetime.now():%H:%M:%S}"

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
    changed: str = "",
    before: Collection[Notice] = (),
) -> None:
    """Print the outcome of a build in one line, with what `changed`, then its warnings or error.

    Warnings that are in `before` are counted, not printed again.
    """
    notices = warnings_of(outcome)
    result = outcome.result
    if result is not None:
        parts = [counted(len(result.rendered), "page", "rendered")]
        if again := sum(notice in before for notice in notices):
            parts.append(counted(again, "warning", "as before"))
        done = f"done in {result.seconds:.3f} seconds. {', '.join(parts)}."
        tell(Notice(_AGAIN, f"{changed} ...{done}") if changed else Notice("", done))
    elif changed:
        tell(Notice(_AGAIN, changed))
    for notice in notices:
        if notice not in before:
            warn(notice)
    if outcome.error is not None:
        for notice in failure_of(outcome).notices():
            warn(notice)


def warnings_of(outcome: Outcome) -> list[Notice]:
    """Return the warnings of a build to print; the last says what was left out."""
    if outcome.result is None:
        return list(getattr(outcome.error, "notices", ()))
    warnings = outcome.result.warnings
    notices = shown(warnings, verbose=bool(outcome.config["verbose"]))
    missing = left_out((*outcome.config.notices, *warnings))
    return [*notices, missing] if missing else notices


def failure_of(outcome: Outcome) -> Failure:
    """Return the error of a build, with an excerpt from the site's files."""
    assert outcome.error is not None
    return Failure.of(outcome.error, (outcome.config.source,))
