"""`liquidsite.Site`: the library's door to one site."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from liquidsite.config import Config, ConfigFiles, absolute, load
from liquidsite.errors import ReadError
from liquidsite.plugin import Plugin, join
from liquidsite.plugin_check import check_owners
from liquidsite.ruby.from_python import from_python_mapping
from liquidsite.safe_mode.limits import Limits
from liquidsite.safe_mode.resource_monitor import watched

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from liquidsite import model
    from liquidsite.builder.render import Progress
    from liquidsite.builder.result import BuildResult
    from liquidsite.incremental.explain import Explanation
    from liquidsite.session import Session


@dataclass(frozen=True)
class Site:
    """A site folder with its configuration and plugins."""

    config: Config
    plugins: tuple[Plugin, ...] = ()
    reload: Callable[[], Config] | None = field(default=None, repr=False, compare=False)

    def __repr__(self) -> str:
        return f"<Site {self.config.source}>"

    @classmethod
    def load(
        cls,
        source: str | os.PathLike[str],
        *,
        config: Mapping[str, Any] | None = None,
        config_files: ConfigFiles | None = None,
        plugins: Iterable[Plugin] = (),
        safe: bool = False,
        limits: Limits | None = None,
    ) -> Site:
        """Return the site in the folder `source`. Reads its configuration; never writes.

        `config` overrides the site's `_config.yml` as flags do; `config_files`, one or several,
        replace it. `safe` is for sites that are not trusted: they stay in their folder and within
        `limits`. Raises ConfigError, and TypeError for a value in `config` that templates cannot
        show.
        """
        folder = absolute(source)
        given = from_python_mapping(config or {}, "config")
        overrides = {"destination": str(folder / "_site"), **given}
        overrides |= {"source": str(folder), **({"safe": True} if safe else {})}
        reload = partial(load, overrides, config_files=config_files, limits=limits)
        return replace(cls.of(reload(), plugins), reload=reload)

    @classmethod
    def of(cls, config: Config, plugins: Iterable[Plugin] = ()) -> Site:
        """Return the site that `config` describes, with its theme's settings. Raises ThemeError."""
        from liquidsite.plugins import github_pages
        from liquidsite.themes import resolve

        with watched(config.limits):
            return cls(resolve.configured(github_pages.applied(config)), tuple(plugins))

    @cached_property
    def plugin(self) -> Plugin:
        """Return the plugins that the site names, then those that the caller gave, as one."""
        from liquidsite.plugins import loading
        from liquidsite.themes import resolve

        theme_gems = resolve.gems_of(resolve.find_theme(self.config))
        plugins = [*loading.load(self.config, theme_gems), *self.plugins]
        for plugin in plugins:
            check_owners(plugin, self.config.collections)
        return join(plugins)

    @cached_property
    def model(self) -> model.Site:
        """Return the site as read and generated: pages, documents, data. Raises ReadError."""
        from liquidsite.builder import pipeline

        with watched(self.config.limits):
            return pipeline.generate(pipeline.read(self.config, self.plugin), self.plugin)

    def render(self, path: str) -> str:
        """Return the page or document at `path` (relative to the source), layouts applied.

        Raises ReadError when the site has no such page, TemplateError, ConversionError.
        """
        from liquidsite.builder.renderers import make_renderer
        from liquidsite.incremental.store import NoStore

        renderer = make_renderer(self.model, self.plugin, NoStore())
        for item in self.model.renderables:
            if item.path == path:
                with watched(self.config.limits):
                    return renderer.text(item, "output").text
        raise ReadError("no page or document of the site has this path", path=path)

    def open(self) -> Session:
        """Return the site as a session, which renders again and again and never writes.

        Close it, or use it in a `with` block. Raises ConfigError, ThemeError.
        """
        from liquidsite.session import Session

        return Session(self.reload or (lambda: self.config), self.plugins, self)

    def build(
        self,
        destination: str | os.PathLike[str] | None = None,
        *,
        executor: Executor | None = None,
        workers: int | None = None,
        now: datetime | None = None,
        progress: Progress | None = None,
    ) -> BuildResult:
        """Build the site into `destination`, by default the configuration's.

        `executor` is where to render, instead of on this machine's cores: any Executor whose
        workers have this package and the source folder, such as `Client.get_executor()` of a Dask
        cluster. `workers` is how many processes render on this machine, by default one for each
        core; a program with threads cannot be forked, and renders alone unless it asks for
        workers, which are then started anew. `now` (aware) is the moment of the build, for one
        that can be repeated; by default the clock's. `progress` is called after
        each document that was read and each page that was rendered: with the number of those done,
        the number of all (when reading, of the collection), and `stage="read"` or `"render"`.
        Raises LiquidsiteError; then the destination is as it was.
        """
        from liquidsite.builder import pipeline
        from liquidsite.plugins import unknown

        changed: dict[str, Any] = {}
        if destination is not None:
            changed["destination"] = str(absolute(Path(destination)))
        if workers is not None:
            changed["workers"] = workers
        config = replace(self.config, settings={**self.config.settings, **changed})
        with watched(config.limits), unknown.named(config):
            return pipeline.build(config, self.plugin, now, executor=executor, progress=progress)

    def explain(self, path: str) -> Explanation:
        """Return what the last build read for the page at `path`, and what has changed since.

        Raises ReadError when the site has no such page.
        """
        from liquidsite.builder.renderers import make_renderer
        from liquidsite.incremental import explain
        from liquidsite.incremental.store import open_store

        with closing(open_store(self.config, self.plugin)) as store:
            renderer = make_renderer(self.model, self.plugin, store)
            return explain.explain(self.model, renderer.evaluator, path)
