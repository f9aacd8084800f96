"""The whole build on one screen.

config ─► read ─► generate ─► render ─► write
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime

from liquidsite.build.conflicts import conflicts
from liquidsite.build.memos import NoStore
from liquidsite.build.render import Renderer
from liquidsite.build.result import BuildResult
from liquidsite.build.write import Output, check_destination, write
from liquidsite.config import Config
from liquidsite.convert import Converters
from liquidsite.liquid import Environment
from liquidsite.liquid.tags import is_block
from liquidsite.model import Site, StaticFile
from liquidsite.plugin import Plugin
from liquidsite.read import read_site


def build(config: Config, plugin: Plugin, now: datetime | None = None) -> BuildResult:
    """Read, generate, render and write the site. Raises LiquidsiteError; then nothing changed."""
    began = time.perf_counter()
    check_destination(config)
    site = generate(read(config, plugin, now), plugin)
    pages = renderer(site, plugin)
    outputs = list(render(site, pages))
    done = write(config, outputs)
    return BuildResult(
        written=tuple(done.written),
        reused=tuple(done.unchanged),
        removed=tuple(done.removed),
        warnings=(*site.notices, *pages.memos.notices(), *conflicts(site)),
        seconds=time.perf_counter() - began,
    )


def read(config: Config, plugin: Plugin, now: datetime | None = None) -> Site:
    """Disk → an immutable Site."""
    converters = Converters.of(config, plugin.converters)
    return read_site(
        config,
        output_ext=converters.output_ext,
        is_block=lambda name: is_block(name, plugin.tags),
        now=now,
    )


def generate(site: Site, plugin: Plugin) -> Site:
    """Each generator in turn: Site → Site."""
    for generator in plugin.generators:
        site = generator(site)
    return site


def renderer(site: Site, plugin: Plugin) -> Renderer:
    """What renders the pages of `site`."""
    environment = Environment.of(site.config, plugin)
    converters = Converters.of(site.config, plugin.converters)
    return Renderer(site, environment, converters, NoStore())


def render(site: Site, renderer: Renderer) -> Iterator[Output]:
    """Every page in Jekyll's render order, then everything that is written, in its order."""
    for item in site.renderables:
        renderer.stage(item, "output")
    for output in site.outputs():
        if isinstance(output, StaticFile):
            yield Output(output.destination, None, output)
            continue
        result = renderer.stage(output, "output").load()
        yield Output(output.destination, result.text)
        if result.source_map is not None:
            yield Output(f"{output.destination}.map", result.source_map)
