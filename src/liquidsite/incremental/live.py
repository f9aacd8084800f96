"""The store of a process that builds one site again and again: the cache, kept in memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from liquidsite.config import Config
from liquidsite.file_stamp import stat_of
from liquidsite.incremental.cache import Cache
from liquidsite.incremental.store import open_store
from liquidsite.liquid.source import Source
from liquidsite.model import Site
from liquidsite.output.destination import Output
from liquidsite.plugin import Plugin
from liquidsite.urls import folders_above

_MOST_TEMPLATES = 256


@dataclass
class Live:
    """A cache that stays in memory, and what else one build leaves for the next.

    `templates` are compiled. The `destination` is known to hold what the last build wrote, and
    nothing else, as long as no build has failed and no folder there has changed since.

    changed  absolute paths that are known to have changed since the last build
    before   the site as the last build read it, for a build that trusts `changed`: no other file
             is looked at; None for a build that looks at all of them
    trusts   whether the build at hand trusts `changed`, as it has found that it can
    """

    cache: Cache
    destination: str
    templates: dict[Source, bytes] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()
    before: Site | None = None
    trusts: bool = False
    _site: Site | None = None
    _renders_all: bool = False
    _paths: frozenset[str] | None = None
    _folders: frozenset[str] = frozenset()
    _end: int = 0
    _is_good: bool = False
    _is_seen: bool = False

    def begin(self, changed: frozenset[str], *, trusts: bool = False) -> None:
        """Begin a build; `changed` are absolute paths that are known to have changed.

        `trusts` says that nothing else has, in the source or in the destination.
        """
        self.cache.begin()
        self.cache.items.begin(changed)
        is_seen = self._is_seen and _time_of(self.destination) == self._end
        if not self._is_good or (not is_seen and self._has_changed()):
            self._paths = None
        is_known = self._is_good and self._paths is not None and not self._renders_all
        self.before = self._site if trusts and changed and is_known else None
        self.changed, self.trusts = changed, False
        self._is_good = self._is_seen = False
        if len(self.templates) > _MOST_TEMPLATES:
            self.templates.clear()

    def meet(self, site: Site, *, trusts: bool, renders_all: bool) -> None:
        """Take in the site as the build at hand has read it, before its generators.

        `renders_all` says that each build renders all pages: a check would do that twice.
        """
        self._site, self.trusts, self._renders_all = site, trusts, renders_all

    @property
    def is_unchecked(self) -> bool:
        """Return whether the last build has not failed, and did not look at all files."""
        return self.trusts and self._is_good

    @property
    def moment(self) -> datetime | None:
        """Return the time of the last build."""
        return self._site.now if self._site else None

    def moves(self, outputs: Iterable[Output]) -> bool:
        """Return whether the destination gets other files than it is known to hold."""
        paths = frozenset(output.path for output in outputs)
        if paths == self._paths:
            return False
        self._paths, self._folders = paths, frozenset(folders_above(paths))
        return True

    def end(self) -> None:
        """End a build that has not failed."""
        self._is_good = True
        self._end = _time_of(self.destination)

    def finish(self) -> None:
        """Write the cache, and look at the destination's folders, once the result has been shown.

        The next build looks again only if another process has built there in the meantime.
        """
        self.cache.write()
        self._is_seen = self._is_good and not self._has_changed()

    def _has_changed(self) -> bool:
        """Return whether files or folders were added to the destination or removed from it.

        A build touches the destination itself last, so no time stamp below is newer. To look at
        the time stamps of folders takes a quarter of the time of listing them.
        """
        if _time_of(self.destination) != self._end:
            return True
        below, end = self.destination + os.sep, self._end
        try:
            return any(os.stat(below + folder).st_mtime_ns > end for folder in self._folders)  # noqa: PTH116
        except OSError:  # it is gone
            return True

    def close(self) -> None:
        self.cache.close()


# The name of an edition → its store; most sites have one, without a name.
LiveEditions: TypeAlias = Mapping[str, Live]


def live(configs: Iterable[Config], plugin: Plugin) -> LiveEditions | None:
    """Return the stores of a site that stays loaded, by edition; None where none is allowed."""
    found: dict[str, Live] = {}
    for config in configs:
        store = open_store(config, plugin)
        if not isinstance(store, Cache):
            for other in found.values():
                other.close()
            return None
        store.defers = True
        found[config.edition] = Live(store, str(config.destination))
    return found


def _time_of(folder: str) -> int:
    """Return when the entries of `folder` changed, in nanoseconds; 0 without such a folder."""
    found = stat_of(folder)
    return found.st_mtime_ns if found else 0
