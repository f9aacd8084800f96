"""The state that tags keep between each other, apart from variables."""

from __future__ import annotations

from liquidsite.ruby.values import inspect


class Registers:
    """The positions of `cycle`, the ends of `for` loops, and the last text of `ifchanged`.

    They belong to a template and its includes. Jekyll keeps a layout's registers from page to page
    for a whole build: a `cycle` there continues where it stopped on the page before.
    """

    __slots__ = ("_changed", "_cycles", "_offsets")

    def __init__(self) -> None:
        self._cycles: dict[str, int] = {}
        self._offsets: dict[str, int] = {}
        self._changed: str | None = None

    def cycle(self, group: object, size: int) -> int:
        """Return which of `size` values is next in `group`; `size` itself after a longer cycle."""
        key = group if isinstance(group, str) else f"\0{inspect(group)}"
        index = self._cycles.get(key, 0)
        self._cycles[key] = index + 1 if index + 1 < size else 0
        return min(index, size)

    def end_loop(self, name: str, offset: int) -> None:
        """Remember where the loop `name` ended, for `offset:continue`."""
        self._offsets[name] = offset

    def offset(self, name: str) -> int:
        return self._offsets.get(name, 0)

    def take_over(self, other: Registers) -> None:
        """Apply the ends of the loops in `other`, as if they had ended here."""
        self._offsets.update(other._offsets)

    def if_changed(self, text: str) -> str:
        """Return `text`, or '' when the last `ifchanged` gave the same."""
        if text == self._changed:
            return ""
        self._changed = text
        return text
