"""What Jekyll's tags and filters ask of the site that a template is part of.

The engine, its tags and its filters see the site through a `Host` and through drops, never
directly: a host records every answer that it gives, so that a build knows what a render read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from liquidsite.errors import Notice, PluginError
from liquidsite.generation import JEKYLL_4, Generation

from .loader import Loader, load
from .source import Source

if TYPE_CHECKING:
    from liquidsite.config import Config
    from liquidsite.convert import Converters
    from liquidsite.network import Answer
    from liquidsite.plugin import Parts


class Host(Protocol):
    """The site's side of a render.

    Every method records its question, even one without an answer.
    """

    @property
    def generation(self) -> Generation:
        """Which Jekyll the site is built as."""

    def config(self, key: str) -> object:
        """Return the value of a top-level configuration key, None when absent."""

    def include(self, name: str) -> Source | None:
        """Return the include called `name`, looked up in the includes folders in order."""

    def include_relative(self, page_path: str, name: str) -> Source | None:
        """Return the file `name` beside the page or document at `page_path`."""

    def file(self, path: str) -> Source | None:
        """Return the file at `path`, relative to the source, whatever is in it."""

    def file_bytes(self, path: str) -> bytes | None:
        """Return what is in the file at `path`, relative to the source."""

    def has_file(self, path: str) -> bool:
        """Return whether there is a file at `path`, relative to the source."""

    def parts(self, parser: str, files: Sequence[str], options: str) -> Parts:
        """Return what the plugin's parser `parser` finds in files, relative to the source."""

    def names(self, path: str) -> list[str]:
        """Return the names in the folder at `path`, relative to the source, sorted."""

    def fetch(self, url: str, pause: float) -> Answer:
        """Return what a server has at `url`, which is asked after `pause` seconds."""

    def layout(self, name: str) -> Source | None:
        """Return the text of the layout called `name`."""

    def page_source(self) -> Source | None:
        """Return the text of the page or document that is rendered, as it was read."""

    def convert(self, converter: str, text: str) -> str:
        """Convert `text` by a converter: `markdown`, `smartify`, `sass` or `scss`."""

    def link(self, path: str) -> str | None:
        """Return the URL, without baseurl, of the page, document or static file at `path`."""

    def link_candidates(self) -> list[str]:
        """Return every path that `link` knows, for the "did you mean" of its error."""

    def post_url(self, name: str) -> str | None:
        """Return the URL, without baseurl, of the post called `name` (`2021-05-07-title`)."""

    def warn(self, topic: str, message: str) -> None:
        """Show the site's owner a warning."""

    def now(self, form: str = "") -> datetime:
        """Return the time of this build, with a zone; `form` limits what of it is recorded."""

    def timezone(self) -> tzinfo:
        """Return the site's time zone."""

    def recording(self, render: Callable[[], None]) -> object | None:
        """Run `render` and return what it read, for `record_all`.

        None means that only the current page can use the result, as it differs from page to page.
        """

    def record_all(self, reads: object) -> None:
        """Record again what `recording` returned."""


@dataclass(frozen=True)
class Standalone:
    """The host of a template that belongs to no site.

    `settings` win over Jekyll's defaults. Markdown and the like are converted as in a site.
    """

    includes: Loader
    settings: Mapping[str, object]
    generation: Generation = JEKYLL_4
    on_warning: Callable[[Notice], None] | None = None

    def __repr__(self) -> str:
        return f"<Standalone: {len(self.settings)} settings>"

    def config(self, key: str) -> object:
        return self._config.get(key)

    @cached_property
    def _config(self) -> Config:
        from liquidsite.config import DEFAULTS, Config, deep_merge

        return Config(deep_merge(DEFAULTS, self.settings))

    @cached_property
    def _converters(self) -> Converters:
        from liquidsite.convert import Converters

        return Converters.of(self._config)

    def include(self, name: str) -> Source | None:
        return load(self.includes, name)

    def include_relative(self, page_path: str, name: str) -> Source | None:
        return self.include(name)

    def file(self, path: str) -> Source | None:
        return None

    def file_bytes(self, path: str) -> bytes | None:
        return None

    def has_file(self, path: str) -> bool:
        return False

    def parts(self, parser: str, files: Sequence[str], options: str) -> Parts:
        raise PluginError(f"There is no site whose files '{parser}' could read.")

    def names(self, path: str) -> list[str]:
        return []

    def fetch(self, url: str, pause: float) -> Answer:
        from liquidsite.network import Answer

        return Answer(error="there is no site that allows it")

    def layout(self, name: str) -> Source | None:
        return None

    def page_source(self) -> Source | None:
        return None

    def convert(self, converter: str, text: str) -> str:
        return self._converters.named(converter, text)

    def link(self, path: str) -> str | None:
        return None

    def link_candidates(self) -> list[str]:
        return []

    def post_url(self, name: str) -> str | None:
        return None

    def warn(self, topic: str, message: str) -> None:
        if self.on_warning is not None:
            self.on_warning(Notice(topic, message))

    def now(self, form: str = "") -> datetime:
        return datetime.now().astimezone()

    def timezone(self) -> tzinfo:
        zone = self.now().tzinfo
        assert zone is not None
        return zone

    def recording(self, render: Callable[[], None]) -> object | None:
        render()
        return None

    def record_all(self, reads: object) -> None:
        pass
