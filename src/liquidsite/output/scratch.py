"""Texts of one process that wait in a file, since they would fill its memory."""

from __future__ import annotations

from collections.abc import Callable


class ScratchFile:
    """A new file at `path`, which its folder's owner removes. Raises OSError, as `add` does."""

    def __init__(self, path: str) -> None:
        self._file = open(path, "x+b")  # noqa: PTH123, SIM115
        self._end = 0

    def add(self, text: str) -> Callable[[], str]:
        """Write `text`, and return what reads it again."""
        data = text.encode("utf-8", "surrogatepass")
        start, size = self._end, len(data)
        self._end += size
        self._file.seek(start)
        self._file.write(data)
        return lambda: self._read(start, size)

    def _read(self, start: int, size: int) -> str:
        self._file.seek(start)
        return self._file.read(size).decode("utf-8", "surrogatepass")
