"""A site that stays loaded: built again and again as its files change."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from liquidsite.build.result import BuildResult
from liquidsite.config import CONFIG_NAMES, Config
from liquidsite.errors import LiquidsiteError
from liquidsite.site import Site

LoadConfig = Callable[[], Config]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One build: its result, or the error that ended it."""

    config: Config
    result: BuildResult | None = None
    error: Exception | None = None


class Session:
    """Holds a site between its builds. `load` reads the configuration. Raises ConfigError."""

    def __init__(self, load: LoadConfig) -> None:
        self._load = load
        self.config = load()
        self._site: Site | None = None

    def build(self, changed: frozenset[str] = frozenset()) -> Outcome:
        """Build; `changed` are the absolute paths of files that changed since the last time."""
        try:
            if self._site is None or any(self._is_setting(path) for path in changed):
                self._site = None
                self.config = self._load()
                self._site = Site.of(self.config)
            return Outcome(self.config, result=self._site.build())
        except LiquidsiteError as error:
            return Outcome(self.config, error=error)
        except Exception as error:  # a plugin's, or a fault of ours: the server goes on
            return Outcome(self.config, error=error)

    def _is_setting(self, path: str) -> bool:
        """Whether the site must be loaded anew: a configuration file, or a plugin's code."""
        config = self.config
        folder, name = os.path.split(path)
        if name in CONFIG_NAMES and folder == str(config.source):
            return True
        if any(path == str(file) for file in config.files):
            return True
        names = str(config["plugins_dir"] or "").split(",")
        plugins = [str(config.source / name.strip()) for name in names if name.strip()]
        return any(path == own or path.startswith(own + os.sep) for own in plugins)
