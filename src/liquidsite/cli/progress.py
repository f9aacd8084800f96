"""A progress bar for long builds, on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# Seconds before a bar is shown, and between its updates.
_LONG = 1.0
_INTERVAL = 0.1


class Bar:
    """A progress bar: call it with the number of pages done, in total, and what is done.

    It appears once a build has taken longer than `_LONG`.
    """

    def __init__(self) -> None:
        self._next = time.monotonic() + _LONG
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __call__(self, done: int, total: int, stage: Literal["read", "render"]) -> None:
        now = time.monotonic()
        if now < self._next or (self._progress is None and done == total):
            return
        self._next = now + _INTERVAL
        text = "Reading..." if stage == "read" else "Rendering..."
        if self._progress is None:
            self._show(text, total)
        assert self._progress is not None and self._task is not None
        self._progress.update(self._task, completed=done, total=total, description=text)
        self._progress.refresh()

    def _show(self, text: str, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = TextColumn("{task.description:>19}"), BarColumn(), MofNCompleteColumn()
        # No redrawing thread, since processes are forked while the bar is shown.
        self._progress = Progress(*columns, console=Console(), transient=True, auto_refresh=False)
        self._progress.start()
        self._task = self._progress.add_task(text, total=total)

    def hide(self) -> None:
        if self._progress is not None:
            self._progress.stop()


@contextmanager
def bar(*, quiet: bool) -> Iterator[Bar | None]:
    """Show a bar inside the block; yield None without a terminal."""
    if quiet or not sys.stdout.isatty():
        yield None
        return
    shown = Bar()
    try:
        yield shown
    finally:
        shown.hide()
