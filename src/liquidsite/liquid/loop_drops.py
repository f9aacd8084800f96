"""The drops `forloop` and `tablerowloop`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, TypeAlias

Attributes: TypeAlias = "Mapping[str, Callable[..., object]]"


class Loop:
    """Named attributes of a loop. Not a Drop, as neither loops nor filters can run over it."""

    __slots__ = ("index0", "length")

    ATTRIBUTES: ClassVar[Attributes] = {
        "length": lambda loop: loop.length,
        "index": lambda loop: loop.index0 + 1,
        "index0": lambda loop: loop.index0,
        "rindex": lambda loop: loop.length - loop.index0,
        "rindex0": lambda loop: loop.length - loop.index0 - 1,
        "first": lambda loop: loop.index0 == 0,
        "last": lambda loop: loop.index0 == loop.length - 1,
    }

    def __init__(self, length: int) -> None:
        self.length = length
        self.index0 = 0

    def __getitem__(self, key: str) -> object:
        attribute = self.ATTRIBUTES.get(key)
        return None if attribute is None else attribute(self)

    def __contains__(self, key: object) -> bool:
        return key in self.ATTRIBUTES

    def keys(self) -> list[str]:
        return list(self.ATTRIBUTES)


class ForLoop(Loop):
    """The drop `forloop`."""

    __slots__ = ("name", "parentloop")

    ATTRIBUTES: ClassVar[Attributes] = {
        **Loop.ATTRIBUTES,
        "name": lambda loop: loop.name,
        "parentloop": lambda loop: loop.parentloop,
    }

    def __init__(self, name: str, segment: Sequence[object], parentloop: object) -> None:
        super().__init__(len(segment))
        self.name = name
        self.parentloop = parentloop

    def __str__(self) -> str:
        return "Liquid::ForloopDrop"


class TableRowLoop(Loop):
    """The drop `tablerowloop`, and the markup between cells."""

    __slots__ = ("col", "cols", "row")

    ATTRIBUTES: ClassVar[Attributes] = {
        **Loop.ATTRIBUTES,
        "col": lambda loop: loop.col,
        "col0": lambda loop: loop.col - 1,
        "row": lambda loop: loop.row,
        "col_first": lambda loop: loop.col == 1,
        "col_last": lambda loop: loop.col == loop.cols,
    }

    def __init__(self, segment: Sequence[object], cols: int) -> None:
        super().__init__(len(segment))
        self.cols = cols
        self.col = 1
        self.row = 1

    def __str__(self) -> str:
        return "Liquid::TablerowloopDrop"

    def open_cell(self) -> str:
        return f'<td class="col{self.col}">'

    def close_cell(self) -> str:
        """Return the end of a cell, and of a full row, and move on to the next cell."""
        full = self.col == self.cols
        between = f'</tr>\n<tr class="row{self.row + 1}">' if full and not self["last"] else ""
        self.index0 += 1
        self.col = 1 if full else self.col + 1
        self.row += full
        return f"</td>{between}"
