"""What a build reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from liquidsite.builder.profile import Profile
from liquidsite.errors import Notice
from liquidsite.model import Site


@dataclass(frozen=True, slots=True)
class PageNotices:
    """The warnings about one page: its path in the source, and where it is written."""

    path: str
    destination: str
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class Validity:
    """What a build that had nothing to do depends on, beside the files of the site.

    until  when the clock makes it invalid, in seconds since 1970
    read   the files and folders that pages were made from: includes, stylesheets
    """

    until: float
    read: tuple[str, ...] = ()


@dataclass(frozen=True)
class BuildResult:
    """One build, paths relative to the destination.

    written   files whose bytes changed
    reused    files that stayed as they were
    rendered  the pages (by key) that had to be rendered
    removed   obsolete files and folders (these end with a slash)
    pages     key → seconds, of the pages that were rendered
    warnings  what there was to tell
    seconds   wall time of the build, reading included
    validity  for a build that had nothing to do: how long it stays right
    profile   where the time went; of templates only what one process rendered
    workers   how many processes rendered
    by_page   of the warnings those that are about a page
    """

    written: tuple[str, ...]
    reused: tuple[str, ...]
    removed: tuple[str, ...]
    rendered: tuple[str, ...]
    warnings: tuple[Notice, ...]
    seconds: float
    pages: Mapping[str, float] = field(default_factory=dict)
    profile: Profile = field(default_factory=Profile)
    by_page: tuple[PageNotices, ...] = ()
    validity: Validity | None = None
    workers: int = 1

    def __repr__(self) -> str:
        counts = (
            f"{len(self.written)} written, {len(self.reused)} reused, {len(self.removed)} removed"
        )
        return f"<BuildResult: {counts}, {len(self.warnings)} warnings, {self.seconds:.2f} s>"


def notices_by_page(
    site: Site, rendering: Mapping[str, tuple[Notice, ...]]
) -> Iterator[PageNotices]:
    """Yield the warnings about each page: those of reading it that name its path, then those of
    `rendering` it, by its path.
    """
    reading: dict[str, dict[Notice, None]] = {}
    for notice in site.notices:
        for word in notice.message.split():
            reading.setdefault(word.strip("(),.'\"").partition(":")[0], {})[notice] = None
    if not reading and not rendering:
        return
    for item in site.renderables:
        notices = (*reading.get(item.path, ()), *rendering.get(item.path, ()))
        if notices:
            yield PageNotices(item.path, item.destination, notices)
