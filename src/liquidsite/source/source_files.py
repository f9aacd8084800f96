"""Files of the source that templates and plugins name: what may be read of them, and their text."""

from __future__ import annotations

import os
from dataclasses import dataclass

from liquidsite.config import Config
from liquidsite.errors import LimitError
from liquidsite.liquid.failures import LimitReachedError
from liquidsite.liquid.source import Source
from liquidsite.regular_file import is_file
from liquidsite.safe_mode.paths import is_hard_link
from liquidsite.source.reader import decode, read_bytes, unreadable


@dataclass(frozen=True, eq=False, repr=False)
class SourceFiles:
    """The files of one site, within the bounds of safe mode."""

    config: Config

    def find(self, path: str) -> Source | None:
        """Return the file at `path`, relative to the source; None where there is none to read.

        Raises ReadError, LimitReachedError.
        """
        root = str(self.config.source)
        return self.below(os.path.join(root, path), root)  # noqa: PTH118

    def text(self, path: str) -> str | None:
        """Return the text of the file at `path`; None where there is none to read.

        Raises ReadError, LimitError.
        """
        try:
            found = self.find(path)
        except LimitReachedError as error:
            raise LimitError(f"{error}.", path=path) from None
        return None if found is None else found.text

    def has(self, path: str) -> bool:
        """Return whether `find` finds the file at `path`."""
        root = str(self.config.source)
        return self._may_read(os.path.join(root, path), root)  # noqa: PTH118

    def data(self, path: str) -> bytes | None:
        """Return what is in the file at `path`, as `find` does."""
        root = str(self.config.source)
        return self._bytes(os.path.join(root, path), root)  # noqa: PTH118

    def below(self, file: str, root: str) -> Source | None:
        """Return `file`, an absolute path; in safe mode None for one that is not below `root`."""
        data = self._bytes(file, root)
        if data is None:
            return None
        text = decode(data, str(self.config["encoding"]))
        return Source(text, self._shown(file), file=file)

    def _bytes(self, file: str, root: str) -> bytes | None:
        if not self._may_read(file, root):
            return None
        shown, limits = self._shown(file), self.config.limits
        if limits and os.path.getsize(file) > limits.file_size:  # noqa: PTH202
            raise LimitReachedError(f"{shown} has more than {limits.file_size} bytes")
        return read_bytes(file, shown)

    def _may_read(self, file: str, root: str) -> bool:
        try:
            if not is_file(file):
                return False
        except OSError as error:
            raise unreadable(error, self._shown(file)) from error
        if self.config["safe"] and not is_strictly_inside(file, root):
            return False
        return not (self.config.limits and is_hard_link(file, self.config.source))

    def _shown(self, file: str) -> str:
        return os.path.relpath(file, self.config.source).replace(os.sep, "/")


def is_strictly_inside(file: str, folder: str) -> bool:
    """Return whether `file`, its links followed, is below `folder`."""
    return os.path.realpath(file).startswith(os.path.realpath(folder) + os.sep)
