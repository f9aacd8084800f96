"""Which files a site may depend on, and which of them have changed since the last look."""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from liquidsite import regular_file
from liquidsite.config import Config
from liquidsite.file_stamp import is_racy, stamp_of
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
        return not any(_NOISE.fullmatch(part) for part in below.parts)


def watched_folders(config: Config) -> dict[str, bool]:
    """Map each folder to watch to whether its subfolders are watched, too.

    The source and the folders of configuration files are watched alone; each folder of the site
    is watched with its subfolders. So excluded folders need no watches.
    """
    relevance, entries = Relevance.of(config), EntryFilter.of(config)
    folders = {str(file.parent): False for file in config.files}
    folders[str(config.source)] = False
    special = [str(config[name]).strip("/") for name in FOLDER_SETTINGS if config.get(name)]
    for name in _folders_in(config.source):
        path = str(config.source / name)
        wanted = name in special or name.startswith("_") or entries.keeps(name)
        if wanted and relevance.matters(path):
            folders[path] = True
    return folders


FOLDER_SETTINGS = ("layouts_dir", "includes_dir", "data_dir", "plugins_dir", "collections_dir")


def _folders_in(source: Path) -> Iterator[str]:
    with contextlib.suppress(OSError), os.scandir(source) as found:
        yield from (entry.name for entry in found if entry.is_dir())


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
        relevance = Relevance.of(self.config)
        waiting = [*{**watched_folders(self.config), **self._folders}.items()]
        while waiting:
            folder, recursive = waiting.pop()
            with contextlib.suppress(OSError), os.scandir(folder) as found:
                for entry in found:
                    if _NOISE.fullmatch(entry.name):
                        continue
                    with contextlib.suppress(OSError):
                        if not entry.is_dir():
                            yield entry.path, entry.stat()
                        elif recursive and relevance.matters(entry.path) and not entry.is_symlink():
                            waiting.append((entry.path, True))


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
