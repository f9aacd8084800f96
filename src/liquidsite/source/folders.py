"""The walk over the source folder: pages, static files and posts, folder by folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from liquidsite.errors import ReadError
from liquidsite.folder_tree import is_folder
from liquidsite.model import Collection, Document, Page, StaticFile
from liquidsite.regular_file import is_file
from liquidsite.source.collections import read_posts
from liquidsite.source.entries import is_readable
from liquidsite.source.pages import read_page
from liquidsite.source.reader import Reader, unreadable
from liquidsite.source.static_files import read_static_file


@dataclass(eq=False, repr=False)
class Found:
    """What the walk has found so far."""

    pages: list[Page] = field(default_factory=list)
    static_files: list[StaticFile] = field(default_factory=list)
    posts: list[Document] = field(default_factory=list)


class _Step(NamedTuple):
    """A folder to enter, or, when its folders have been, its files to read.

    `above` are the real paths of the folders that lead here, after that of the destination.
    """

    folder: str
    above: tuple[str, ...]
    files: Sequence[str] | None = None


def read_folders(reader: Reader, posts: Collection) -> Found:
    """Return everything outside of the collections, in Jekyll's order.

    Where Jekyll leaves the order to the file system (pages of one name), it is by path here.
    """
    found = Found()
    destination = os.path.realpath(reader.config.destination)
    waiting: list[_Step] = [_Step("", (destination,))]
    while waiting:
        waiting += reversed(_read_folder(reader, posts, waiting.pop(), found))
    _read_included(reader, found)
    found.pages.sort(key=lambda page: page.name)
    found.static_files.sort(key=lambda file: file.path)
    return found


def _read_folder(reader: Reader, posts: Collection, step: _Step, found: Found) -> list[_Step]:
    """Take a step of the walk; return those that come before all others."""
    folder, above = step.folder, step.above
    if step.files is not None:
        for name in step.files:
            _read_file(reader, f"{folder}/{name}".lstrip("/"), found)
        return []
    here = _real(reader.full(folder), above[-1])
    if folder and here == above[0]:
        return []
    reader.enter(here)
    if here in above:
        raise ReadError("The folder is a link to one that it is in.", path=folder)
    folders, files = _entries(reader, folder)
    if folder.startswith(reader.config.collections_folder):
        found.posts.extend(read_posts(reader, posts, folder))
    below = [_Step(f"{folder}/{name}".lstrip("/"), (*above, here)) for name in folders]
    return [*below, _Step(folder, above, files)]


def _real(folder: str, above: str) -> str:
    """Return its path without links; `above` is that of the folder that it is in."""
    is_plain = os.path.dirname(folder) == above and not os.path.islink(folder)  # noqa: PTH114, PTH120
    return folder if is_plain else os.path.realpath(folder)


def _entries(reader: Reader, folder: str) -> tuple[list[str], list[str]]:
    """Return the names of the folders and of the files in `folder` that belong to the site."""
    folders: list[str] = []
    files: list[str] = []
    try:
        with os.scandir(reader.full(folder)) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        shown = folder or str(reader.config.source)
        raise ReadError(f"The folder cannot be read: {error.strerror}", path=shown) from error
    for entry in entries:
        if reader.filter.keeps(entry.name, folder):
            if is_folder(entry):
                folders.append(entry.name)
            elif is_readable(entry):
                files.append(entry.name)
    return folders, files


def _read_file(reader: Reader, path: str, found: Found) -> None:
    file = reader.full(path)
    if not reader.has_header(file, path):
        found.static_files.append(read_static_file(reader, f"/{path}", file))
    elif page := read_page(reader, path, file):
        found.pages.append(page)


def _read_included(reader: Reader, found: Found) -> None:
    """Read the files that `include` names outright, wherever they are in the source."""
    known = {page.path for page in found.pages}
    known.update(file.path.lstrip("/") for file in found.static_files)
    for name in reader.filter.include:
        path = os.path.normpath(name).replace(os.sep, "/").lstrip("/")
        inside = not path.startswith("../") and _is_file(reader, path)
        if inside and path not in known and not _kept_out(reader, path):
            _read_file(reader, path, found)


def _is_file(reader: Reader, path: str) -> bool:
    try:
        return is_file(reader.full(path))
    except OSError as error:
        raise unreadable(error, path) from error


def _kept_out(reader: Reader, path: str) -> bool:
    if reader.guard:
        return not reader.guard.is_own(reader.full(path))
    return reader.filter.safe and reader.filter.leaves_source(path)
