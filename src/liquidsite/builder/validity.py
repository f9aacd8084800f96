"""How long a build stays right when no file changes: as long as the clock lets it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

from liquidsite import folder_tree, regular_file
from liquidsite.builder.render import Renderer
from liquidsite.config import plugin_folders
from liquidsite.incremental.cache import Cache
from liquidsite.incremental.trace import Dependency
from liquidsite.model import Document, Site
from liquidsite.plugins import BUILT_IN, FROM_FILES, ruby_files
from liquidsite.plugins.loading import wanted
from liquidsite.themes.resolve import gems_of

_DIRECTIVE = re.compile(r"%[-_^#0]*[0-9]*:*[EO]?(.?)", re.DOTALL)
# Directives that show a day, or more than that.
_DAILY = frozenset("YyCGgmbBhjdeaAuwUVWFxDv%nt")


def valid_until(renderer: Renderer) -> float:
    """Return until when, in seconds since 1970, the site needs no build if no file changes.

    0 is for a site that may need one at any time: it has code of its own, asks the network or Git,
    or shows the time.
    """
    site, store = renderer.site, renderer.store
    if not isinstance(store, Cache) or not _is_from_files(site):
        return 0.0
    if any(notice.topic == "Skipping:" for notice in site.notices):
        return 0.0  # a post of the future
    met = store.items.new or store.items.known
    if any(item.file is not None and item.file not in met for item in site.renderables):
        return 0.0  # its date or its URL is the time of the build
    dependencies = store.inputs()
    if any(_shows_time_of_build(renderer, dependency) for dependency in dependencies):
        return 0.0
    forms = [form for kind, *form in dependencies if kind in ("clock", "now")]
    if not all(form and _is_daily(form[0]) for form in forms):
        return 0.0
    return _midnight(site.now) if forms else float("inf")


def read_paths(renderer: Renderer) -> tuple[str, ...]:
    """Return the files and folders, wherever they are, that pages were made from."""
    store = renderer.store
    if not isinstance(store, Cache):
        return ()
    source = renderer.site.config.source
    inputs = [*store.inputs()]
    read = [path[0] for kind, *path in inputs if kind in ("file", "is file", "names")]
    read += [path for kind, *key in inputs if kind == "parsed" for path in key[1].split("\0")]
    return tuple(str(source / path) for path in {*read, *renderer.site.parts.paths})


def _is_from_files(site: Site) -> bool:
    config, theme = site.config, site.theme
    named = {*wanted(config, gems_of(theme))}
    if theme is not None and not Path(theme.root).is_relative_to(config.source):
        return False  # a newer version of a gem may be installed
    if named - FROM_FILES - BUILT_IN or config.get("remote_theme"):
        return False
    return not any(map(_is_run, plugin_folders(config)))


def _is_run(folder: Path) -> bool:
    """Return whether a plugin folder has code, or Ruby that something here does the same as."""
    if any(True for _ in folder_tree.files(folder, ".py")):
        return True
    return any(
        ruby_files.is_known(regular_file.read_text(file))
        for file in folder_tree.files(folder, ".rb")
    )


def _shows_time_of_build(renderer: Renderer, dependency: Dependency) -> bool:
    if dependency[0] != "date":
        return False
    item = renderer.view.items.get(dependency[1])
    return isinstance(item, Document) and item.date is None


def _is_daily(form: str) -> bool:
    return all(directive in _DAILY for directive in _DIRECTIVE.findall(form))


def _midnight(now: datetime) -> float:
    """Return when the next day begins where the site is."""
    following = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return following.timestamp()
