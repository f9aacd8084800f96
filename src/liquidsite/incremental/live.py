"""The store of a process that builds one site again and again: the cache, kept in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from liquidsite.config import Config
from liquidsite.incremental.cache import Cache
from liquidsite.incremental.store import open_store
from liquidsite.liquid.host import Source
from liquidsite.output.destination import Output
from liquidsite.plugin import Plugin

_MOST_TEMPLATES = 256


@dataclass
class Live:
    """A cache, and what else one build leaves for the next.

    `templates` are compiled. The `destination` is known to hold what the last build wrote as long
    as none has failed.
    """

    cache: Cache
    templates: dict[Source, bytes] = field(default_factory=dict)
    _paths: frozenset[str] = frozenset()
    _is_good: bool = False

    def begin(self, changed: frozenset[str]) -> None:
        """Before a build: `changed` are absolute paths that are known to have changed."""
        self.cache.begin()
        self.cache.readings.begin(changed)
        if not self._is_good:
            self._paths = frozenset()
        self._is_good = False
        if len(self.templates) > _MOST_TEMPLATES:
            self.templates.clear()

    def moves(self, outputs: Iterable[Output]) -> bool:
        """Whether the destination gets other files than at the last time."""
        paths = frozenset(output.path for output in outputs)
        moved, self._paths = paths != self._paths, paths
        return moved

    def end(self) -> None:
        """After a build that has not failed."""
        self._is_good = True

    def close(self) -> None:
        self.cache.close()


def live(config: Config, plugin: Plugin) -> Live | None:
    """What a site that stays loaded keeps; None where settings allow no cache."""
    store = open_store(config, plugin)
    return Live(store) if isinstance(store, Cache) else None
