"""Front matter `defaults` of the configuration, by path and type.

Source of the rules and their precedence: Jekyll's documentation, "Front Matter Defaults".
"""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from liquidsite.config import Config, deep_merge
from liquidsite.errors import ConfigError, Notice
from liquidsite.model import EMPTY, Data
from liquidsite.ruby.globs import glob

_RENAMED = {"page": "pages", "post": "posts", "draft": "drafts"}


class Scope(NamedTuple):
    """One entry of `defaults`.

    `prefixes` are what the paths that it is for begin with, in order, and none begins with another;
    with `are_folders` they are whole folders or files.
    """

    prefixes: tuple[str, ...]
    length: int
    type: str | None
    values: Data
    are_folders: bool = False

    def applies(self, path: str, type_: str | None) -> bool:
        if self.type is not None and self.type != type_:
            return False
        if self.are_folders:
            return any(not own or f"{path}/".startswith(f"{own}/") for own in self.prefixes)
        nearest = bisect_right(self.prefixes, path)
        return nearest > 0 and path.startswith(self.prefixes[nearest - 1])

    def precedes(self, older: Scope | None) -> bool:
        """Return whether its values win over those of `older`: the longer path, then the named
        type.
        """
        if older is None:
            return True
        if self.length != older.length:
            return self.length >= older.length
        return self.type is not None or older.type is None


@dataclass(frozen=True, eq=False, repr=False)
class Defaults:
    """The front matter defaults of a site."""

    scopes: tuple[Scope, ...] = ()

    @classmethod
    def of(
        cls, config: Config, parse_date: Callable[[Any], Any], warn: Callable[[Notice], None]
    ) -> Defaults:
        sets = config["defaults"]
        if not isinstance(sets, list):
            return cls()
        scopes = []
        for entry in sets:
            if isinstance(entry, dict) and isinstance(entry.get("values"), dict):
                scopes.append(_scope(entry, config, parse_date, warn))
            else:
                warn(Notice("Defaults:", "An invalid front-matter default set was found:"))
                warn(Notice("", str(entry)))
        return cls(tuple(scopes))

    def all(self, path: str, type_: str | None) -> Data:
        """Return every default for the file at `path` (relative to the source) of that type."""
        path = path.removeprefix("/")
        values: Data = EMPTY
        winner: Scope | None = None
        for scope in self.scopes:
            if not scope.applies(path, type_):
                continue
            if scope.precedes(winner):
                values = deep_merge(values, scope.values)
                winner = scope
            else:
                values = deep_merge(scope.values, values)
        return values

    def cleared(self, path: str, type_: str | None) -> Data:
        """Return the names whose default a null removes from the page at `path`, each with None.

        Jekyll looks up one name at a time, and then a null wins as any value does; where it merges
        the sets for templates, in `all`, a null keeps the value below.
        """
        path = path.removeprefix("/")
        winners: dict[str, Scope] = {}
        for scope in self.scopes if self._has_nulls else ():
            if scope.applies(path, type_):
                better = {n: scope for n in scope.values if scope.precedes(winners.get(n))}
                winners.update(better)
        return {name: None for name, scope in winners.items() if scope.values[name] is None}

    @cached_property
    def _has_nulls(self) -> bool:
        return any(value is None for scope in self.scopes for value in scope.values.values())


def _scope(
    entry: dict[str, Any],
    config: Config,
    parse_date: Callable[[Any], Any],
    warn: Callable[[Notice], None],
) -> Scope:
    scope = entry.get("scope")
    scope = scope if isinstance(scope, dict) else {}
    type_ = scope.get("type")
    if type_ in _RENAMED:
        warn(Notice("Defaults:", f"The '{type_}' type has become '{_RENAMED[type_]}'."))
        type_ = _RENAMED[type_]
    values = entry["values"]
    if "date" in values:
        values = {**values, "date": _date(values["date"], parse_date)}
    path = scope.get("path")
    path = path if isinstance(path, str) else ""
    own = None if type_ is None else str(type_)
    prefixes, length = _prefixes(path, config), len(path.removeprefix("/"))
    return Scope(prefixes, length, own, values, not config.generation.defaults_by_prefix)


def _date(value: Any, parse_date: Callable[[Any], Any]) -> Any:
    try:
        return parse_date(value)
    except ValueError as error:
        raise ConfigError(
            f"Invalid date '{value}': it is the date of a set of front matter `defaults`."
        ) from error


def _prefixes(path: str, config: Config) -> tuple[str, ...]:
    if "*" not in path:
        return (_below_collections(path, config),)
    if not config.generation.defaults_by_prefix:
        path = path.lstrip("/")
    root = config.source.as_posix()
    found = (posixpath.join(root, match) for match in glob(path, root, within=root))
    relative = (posixpath.relpath(match, root) for match in found)
    prefixes = [_below_collections(match, config) for match in relative]
    return tuple(_shortest(prefixes) if config.generation.defaults_by_prefix else prefixes)


def _shortest(prefixes: Iterable[str]) -> Iterator[str]:
    """Yield the prefixes in order, without those that begin with another."""
    last = None
    for prefix in sorted(prefixes):
        if last is None or not prefix.startswith(last):
            yield prefix
            last = prefix


def _below_collections(path: str, config: Config) -> str:
    folder = str(config["collections_dir"] or "")
    return path.removeprefix(f"{folder}/") if folder else path
