"""Which files a site may depend on, and which of them have changed since the last look."""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from liquidsite import regular_file
from liquidsite.config import Config, plugin_folders
from liquidsite.file_stamp import is_racy, stamp_of
from liquidsite.folder_tree import is_folder
from liquidsite.incremental.trace import digest
from liquidsite.model import Theme
from liquidsite.source.entries import EntryFilter

# Temporary files of editors, file managers, version control and Python.
_NOISE = re.compile(
    r"""(?: .*~ | \.\#.* | \#.*\# | \..*\.sw[a-z] | .*\.swp | 4913 | \.DS_Store | Thumbs\.db
      | .*___jb_(?:tmp|old)___ | \.goutputstream-.* | \.nfs.* | \.fuse_hidden.* | .*\.kate-swp
      | \.git | \.hg | \.svn | __pycache__ | \.sass-cache | \.jekyll-metadata )""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Relevance:
    """Decides which paths the site may depend on. `ignored` are absolute paths of folders."""

    source: Path
    ignored: tuple[str, ...]

    @classmethod
    def of(cls, config: Config) -> Relevance:
        own = (config.destination, config.cache_dir)
        return cls(config.source, tuple(str(path) for path in own))

    def matters(self, path: str) -> bool:
        if any(path == own or path.startswith(own + os.sep) for own in self.ignored):
            return False
        below = Path(os.path.relpath(path, self.source))
        return not any(map(is_noise, below.parts))


def is_noise(name: str) -> bool:
    """Return whether a file or folder of that name belongs to a tool, and never to a site."""
    return _NOISE.fullmatch(name) is not None


def watched_folders(config: Config) -> dict[str, bool]:
    """Map each folder to watch to whether its subfolders are watched, too.

    The source and the folders of configuration files are watched alone; each folder of the site
    is watched with its subfolders. So excluded folders need no watches, unless a setting names a
    folder or file in them.
    """
    relevance, entries = Relevance.of(config), EntryFilter.of(config)
    folders = {str(file.parent): False for file in config.files}
    folders[str(config.source)] = False
    names = (name for name in _folders_in(config.source) if name[0] == "_" or entries.keeps(name))
    for folder in (*(config.source / name for name in names), *_named_folders(config)):
        if folder.is_dir() and relevance.matters(str(folder)) and not _is_in(str(folder), folders):
            folders[str(folder)] = True
    for name in entries.include:
        file = config.source / name.lstrip("/")
        if file.is_file() and not _is_in(str(file), folders):
            folders.setdefault(str(file.parent), False)
    return folders


def _folders_in(source: Path) -> Iterator[str]:
    with contextlib.suppress(OSError), os.scandir(source) as found:
        yield from (entry.name for entry in found if entry.is_dir())


def _named_folders(config: Config) -> Iterator[Path]:
    """Yield the folders inside the source that settings name, wherever they are."""
    settings = ("layouts_dir", "includes_dir", "data_dir", "collections_dir")
    named = [config.source / str(config[name] or "").strip("/") for name in settings]
    for folder in (*named, *plugin_folders(config)):
        if folder != config.source and folder.is_relative_to(config.source):
            yield folder


def _is_in(path: str, folders: Mapping[str, bool]) -> bool:
    """Return whether one of `folders` is watched with its subfolders, and `path` is in it."""
    return any(deep and path.startswith(folder + os.sep) for folder, deep in folders.items())


def scanned(
    folders: Mapping[str, bool],
    is_left_out: Callable[[str], bool],
    is_entered: Callable[[str], bool],
    onerror: Callable[[OSError], object] = lambda _: None,
) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """Yield each of `folders` with its entries, and the folders below it where that is asked for.

    `is_left_out` is asked for names, `is_entered` for the paths of folders. Links are not entered.
    """
    waiting = [*folders.items()]
    while waiting:
        folder, deep = waiting.pop()
        try:
            with os.scandir(folder) as found:
                entries = [entry for entry in found if not is_left_out(entry.name)]
        except OSError as error:
            onerror(error)
            continue
        below = [entry for entry in entries if is_folder(entry)]
        yield folder, entries if deep else [entry for entry in entries if not is_folder(entry)]
        inside = (entry.path for entry in below if deep and not entry.is_symlink())
        waiting += [(path, True) for path in inside if is_entered(path)]


class _Seen(NamedTuple):
    """A file as it was: its stamp, and the digest of its content where the stamp may stay."""

    stamp: str
    content: str = ""


@dataclass
class WatchedFiles:
    """The files of a site as they were at the last look. A theme elsewhere is one more folder."""

    config: Config
    theme: Theme | None = None
    _seen: dict[str, _Seen] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._folders = {self.theme.root: True} if self.theme else {}
        self.changed()

    def changed(self) -> frozenset[str]:
        """Return the absolute paths of files that came, went or changed since the last look."""
        began, before = time.time_ns(), self._seen
        self._seen = {}
        changed = set(before)
        for path, stat in self._files():
            self._seen[path], is_changed = _look(path, stat, before.get(path), began)
            (changed.add if is_changed else changed.discard)(path)
        return frozenset(changed)

    def restore(self, changed: frozenset[str]) -> None:
        """Let the next look find these files changed again."""
        self._seen.update((path, _Seen("")) for path in changed)

    def _files(self) -> Iterator[tuple[str, os.stat_result]]:
        folders = {**watched_folders(self.config), **self._folders}
        for _, entries in scanned(folders, is_noise, Relevance.of(self.config).matters):
            for entry in entries:
                with contextlib.suppress(OSError):
                    if not is_folder(entry):
                        yield entry.path, entry.stat()


def _look(path: str, stat: os.stat_result, before: _Seen | None, began: int) -> tuple[_Seen, bool]:
    """Return the file as it is now, and whether it has changed since `before`."""
    stamp, racy = stamp_of(stat), is_racy(stat, began)
    may_be_same = before is not None and before.stamp == stamp
    compares = may_be_same and before is not None and before.content
    content = _content(path) if racy or compares else ""
    is_changed = not may_be_same or bool(compares and before and content != before.content)
    return _Seen(stamp, content if racy else ""), is_changed


def _content(path: str) -> str:
    try:
        return digest(regular_file.read(Path(path)).decode("latin-1"))
    except OSError as error:
        return str(error.errno)
