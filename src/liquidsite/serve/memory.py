"""Garbage collection in a process that builds more than once."""

from __future__ import annotations

import gc

_PYTHONS_OWN = (700, 10, 10)


def collect_often() -> None:
    """Restore Python's default garbage collection, and exclude all current objects from it.

    The command turns collection nearly off, since a single build ends before its garbage matters.
    In a server, each build leaves the previous site as garbage. What the first build loaded stays
    in use, and scanning it repeatedly would delay every rebuild.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_PYTHONS_OWN)
