"""Checks of plugins, for mistakes that would otherwise have no effect and no message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from liquidsite.errors import PluginError

if TYPE_CHECKING:
    from liquidsite.plugin import Generator, Hook, Plugin

SITE_EVENTS = ("after_init", "post_read", "pre_render", "post_render", "post_write")
ITEM_EVENTS = ("post_init", "pre_render", "post_convert", "post_render", "post_write")
_EVENTS = {"site": SITE_EVENTS, "clean": ("on_obsolete",)}
# The owners that every site has; the label of any other collection is one too.
OWNERS = ("site", "pages", "documents", "posts", "clean")
_OF_CONVERTERS = ("name", "priority", "matches", "output_ext", "convert")


def check(plugin: Plugin) -> None:
    """Refuse parts of the wrong kind. Raises PluginError, with the plugin's name."""
    problems = (
        *_of_mapping(plugin.tags, "tags", "tag"),
        *_of_mapping(plugin.filters, "filters", "filter"),
        *_of_sequence(plugin.converters, "converters", "converter"),
        *_of_sequence(plugin.generators, "generators", "generator"),
        *_of_hooks(plugin.hooks),
        *_of_mapping(plugin.parsers, "parsers", "parser"),
    )
    for problem in problems:
        raise PluginError(f"The plugin {plugin.name!r}: {problem}")


def check_owners(plugin: Plugin, collections: Iterable[str]) -> None:
    """Refuse a hook whose owner is a misspelt one. Raises PluginError.

    One of a collection that the site does not have may be for other sites.
    """
    known = {*OWNERS, *collections}
    for owner, _ in plugin.hooks:
        if owner not in known and (near := _near(owner, known)):
            raise PluginError(
                f"The plugin {plugin.name!r}: hooks have no owner {owner!r}, "
                f"and the site no such collection{near}"
            )


def _of_mapping(parts: Any, name: str, kind: str) -> Iterable[str]:
    if not isinstance(parts, Mapping):
        yield f"{name} should be a mapping of names to {name}, but is {_a(parts)}"
        return
    for key, part in parts.items():
        if not isinstance(key, str):
            yield f"the name of a {kind} should be a text, but is {key!r}"
        problem = _CHECKS.get(kind, _of_callable)(part)
        if problem:
            yield f"the {kind} {key!r} {problem}"


def _of_callable(part: Any) -> str | None:
    return None if callable(part) else f"should be a function, but is {_a(part)}"


def _of_tag(part: Any) -> str | None:
    from liquidsite.plugin import Block, Tag

    if not isinstance(part, type):
        return f"should be a class of Tag or Block, but is {_a(part)}"
    if hasattr(part, "emit"):  # one of the engine's own
        return None
    if not issubclass(part, Tag | Block):
        return f"should be a class of Tag or Block, which {part.__name__} is not"
    if part.render in (Tag.render, Block.render):
        own = [name for name in vars(part) if not name.startswith("_")]
        return f"has no method 'render'{_near('render', own)}"
    return None


def _of_parser(part: Any) -> str | None:
    from liquidsite.plugin import FileParser

    return None if isinstance(part, FileParser) else f"should be a FileParser, but is {_a(part)}"


_CHECKS: Mapping[str, Callable[[Any], str | None]] = {"tag": _of_tag, "parser": _of_parser}


def _of_sequence(parts: Any, name: str, kind: str) -> Iterable[str]:
    if not isinstance(parts, tuple):
        hint = f": write {name}=(…,)" if callable(parts) else ""
        yield f"{name} should be a tuple, but is {_a(parts)}{hint}"
        return
    for part in parts:
        problem = _of_converter(part) if kind == "converter" else _of_callable(part)
        if problem:
            yield f"a {kind} {problem}"


def _of_converter(part: Any) -> str | None:
    if isinstance(part, type):
        return f"should be an object, but is the class {part.__name__}: write {part.__name__}()"
    for name in _OF_CONVERTERS:
        if not hasattr(part, name):
            own = [other for other in dir(part) if not other.startswith("_")]
            return f"({type(part).__name__}) has no '{name}'{_near(name, own)}"
    return None


def _of_hooks(hooks: Any) -> Iterable[str]:
    if not isinstance(hooks, Mapping):
        yield f"hooks should be a mapping of (owner, event) to functions, but is {_a(hooks)}"
        return
    for key, hook in hooks.items():
        if not (isinstance(key, tuple) and len(key) == 2 and all(isinstance(k, str) for k in key)):
            yield f"the key of a hook should be (owner, event), but is {key!r}"
            continue
        owner, event = key
        events = _EVENTS.get(owner, ITEM_EVENTS)
        if event not in events:
            near = _near(event, events) or f"; there are {', '.join(events)}"
            yield f"{owner} have no event {event!r}{near}".replace("site have", "the site has")
        if problem := _of_callable(hook):
            yield f"the hook {owner}, {event} {problem}"


def _near(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(name.lower(), sorted(known), 1)
    return f"; did you mean {found[0]!r}?" if found else ""


def _a(value: object) -> str:
    if callable(value) and not isinstance(value, type):
        return "a function"
    name = type(value).__name__
    return f"an {name}" if name[0].lower() in "aeiou" else f"a {name}"


@dataclass(frozen=True)
class NamedGenerator:
    """A generator of the plugin `name`, which has to return a site."""

    name: str
    generator: Generator

    def __call__(self, site: Any) -> Any:
        made = self.generator(site)
        if not isinstance(made, type(site)):
            raise PluginError(
                f"The plugin {self.name!r}: a generator should return the site, "
                f"but {_called(self.generator)} returned {_shown(made)}"
            )
        return made


@dataclass(frozen=True)
class NamedHook:
    """A hook of the plugin `name`, which has to return nothing or a value of the same kind."""

    name: str
    key: tuple[str, str]
    hook: Hook

    def __call__(self, value: Any, *args: Any) -> Any:
        made = self.hook(value, *args)
        if made is None or isinstance(made, _kinds(value)) or self.is_only_notified:
            return made
        owner, event = self.key
        raise PluginError(
            f"The plugin {self.name!r}: the hook {owner}, {event} should return "
            f"{_a(value)} or None, but {_called(self.hook)} returned {_shown(made)}"
        )

    @property
    def is_only_notified(self) -> bool:
        """Return whether it cannot change anything, so that its result does not count."""
        return self.key[1] == "post_write" and self.key[0] != "site"


def _kinds(value: object) -> tuple[type, ...]:
    if isinstance(value, str):
        return (str,)
    return (list, tuple) if isinstance(value, list) else (type(value),)


def _called(function: object) -> str:
    return getattr(function, "__name__", type(function).__name__)


def _shown(value: object) -> str:
    return "None" if value is None else _a(value)
