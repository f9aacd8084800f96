"""Memory of a process that goes on after its first build."""

from __future__ import annotations

import gc

_PYTHONS_OWN = (700, 10, 10)


def collect_often() -> None:
    """Let Python collect garbage as often as it does by default, leaving out what is loaded now.

    The command turns collection nearly off, since a single build ends before its garbage matters.
    In a server each build leaves the site of the build before behind. What the first build loaded
    stays for good: looking at it again and again would delay every rebuild.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_PYTHONS_OWN)
