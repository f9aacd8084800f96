"""What a plugin is: a value that names its tags, filters, converters, generators and hooks.

    from liquidsite.plugin import Plugin

    plugin = Plugin("shout", filters={"shout": lambda text: f"{text}!".upper()})

Nothing is registered by importing: the site is loaded with the plugins that it names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from liquidsite.model import Site

Filter: TypeAlias = Callable[..., object]
Generator: TypeAlias = "Callable[[Site], Site]"
Hook: TypeAlias = Callable[..., Any]

_NONE: Mapping[Any, Any] = MappingProxyType({})


class Converter(Protocol):
    """Turns the text of files with some extension into another format."""

    @property
    def name(self) -> str:
        """What messages call it."""

    @property
    def priority(self) -> int:
        """Of several that match a file, the one with the highest number runs first."""

    def matches(self, ext: str) -> bool:
        """Whether it converts files with this extension, which has its dot."""

    def output_ext(self, ext: str) -> str:
        """The extension of the result for a file with extension `ext`."""

    def convert(self, text: str) -> str:
        """The converted text. Raises ConversionError."""


@dataclass(frozen=True)
class Plugin:
    """One plugin. `hooks` are keyed by Jekyll's owner and event, `("posts", "post_render")`.

    A hook receives the value of its event and returns the new one; None keeps the old.
    """

    name: str
    tags: Mapping[str, Any] = _NONE
    filters: Mapping[str, Filter] = _NONE
    converters: tuple[Converter, ...] = ()
    generators: tuple[Generator, ...] = ()
    hooks: Mapping[tuple[str, str], Hook] = _NONE


def join(plugins: Iterable[Plugin]) -> Plugin:
    """All `plugins` as one: of two tags or filters with one name the later wins."""
    tags: dict[str, Any] = {}
    filters: dict[str, Filter] = {}
    converters: list[Converter] = []
    generators: list[Generator] = []
    hooks: dict[tuple[str, str], Hook] = {}
    for plugin in plugins:
        tags |= plugin.tags
        filters |= plugin.filters
        converters += plugin.converters
        generators += plugin.generators
        for event, hook in plugin.hooks.items():
            hooks[event] = _chained(hooks[event], hook) if event in hooks else hook
    return Plugin("all", tags, filters, tuple(converters), tuple(generators), hooks)


def _chained(first: Hook, second: Hook) -> Hook:
    """Both hooks, the second on what the first returned."""

    def both(value: Any, *args: Any) -> Any:
        result = first(value, *args)
        return second(value if result is None else result, *args)

    return both
