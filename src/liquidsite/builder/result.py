"""What a build reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from liquidsite.builder.profile import Profile
from liquidsite.errors import Notice
from liquidsite.model import Site

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageNotices:
    """The warnings about one page: its path in the source, and where it is written."""

    path: str
    destination: str
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class Validity:
    """What a build that had nothing to do depends on, beside the files of the site.

    since  the time of the build, in seconds since 1970: at an earlier one, posts are in the future
    until  when the clock makes it invalid
    read   the files and folders that pages were made from: includes, stylesheets
    """

    since: float
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
    edition   the folder of a site that is built several times, whose paths are relative to it
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
    edition: str = ""

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


def joined(results: Sequence[BuildResult]) -> BuildResult:
    """Return what the editions of a site report as one result, paths relative to the first."""
    if len(results) == 1:
        return results[0]
    valid = [result.validity for result in results if result.validity is not None]
    validity = None
    if len(valid) == len(results):
        read = _flat(one.read for one in valid)
        since, until = max(one.since for one in valid), min(one.until for one in valid)
        validity = Validity(since, until, tuple(dict.fromkeys(read)))
    below = [_below(result) for result in results]
    return BuildResult(
        written=_flat(result.written for result in below),
        reused=_flat(result.reused for result in below),
        removed=_flat(result.removed for result in below),
        rendered=_flat(result.rendered for result in below),
        warnings=tuple(dict.fromkeys(_flat(result.warnings for result in below))),
        seconds=results[-1].seconds,
        pages={key: seconds for result in below for key, seconds in result.pages.items()},
        profile=results[-1].profile,
        by_page=_flat(result.by_page for result in below),
        validity=validity,
        workers=max(result.workers for result in results),
    )


def _below(result: BuildResult) -> BuildResult:
    """Return the result of an edition, its paths relative to the destination of all."""
    if not result.edition:
        return result

    def below(paths: Iterable[str]) -> tuple[str, ...]:
        return tuple(f"{result.edition}/{path}" for path in paths)

    return replace(
        result,
        written=below(result.written),
        reused=below(result.reused),
        removed=below(result.removed),
        rendered=below(result.rendered),
        pages=dict(zip(below(result.pages), result.pages.values(), strict=True)),
        by_page=tuple(
            replace(page, destination=f"{result.edition}/{page.destination}")
            for page in result.by_page
        ),
    )


def _flat(parts: Iterable[Sequence[T]]) -> tuple[T, ...]:
    return tuple(value for part in parts for value in part)
