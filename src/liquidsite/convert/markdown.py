"""Markdown by the processor that the `markdown` setting names."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Protocol

from liquidsite.config import Config
from liquidsite.convert.commonmark import CommonMark
from liquidsite.convert.kramdown import Kramdown
from liquidsite.errors import ConfigError, Notice
from liquidsite.plugin import Converted

Warn = Callable[[Notice], None]


class Processor(Protocol):
    """What turns Markdown into HTML; the text begins on `line` of the file at `path`."""

    def convert(self, text: str, path: str = "", line: int = 1) -> Converted: ...


PROCESSORS: dict[str, Callable[[Config, Warn], Processor]] = {
    "kramdown": Kramdown,
    "CommonMark": CommonMark,
}


class Markdown:
    name = "markdown"
    priority = 0
    around_code = "\n"

    def __init__(self, config: Config, warn: Warn) -> None:
        self._config = config
        self._warn = warn
        self._extensions = frozenset(
            f".{extension}" for extension in str(config["markdown_ext"]).lower().split(",")
        )

    def matches(self, ext: str) -> bool:
        return ext.lower() in self._extensions

    def output_ext(self, ext: str) -> str:
        return ".html"

    def convert(self, text: str) -> Converted:
        # A filter's text is a part of some page: its warnings have no line there.
        return self._chosen.convert(text)._replace(notices=())

    def convert_page(self, text: str, path: str, line: int) -> Converted:
        return self._chosen.convert(text, path, line)

    @cached_property
    def _chosen(self) -> Processor:
        """Return the processor.

        `kramdown` in any case, the others as Ruby's constants are spelt.
        """
        name = str(self._config["markdown"])
        processor = PROCESSORS.get("kramdown" if name.lower() == "kramdown" else name)
        if processor is None:
            raise ConfigError(
                f"Invalid Markdown processor given: {name}. "
                f"Available processors are: {', '.join(PROCESSORS)}"
            )
        return processor(self._config, self._warn)
