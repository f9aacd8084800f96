"""What kramdown would warn of: a value for callers, so it is Python in each form of the program."""

from __future__ import annotations

from typing import NamedTuple


class Warning(NamedTuple):
    """Something in the text that kramdown would warn of; `{line}` in `message` is its line."""

    message: str
    line: int | None = None

    def moved(self, lines: int) -> Warning:
        """Return the same, for a text that begins `lines` lines further down in its file."""
        return self if self.line is None else self._replace(line=self.line + lines)

    def __str__(self) -> str:
        return self.message.replace("{line}", str(self.line))
