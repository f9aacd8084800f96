"""Which store a build uses: the cache on disk, or none at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

import liquidsite
from liquidsite.config import Config, config_files
from liquidsite.errors import Notice
from liquidsite.incremental.evaluator import Computed, Memo, Store
from liquidsite.incremental.items import Queries
from liquidsite.incremental.trace import Dependency, Fingerprint, Fingerprinter, Trace, digest
from liquidsite.installed import installed
from liquidsite.model import Site
from liquidsite.output.destination import Stamp
from liquidsite.plugin import Plugin
from liquidsite.times import zone_of

# Settings that converters and Liquid read unrecorded: a change starts from an empty cache.
_SETTINGS = (
    "markdown", "kramdown", "commonmark", "highlighter", "sass", "liquid", "markdown_ext",
    "permalink", "collections", "collections_dir", "safe", "encoding", "plugins", "theme",
    "remote_theme",
)  # fmt: skip
# Settings of commands and servers, and those that only templates read: no page or document that
# is read from a file depends on them.
_TEMPLATES_ONLY = frozenset((
    "quiet", "verbose", "profile", "incremental", "watch", "force_polling", "disable_disk_cache",
    "offline", "strict", "detach", "host", "port", "open_url", "show_dir_listing",
    "allow_network", "network_cache_hours",
    "skip_initial_build", "serving", "livereload", "livereload_port", "livereload_ignore",
    "livereload_min_delay", "livereload_max_delay", "ssl_cert", "ssl_key", "url", "baseurl",
    "title", "description", "workers",
))  # fmt: skip


def open_store(config: Config, plugin: Plugin) -> Store:
    """Return the cache of the site; NoStore where settings or the disk allow none."""
    if not config.keeps_cache:
        return NoStore()
    import sqlite3

    from liquidsite.incremental.cache import Cache

    try:
        fixed = environment(config, plugin)
        return Cache(
            folder=config.cache_dir,
            environment=fixed,
            reading=reading(config, fixed),
            destination=str(config.destination),
            serves=bool(config.get("serving")),
            edition=config.edition,
        )
    except (OSError, sqlite3.Error):
        return NoStore()


def keep_settings(config: Config) -> None:
    """Keep the parsed configuration files for the next build."""
    if config.cache_dir == config.source / config_files.FOLDER:
        config_files.keep(config.cache_dir, config.read)


def environment(config: Config, plugin: Plugin) -> str:
    """Return the fingerprint of what every result depends on: versions, settings, plugin code."""
    settings = [(name, config.get(name)) for name in _SETTINGS]
    # Times are read and printed in this zone, which `TZ` may give too.
    zone = str(zone_of(config))
    code = [sorted(plugin.tags), sorted(plugin.filters), plugin.fingerprint]
    packages = installed(sass_on_path=config.prefers_sass_on_path)
    versions = (liquidsite.__version__, config.generation, sys.version, packages)
    named = config.environment, config.names_environment
    return digest([versions, named, zone, settings, code])


def reading(config: Config, fixed: str) -> str:
    """Return the fingerprint of what the item of an unchanged file depends on."""
    return digest([fixed, [pair for pair in config.items() if pair[0] not in _TEMPLATES_ONLY]])


@dataclass(frozen=True, eq=False, repr=False)
class NoStore:
    """A store that keeps nothing: each build reads every file and computes every stage."""

    queries: Queries = field(default_factory=Queries)
    keeps = False

    @property
    def before(self) -> Mapping[Dependency, Fingerprint]:
        return {}

    @property
    def outputs(self) -> Mapping[str, Stamp]:
        return {}

    def check(self, fingerprint: Fingerprinter) -> None:
        pass

    def find(self, stage: str, key: str) -> Memo | None:
        return None

    def unchanged(self, stage: str, key: str) -> Fingerprint:
        return ""

    def trace(self, stage: str, key: str) -> Trace | None:
        return None

    def packed(self, stage: str, key: str) -> tuple[bytes, bytes] | None:
        return None

    def mark_verified(self, stage: str, key: str) -> None:
        pass

    def insert(self, computed: Computed) -> Memo:
        return computed.memo()

    def keep_replaced(self, site: Site) -> None:
        pass

    def warnings(self) -> Iterator[tuple[tuple[str, str], tuple[Notice, ...]]]:
        yield from ()

    def commit(self, site: Site, outputs: Mapping[str, Stamp], sources: Set[Dependency]) -> None:
        pass

    def close(self) -> None:
        pass


@dataclass(frozen=True, eq=False, repr=False)
class CollectingStore(NoStore):
    """A store that keeps nothing, but has traces made, for the process that does keep them."""

    keeps = True
