"""The text files of a site, and where in them something stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from liquidsite import folder_tree, regular_file
from liquidsite.model import Renderable, Site

# Front matter counts as well: the text of a file begins on line 1.
_DATA = (".yml", ".yaml", ".json", ".csv", ".tsv")
_LARGEST = 4_000_000


@dataclass(frozen=True)
class Source:
    """A text file: its path below the source folder, and its whole text."""

    path: str
    text: str

    def line(self, position: int) -> int:
        return self.text.count("\n", 0, position) + 1


class Sources:
    """All text files that pages are made of; of a theme outside of the site none."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.root = site.config.source
        self._found: dict[str, tuple[Source, int] | None] = {}

    @cached_property
    def pages(self) -> dict[str, Source]:
        """Map the files of pages and documents to their items."""
        files = {item.file: item for item in self.site.renderables if item.file}
        return {file: source for file in files if (source := self._read(file)) is not None}

    @cached_property
    def shared(self) -> list[Source]:
        """Return layouts and includes."""
        layouts = [layout.file for layout in self.site.layouts.values()]
        includes = [file for folder in self.site.includes for file in _files(folder)]
        return [*self._all(sorted({*layouts, *includes}))]

    @cached_property
    def data(self) -> list[Source]:
        folder = self.root / str(self.site.config["data_dir"])
        files = [file for file in _files(str(folder)) if file.endswith(_DATA)]
        return [*self._all(files), *self.configuration]

    @cached_property
    def configuration(self) -> list[Source]:
        return [*self._all([str(file) for file in self.site.config.files])]

    def of(self, item: Renderable) -> Source | None:
        return self.pages.get(item.file or "")

    def templates(self) -> Iterator[Source]:
        """Yield everything that Liquid is applied to."""
        for item in self.site.renderables:
            if item.takes_liquid() and (source := self.of(item)) is not None:
                yield source
        yield from self.shared

    def locate(self, words: list[str], item: Renderable) -> tuple[str, int | None]:
        """Return path and line of the first of `words` in the sources of `item`."""
        own = self.of(item)
        for word in words:
            if own is not None and (at := own.text.find(word)) >= 0:
                return own.path, own.line(at)
        for word in words:
            if (shared := self._in_shared(word)) is not None:
                return shared[0].path, shared[1]
        return item.path, None

    def _in_shared(self, word: str) -> tuple[Source, int] | None:
        """Return where `word` is in layouts, includes, data or settings."""
        if word not in self._found:
            places = ((source, source.text.find(word)) for source in [*self.shared, *self.data])
            hit = next(((source, at) for source, at in places if at >= 0), None)
            self._found[word] = (hit[0], hit[0].line(hit[1])) if hit else None
        return self._found[word]

    def _all(self, files: list[str]) -> Iterator[Source]:
        for file in files:
            if (source := self._read(file)) is not None:
                yield source

    def _read(self, file: str) -> Source | None:
        path = Path(file)
        if not path.is_relative_to(self.root):
            return None
        try:
            if path.stat().st_size > _LARGEST:
                return None
            text = regular_file.read_text(path)
        except OSError:
            return None
        return Source(path.relative_to(self.root).as_posix(), text)


def _files(folder: str) -> list[str]:
    found = (f"{root}/{name}" for root, _, names in folder_tree.walk(folder) for name in names)
    return sorted(found)
