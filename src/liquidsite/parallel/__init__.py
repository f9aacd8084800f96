"""Processes: how many pay here, whether one may be forked, and (`forked`) work done by them."""

from __future__ import annotations

import os
import sys
import threading


def count() -> int:
    """Return how many cores this process may use: containers and `taskset` give it fewer."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def may_fork() -> bool:
    """Return whether this process may be split in two.

    One with more threads than one is not forked: a lock may be held in another. A daemonic
    process, such as a worker of Celery's, may have no children.
    """
    return hasattr(os, "fork") and threading.active_count() == 1 and not is_daemonic()


def is_daemonic() -> bool:
    """Return whether this process may have no children."""
    # A process that `multiprocessing` has not started does not pay for its import.
    module = sys.modules.get("multiprocessing.process")
    return module is not None and bool(module.current_process().daemon)
