"""A site that a test has built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from liquidsite.errors import Notice


class Built:
    """A built site: the texts of its files, and what there was to tell."""

    def __init__(self, folder: Path, warnings: tuple[Notice, ...]) -> None:
        self.folder = folder
        self.warnings = [str(notice) for notice in warnings]

    def __getitem__(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")

    def __contains__(self, path: str) -> bool:
        return (self.folder / path).is_file()


Build = Callable[..., Built]
