"""A site that stays loaded and is rebuilt as its files change."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from liquidsite.builder import pipeline
from liquidsite.builder.result import BuildResult
from liquidsite.config import CONFIG_NAMES, Config
from liquidsite.incremental.live import Live, live
from liquidsite.plugin import Plugin
from liquidsite.plugins import unknown
from liquidsite.site import Site

LoadConfig = Callable[[], Config]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One build: its result, or the error that ended it."""

    config: Config
    result: BuildResult | None = None
    error: Exception | None = None


class Session:
    """A site that is kept in memory between builds.

    `load` reads the configuration. Raises ConfigError.
    """

    def __init__(self, load: LoadConfig) -> None:
        self._load = load
        self.config = load()
        self._plugin: Plugin | None = None
        self._live: Live | None = None

    def build(self, changed: frozenset[str] = frozenset()) -> Outcome:
        """Build. `changed` are the absolute paths of files that changed since the last build."""
        try:
            plugin = self._plugin
            if plugin is None or any(self._is_setting(path) for path in changed):
                plugin = self._load_site()
            if self._live is not None:
                self._live.begin(changed)
            with unknown.named(self.config):
                return Outcome(self.config, pipeline.build(self.config, plugin, live=self._live))
        except Exception as error:  # plugins raise any kind; the server must not stop
            return Outcome(self.config, error=error)

    def _load_site(self) -> Plugin:
        """Read the configuration, load the plugins, open the cache."""
        if self._live is not None:
            self._live.close()
        self._plugin = self._live = None
        site = Site.of(self._load())
        self.config, plugin = site.config, site.plugin
        self._live = live(self.config, plugin)
        self._plugin = plugin
        return plugin

    def _is_setting(self, path: str) -> bool:
        """Return whether `path` is a configuration file or plugin code: the site is reloaded."""
        config = self.config
        folder, name = os.path.split(path)
        if name in CONFIG_NAMES and folder == str(config.source):
            return True
        if any(path == str(file) for file in config.files):
            return True
        names = str(config["plugins_dir"] or "").split(",")
        plugins = [str(config.source / name.strip()) for name in names if name.strip()]
        return any(path == own or path.startswith(own + os.sep) for own in plugins)
