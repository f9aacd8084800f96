"""Makes the renderer of a site from its settings, its plugins and a store."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import TYPE_CHECKING

from liquidsite.builder.cross_page_state import counts
from liquidsite.builder.hooks import Hooks
from liquidsite.builder.profile import Profile
from liquidsite.builder.render import Progress, Renderer
from liquidsite.convert import Converters
from liquidsite.incremental.evaluator import Store
from liquidsite.incremental.store import CollectingStore, NoStore
from liquidsite.liquid.source import Source
from liquidsite.model import Site
from liquidsite.plugin import Plugin

if TYPE_CHECKING:
    from liquidsite.convert.sass.compiler import Compiler
    from liquidsite.liquid.environment import Environment


def make_renderer(
    site: Site,
    plugin: Plugin,
    store: Store,
    profile: Profile | None = None,
    templates: MutableMapping[Source, bytes] | None = None,
    progress: Progress | None = None,
    compiler: Compiler | None = None,
) -> Renderer:
    """Return the renderer of `site`; `store` has the results of earlier builds, `compiler` is a
    running Dart Sass.

    A site whose pages leave counters or cycles for the next page uses no store: each page depends
    on all pages before it.
    """

    def environment() -> Environment:
        from liquidsite.builder.engine import environment_of

        return environment_of(site.config, plugin, templates)

    converters = Converters.of(
        site.config,
        plugin.converters,
        theme_sass=site.theme.sass if site.theme else None,
        # Wrong settings of a converter are found, and reported, with the first page.
        warn=lambda notice: renderer.view.tracker.warn(notice),
        compiler=compiler,
    )
    in_order = counts(site)
    renderer = Renderer(
        site,
        environment,
        converters,
        NoStore() if in_order else store,
        Hooks(plugin.hooks),
        profile or Profile(),
        cross_page_state=in_order,
        progress=progress,
    )
    return renderer


def make_remote_renderer(site: Site, plugin: Plugin, keeps: bool) -> Renderer:
    """Return the renderer of a worker that was sent the site."""
    return make_renderer(site, plugin, CollectingStore() if keeps else NoStore())
