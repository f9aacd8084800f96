"""What a build only warned of, shown in the browser: a strip of notices over the page.

The page keeps Jekyll's bytes. Without the strip, a mistake in its front matter, a layout that does
not exist or an unknown filter would only show in the terminal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from liquidsite import regular_file
from liquidsite.builder.result import BuildResult
from liquidsite.config import Config
from liquidsite.errors import UNKNOWN_FILTER, Notice
from liquidsite.serve.error_page import STYLE
from liquidsite.serve.failure import Place, linked
from liquidsite.source.front_matter import line_of

# Topics of mistakes of the page itself, and of those that any page may suffer from.
_ANY = frozenset(["Front matter:", "Error:"])
_OF_PAGES = _ANY | {"Build Warning:", "Liquid Warning:", UNKNOWN_FILTER}
_OF_THE_SITE = _ANY | {"Defaults:", "WARNING:"}
_PLACE = re.compile(r"([^\s()'\":]+):(\d+)(?::(\d+))?")
_LAYOUT = "Layout "
_MOST = 12


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake, and where it is as far as that is known."""

    text: str
    place: Place | None = None


@dataclass(frozen=True)
class Mistakes:
    """The mistakes of a site: by the destination of a page, and those that are of no page."""

    pages: Mapping[str, tuple[Mistake, ...]] = field(default_factory=dict)
    others: tuple[Mistake, ...] = ()
    folders: tuple[Path, ...] = ()

    @classmethod
    def of(cls, result: BuildResult, config: Config) -> Mistakes:
        """Return the mistakes that a build warned of, with places below the source."""
        folder = config.source
        pages = {
            page.destination: tuple(_mistakes(page.notices, _OF_PAGES, folder, page.path))
            for page in result.by_page
        }
        of_pages = {notice for page in result.by_page for notice in page.notices}
        others = [notice for notice in result.warnings if notice not in of_pages]
        of_site = _mistakes((*config.notices, *others), _OF_THE_SITE, folder, None)
        return cls(pages, tuple(of_site), (folder,))

    def html(self, destination: str | None) -> str | None:
        """Return the strip of the page at `destination`; of all pages if there is no page there.

        None if there is nothing to say.
        """
        if destination is None:
            found = [*self.others, *(one for page in self.pages.values() for one in page)]
        else:
            found = [*self.others, *self.pages.get(destination, ())]
        return "".join(self._strip(list(dict.fromkeys(found)))) if found else None

    def _strip(self, found: list[Mistake]) -> Iterator[str]:
        yield f"<style>{STYLE}</style>\n"
        yield '<div class="notices" role="status">'
        yield '<button type="button" aria-label="Close">×</button><ul>'
        for mistake in found[:_MOST]:
            place = linked(mistake.place, self.folders) if mistake.place else ""
            text = mistake.text.replace(f" ({mistake.place})", "")
            yield f"<li>{escape(text)} {place}</li>"
        if len(found) > _MOST:
            yield f"<li>and {len(found) - _MOST} more, in the terminal</li>"
        yield "</ul></div>"


def _mistakes(
    notices: Iterable[Notice], topics: frozenset[str], folder: Path, path: str | None
) -> Iterator[Mistake]:
    for notice in notices:
        if notice.topic in topics:
            yield Mistake(f"{notice.topic} {notice.message}", _place(notice, folder, path))


def _place(notice: Notice, folder: Path, path: str | None) -> Place | None:
    """Return the place that the message names, else the line of `path` that it is about."""
    for file, line, column in reversed(_PLACE.findall(notice.message)):
        if (folder / file).is_file():
            return Place(file, int(line), int(column) if column else None)
    if path is None:
        return None
    if notice.topic == UNKNOWN_FILTER:
        return Place(path, _filter_line(notice.message, folder / path))
    if notice.message.startswith(_LAYOUT):
        return Place(path, line_of("layout", str(folder / path)))
    return Place(path)


def _filter_line(name: str, file: Path) -> int | None:
    """Return the line of `file` that uses the filter; None if an include or a layout does."""
    try:
        text = regular_file.read_text(file)
    except (OSError, ValueError):
        return None
    used = re.search(rf"\|\s*{re.escape(name)}\b", text)
    return text.count("\n", 0, used.start()) + 1 if used else None
