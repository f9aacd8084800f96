"""Counters of `increment` and `decrement`, which Jekyll carries from page to page.

A site that counts is rendered in order, on one core and without memos: what a counter is on a
page depends on every page before. Nearly no site counts, and a look at its texts tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from liquidsite.model import Site


def counts(site: Site) -> bool:
    """Whether any template of the site may count."""
    return any("crement" in text for text in _texts(site))


def _texts(site: Site) -> Iterator[str]:
    yield from (item.content for item in site.renderables)
    yield from (layout.content for layout in site.layouts.values())
    for folder in site.includes:
        for path in Path(folder).rglob("*"):
            if path.is_file():
                yield path.read_text(encoding="utf-8", errors="replace")
