"""Which files an untrusted site may read: its own, within limits on their number and size."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from liquidsite.config import Config
from liquidsite.errors import LimitError, ReadError
from liquidsite.safe_mode.limits import Limits
from liquidsite.safe_mode.paths import HARD_LINK, is_hard_link, is_inside


@dataclass(eq=False, repr=False)
class Guard:
    """`roots` are the source, and the folder of a theme that is installed on this machine."""

    roots: list[str]
    limits: Limits
    _seen: set[str] = field(default_factory=set)
    _copied: int = 0

    @classmethod
    def of(cls, config: Config) -> Guard | None:
        """Return a guard for safe mode, and None otherwise."""
        return None if config.limits is None else cls([str(config.source)], config.limits)

    def trust(self, theme: str) -> None:
        self.roots.append(theme)

    def is_own(self, path: str) -> bool:
        return any(is_inside(path, root) for root in self.roots)

    def own(self, folder: str, entries: Iterable[str]) -> Iterator[str]:
        """Yield the `entries` of `folder` that do not lead elsewhere: Jekyll passes over the
        others.
        """
        for entry in entries:
            path = f"{folder}/{entry}"
            self._check_depth(path)
            if not os.path.islink(path) or self.is_own(path):  # noqa: PTH114
                yield entry

    def enter(self, folder: str) -> None:
        """Check a folder.

        Raises ReadError for one elsewhere, LimitError for one that is too deep.
        """
        if not self.is_own(folder):
            raise ReadError("The folder leads out of the source.", path=self._shown(folder))
        self._check_depth(folder)

    def _check_depth(self, path: str) -> None:
        if (shown := self._shown(path)).count("/") >= self.limits.nesting:
            message = f"The folders are nested more than {self.limits.nesting} deep."
            raise LimitError(message, path=shown)

    def _shown(self, folder: str) -> str:
        return os.path.relpath(folder, self.roots[0]).replace(os.sep, "/")

    def admit(self, file: str, shown: str, *, whole: bool = False) -> None:
        """Check a file. Raises ReadError for one outside of the site, LimitError for too much."""
        size = self._size(file, shown)
        if whole and size > self.limits.file_size:
            raise LimitError(f"The file has more than {self.limits.file_size} bytes.", path=shown)
        self._seen.add(file)
        if len(self._seen) > self.limits.files:
            raise LimitError(f"The site has more than {self.limits.files} files.", path=shown)

    def copy(self, file: str, shown: str) -> None:
        """Check as `admit` does, for a file that is copied unchanged."""
        self.admit(file, shown)
        self._copied += self._size(file, shown)
        if self._copied > self.limits.copied:
            message = f"The files to copy have more than {self.limits.copied} bytes."
            raise LimitError(message, path=shown)

    def _size(self, file: str, shown: str) -> int:
        try:
            found = os.stat(file)  # noqa: PTH116 - thousands of calls
        except OSError as error:
            raise ReadError(f"The file cannot be read: {error.strerror}", path=shown) from error
        if not stat.S_ISREG(found.st_mode) or not self.is_own(file):
            raise ReadError("This is no file of the source, or leads out of it.", path=shown)
        if found.st_nlink > 1 and is_hard_link(file, self.roots[0]):
            raise ReadError(HARD_LINK, path=shown) from PermissionError()
        return found.st_size
