"""Disk → model: a folder and its configuration become an immutable `Site`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from liquidsite import times
from liquidsite.config import Config
from liquidsite.errors import ConfigError, Notice
from liquidsite.incremental.items import Queries
from liquidsite.incremental.parts import PartsQuery
from liquidsite.model import Collection, Document, Site, Theme
from liquidsite.plugin import FileParser
from liquidsite.source.collections import declared, in_order, limited, read_collection
from liquidsite.source.data import read_data
from liquidsite.source.folders import read_folders
from liquidsite.source.layouts import read_layouts
from liquidsite.source.reader import IsBlock, OutputExt, Progress, Reader
from liquidsite.source.source_files import SourceFiles
from liquidsite.source.theme_assets import added, read_theme_assets

NO_PARSERS: Mapping[str, FileParser] = {}
_UNKNOWN_ZONE = "'{}' is no time zone, so times are in UTC. Use a name such as Europe/Paris."


def read_site(
    config: Config,
    *,
    output_ext: OutputExt,
    is_block: IsBlock,
    now: datetime | None = None,
    theme: Theme | None = None,
    queries: Queries | None = None,
    parsers: Mapping[str, FileParser] = NO_PARSERS,
    meanwhile: Callable[[], None] | None = None,
    progress: Progress | None = None,
) -> Site:
    """Return the site at `config.source`, read and in order, nothing rendered.

    `output_ext` returns the extension that converters turn an extension into, `is_block` whether a
    Liquid tag has an end tag; `queries` have what earlier builds found; `parsers` are those of
    plugins; `meanwhile` is done while another process reads, if one does; `progress` is called
    after each document. Raises ReadError.
    """
    reader = Reader.of(config, site_time(config, now), output_ext, is_block, queries)
    reader.meanwhile, reader.progress = meanwhile, progress
    if (zone := times.unknown_zone(config)) is not None:
        reader.warn(Notice("Time zone:", _UNKNOWN_ZONE.format(zone)))
    if reader.guard and theme:
        reader.guard.trust(theme.root)
    layouts = read_layouts(reader, theme)
    collections = declared(reader)
    posts = collections.get("posts", Collection("posts"))
    found = read_folders(reader, posts)
    collections = {
        name: read_collection(reader, collection) for name, collection in collections.items()
    }
    collections["posts"] = replace(posts, docs=_posts(reader, found.posts))
    files = [file for collection in collections.values() for file in collection.files]
    assets = read_theme_assets(reader, theme)
    pages, static_files = added(found.pages, [*found.static_files, *files], assets)
    return Site(
        config=config,
        time=reader.time,
        zone=reader.zone,
        now=(now or datetime.now(reader.zone)).astimezone(reader.zone),
        parts=PartsQuery(SourceFiles(config).text, parsers, reader.parsed_files),
        pages=pages,
        static_files=static_files,
        collections=collections,
        layouts=layouts,
        data=read_data(reader, theme),
        includes=_include_folders(config, theme),
        theme=theme,
        notices=tuple(reader.notices),
    )


def site_time(config: Config, now: datetime | None = None) -> datetime:
    """Return the moment of the build: the setting `time`, else `now`, in the site's zone."""
    zone = times.zone_of(config)
    clock = now or datetime.now(zone)
    fixed = config.get("time")
    try:
        return times.parse(fixed, zone, lambda: clock) if fixed else clock.astimezone(zone)
    except ValueError as error:
        raise ConfigError(f"Invalid date '{fixed}': Invalid time in _config.yml.") from error


def _posts(reader: Reader, docs: list[Document]) -> tuple[Document, ...]:
    return tuple(limited(reader, in_order(docs)))


def _include_folders(config: Config, theme: Theme | None) -> tuple[str, ...]:
    own = str(config.source / str(config["includes_dir"]))
    return (own, f"{theme.root}/_includes") if theme else (own,)


__all__ = ["read_site", "site_time"]
