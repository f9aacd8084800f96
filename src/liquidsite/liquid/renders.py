"""The earlier renders of an include, which `include_cache` uses again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from liquidsite.drop import Drop

from .registers import Registers

_SCALARS = frozenset([type(None), bool, int, float])
# Compared by identity; no filter and no tag changes one.
_OBJECTS = (Drop, list, dict, range)
# After so many misses an include counts as one that depends on its page.
_PATIENCE = 16
_MOST = 256

Key: TypeAlias = "tuple[object, ...] | None"


@dataclass(slots=True, eq=False, repr=False)
class Shared:
    """One render of an include: what it looked up outside, its text, and its effects."""

    params: Mapping[str, object] | None
    read: Mapping[str, object]
    text: str
    assigned: Mapping[str, object]
    registers: Registers
    reads: object

    def holds(self, names: Mapping[str, object], visible: Mapping[str, object]) -> bool:
        """Return whether the variables that it looked up have the same values as then."""
        return all(
            _same(value, visible[name] if name in visible else names.get(name))
            for name, value in self.read.items()
        )


@dataclass(slots=True, eq=False, repr=False)
class Renders:
    """The renders of one include, by parameters."""

    by_params: dict[Key, Shared] = field(default_factory=dict)
    in_vain: int = 0

    @property
    def is_disabled(self) -> bool:
        return self.in_vain > _PATIENCE

    def keep(self, key: Key, made: Shared) -> None:
        if len(self.by_params) >= _MOST:
            self.by_params.clear()
        self.by_params[key] = made


UNFIT: Key = ("\0unfit",)


def key_of(params: Mapping[str, object] | None) -> Key:
    """Return a key that identifies a set of parameters, or `UNFIT` where there is none."""
    if params is None:
        return None
    key: list[object] = []
    for name, value in params.items():
        kind = type(value)
        if kind is str:
            key += (name, value)
        elif kind in _SCALARS:
            key += (name, (kind, value))
        elif isinstance(value, _OBJECTS):
            key += (name, (id(value),))
        else:
            return UNFIT
    return tuple(key)


def is_fit(value: object) -> bool:
    """Return whether a change of a variable with this value can be detected."""
    kind = type(value)
    return kind is str or kind in _SCALARS or isinstance(value, _OBJECTS)


def _same(one: object, other: object) -> bool:
    if one is other:
        return True
    kind = type(one)
    return kind is type(other) and (kind is str or kind in _SCALARS) and one == other
