"""Markdown by the processor that the `markdown` setting names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from liquidsite.convert.commonmark import CommonMark
from liquidsite.convert.kramdown import Kramdown
from liquidsite.errors import ConfigError, Notice

Warn = Callable[[Notice], None]


class Processor(Protocol):
    """What turns Markdown into HTML."""

    def convert(self, text: str) -> str: ...


PROCESSORS: dict[str, Callable[[Mapping[str, Any], Warn], Processor]] = {
    "kramdown": Kramdown,
    "CommonMark": CommonMark,
}


class Markdown:
    name = "markdown"
    priority = 0

    def __init__(self, config: Mapping[str, Any], warn: Warn) -> None:
        self._config = config
        self._warn = warn
        self._extensions = frozenset(
            f".{extension}" for extension in str(config["markdown_ext"]).lower().split(",")
        )
        self._processor: Processor | None = None

    def matches(self, ext: str) -> bool:
        return ext.lower() in self._extensions

    def output_ext(self, ext: str) -> str:
        return ".html"

    def convert(self, text: str) -> str:
        if self._processor is None:
            self._processor = self._choose()
        return self._processor.convert(text)

    def _choose(self) -> Processor:
        """The processor; `kramdown` in any case, the others as Ruby's constants are spelt."""
        name = str(self._config["markdown"])
        processor = PROCESSORS.get("kramdown" if name.lower() == "kramdown" else name)
        if processor is None:
            raise ConfigError(
                f"Invalid Markdown processor given: {name}. "
                f"Available processors are: {', '.join(PROCESSORS)}"
            )
        return processor(self._config, self._warn)
