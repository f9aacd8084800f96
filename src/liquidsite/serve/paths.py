"""Find the file in the destination for a URL path, and never a file outside of it.

Source of the order of candidates: Jekyll's documentation, "jekyll serve", and what the servers
of published sites do: `/about` is `about`, or `about.html` where there is no such file.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

INDEXES = (
    "index.htm", "index.html", "index.rhtml", "index.xht", "index.xhtml", "index.cgi",
    "index.xml", "index.json",
)  # fmt: skip
_IMPLIED = ("", ".html", ".xhtml")
# Names with a special meaning on Windows: streams, drives, devices, names that it shortens.
_WINDOWS = re.compile(
    r'.*[\\:*?"<>|\x00-\x1f]|.*[. ]\Z|(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|\Z)',
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class File:
    """A regular file to send."""

    path: str


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder to list; `slash` says whether the URL ended with one."""

    path: str
    slash: bool


@dataclass(frozen=True, slots=True)
class Root:
    """The served folder. `listing` lists folders even if they have an index file."""

    folder: str
    listing: bool = False
    windows: bool = os.name == "nt"

    def find(self, path: str) -> File | Folder | None:
        """Return what to send for the percent-encoded URL `path`; None for a 404."""
        names = _names(path, self.windows)
        if names is None:
            return None
        slash = path.endswith("/")
        target = os.path.join(self.folder, *names)  # noqa: PTH118
        if self._is(target, stat.S_ISDIR):
            return self._in_folder(target, slash or not names)
        return None if slash else self._first(target + ext for ext in _IMPLIED)

    def _in_folder(self, target: str, slash: bool) -> File | Folder:
        if slash and not self.listing:
            index = self._first(os.path.join(target, name) for name in INDEXES)  # noqa: PTH118
            if index:
                return index
        return Folder(target, slash)

    def _first(self, candidates: Iterator[str]) -> File | None:
        return next((File(path) for path in candidates if self._is(path, stat.S_ISREG)), None)

    def _is(self, path: str, kind: object) -> bool:
        """Return whether `path` is of that kind, and inside the folder with links resolved."""
        assert callable(kind)
        try:
            return kind(os.stat(path).st_mode) and self._holds(path)  # noqa: PTH116
        except (OSError, ValueError):
            return False

    def _holds(self, path: str) -> bool:
        root = os.path.realpath(self.folder)
        real = os.path.realpath(path)
        return real == root or real.startswith(root.rstrip(os.sep) + os.sep)


def _names(path: str, windows: bool) -> list[str] | None:
    """Return the decoded parts of a URL path; None if one of them is not a plain name.

    Each part is decoded once and separately, so an encoded slash does not split a part in two.
    """
    if not path.startswith("/"):
        return None
    names = [unquote(name, errors="surrogateescape") for name in path.split("/") if name]
    return names if all(_is_plain(name, windows) for name in names) else None


def _is_plain(name: str, windows: bool) -> bool:
    if name in (".", "..") or "/" in name or "\0" in name or is_hidden(name):
        return False
    return not (windows and _WINDOWS.match(name))


def is_hidden(name: str) -> bool:
    """Return whether Jekyll's server hides the name: settings of other servers, backups."""
    return name.startswith((".ht", "~"))
