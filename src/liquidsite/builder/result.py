"""What a build reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from liquidsite.builder.profile import Profile
from liquidsite.errors import Notice


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
    profile   where the time went; of templates only what one process rendered
    """

    written: tuple[str, ...]
    reused: tuple[str, ...]
    removed: tuple[str, ...]
    rendered: tuple[str, ...]
    warnings: tuple[Notice, ...]
    seconds: float
    pages: Mapping[str, float] = field(default_factory=dict)
    profile: Profile = field(default_factory=Profile)
