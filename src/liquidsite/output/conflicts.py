"""Two sources for one destination: Jekyll warns and lets the last one win."""

from __future__ import annotations

from liquidsite.errors import Notice, WriteError
from liquidsite.model import Page, Renderable, Site, StaticFile
from liquidsite.urls import folders_above


def conflicts(site: Site) -> list[Notice]:
    """Yield warnings about destinations that several files share."""
    sources: dict[str, list[str]] = {}
    for item in site.outputs():
        if not item.yields:
            sources.setdefault(item.destination, []).append(_shown(item))
    root = site.config.destination
    return [
        notice
        for destination, paths in sources.items()
        if len(paths) > 1
        for notice in _conflict(str(root / destination), paths)
    ]


def check_folders(site: Site) -> None:
    """Refuse a destination that is a file for one source and a folder for another."""
    outputs = {item.destination: item for item in site.outputs()}
    folders = folders_above(outputs)
    for file, other in outputs.items():
        if file in folders:
            item = next(outputs[path] for path in outputs if path.startswith(f"{file}/"))
            raise WriteError(
                f"{file} cannot be both a file, for {_shown(other)}, and a "
                f"folder, for {_shown(item)}. Change the permalink of one of them.",
                path=item.path,
            )


def _shown(item: Renderable | StaticFile) -> str:
    """Show pages by their path in the source, all else by the whole path."""
    return item.path if isinstance(item, Page) else item.file or item.path


def _conflict(destination: str, paths: list[str]) -> list[Notice]:
    return [
        Notice("Conflict:", "The following destination is shared by multiple files."),
        Notice("", "The written file may end up with unexpected contents."),
        Notice("", destination),
        *(Notice("", f" - {path}") for path in paths),
        Notice("", ""),
    ]
