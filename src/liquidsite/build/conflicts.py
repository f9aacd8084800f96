"""Two sources for one destination: Jekyll warns and lets the last one win."""

from __future__ import annotations

from liquidsite.errors import Notice
from liquidsite.model import Site


def conflicts(site: Site) -> list[Notice]:
    """What there is to tell of destinations that several files share."""
    sources: dict[str, list[str]] = {}
    for item in site.outputs():
        if not item.yields:
            sources.setdefault(item.destination, []).append(item.file or item.path)
    root = site.config.destination
    return [
        notice
        for destination, paths in sources.items()
        if len(paths) > 1
        for notice in _conflict(str(root / destination), paths)
    ]


def _conflict(destination: str, paths: list[str]) -> list[Notice]:
    return [
        Notice("Conflict:", "The following destination is shared by multiple files."),
        Notice("", "The written file may end up with unexpected contents."),
        Notice("", destination),
        *(Notice("", f" - {path}") for path in paths),
    ]
