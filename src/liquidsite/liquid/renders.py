"""What the renders of an include leave for the next ones: see `sharing`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from liquidsite.drop import Drop

from .registers import Registers

_SCALARS = frozenset([type(None), bool, int, float])
# Told apart by which object they are; no filter and no tag changes one.
_OBJECTS = (Drop, list, dict, range)
# After so many renders in vain an include counts as one that depends on its page.
_PATIENCE = 16
_MOST = 256

Key: TypeAlias = "tuple[object, ...] | None"


@dataclass(slots=True)
class Shared:
    """One render of an include: what it looked up outside, its text, what it left."""

    params: Mapping[str, object] | None
    read: Mapping[str, object]
    text: str
    assigned: Mapping[str, object]
    registers: Registers
    reads: object

    def holds(self, names: Mapping[str, object], visible: Mapping[str, object]) -> bool:
        """Whether the variables that it looked up are what they were."""
        return all(
            _same(value, visible[name] if name in visible else names.get(name))
            for name, value in self.read.items()
        )


@dataclass(slots=True)
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
    """What tells one set of parameters from another; `UNFIT` where nothing does."""
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
    """Whether it can be told if a variable is what it was."""
    kind = type(value)
    return kind is str or kind in _SCALARS or isinstance(value, _OBJECTS)


def _same(one: object, other: object) -> bool:
    if one is other:
        return True
    kind = type(one)
    return kind is type(other) and (kind is str or kind in _SCALARS) and one == other
