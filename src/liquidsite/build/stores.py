"""Which store a build uses: the cache on disk, or none at all."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

import liquidsite
from liquidsite.build.memos import Computed, Memo, Store
from liquidsite.build.trace import digest
from liquidsite.build.write import Stamp
from liquidsite.config import Config
from liquidsite.plugin import Plugin
from liquidsite.read.texts import Texts
from liquidsite.times import zone_named

# Settings that converters and Liquid read without a note: a change starts from nothing.
_SETTINGS = (
    "markdown", "kramdown", "commonmark", "highlighter", "sass", "liquid", "markdown_ext",
    "permalink", "collections", "collections_dir", "safe", "encoding", "plugins", "theme",
)  # fmt: skip


def open_store(config: Config, plugin: Plugin) -> Store:
    """The cache of the site; no store where settings forbid one or the disk has no place."""
    if config["safe"] or config.get("disable_disk_cache"):
        return NoStore()
    import sqlite3

    from liquidsite.build.cache import Cache

    try:
        return Cache.open(config.cache_dir, environment(config, plugin))
    except (OSError, sqlite3.Error):
        return NoStore()


def environment(config: Config, plugin: Plugin) -> str:
    """The one fact that stands for version, settings, converter and plugin code."""
    settings = [(name, config.get(name)) for name in _SETTINGS]
    # Times are read and printed in this zone, which `TZ` may give too.
    zone = str(zone_named(config["timezone"]))
    code = [sorted(plugin.tags), sorted(plugin.filters), plugin.fingerprint]
    versions = (liquidsite.__version__, sys.version)
    return digest([versions, config.environment, zone, settings, code, str(config.destination)])


@dataclass(frozen=True)
class NoStore:
    """Keeps nothing: every file is read, every stage of every build is computed."""

    texts: Texts = field(default_factory=Texts)
    keeps = False

    @property
    def outputs(self) -> Mapping[str, Stamp]:
        return {}

    def find(self, stage: str, key: str) -> Memo | None:
        return None

    def keep(self, computed: Computed) -> None:
        pass

    def commit(self, alive: set[str], outputs: Mapping[str, Stamp]) -> None:
        pass


@dataclass(frozen=True)
class CollectingStore(NoStore):
    """Keeps nothing itself, but has traces made: they travel to the process that does."""

    keeps = True
