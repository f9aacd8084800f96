"""The drop for objects of a program: they say themselves what templates see of them."""

from __future__ import annotations

from functools import lru_cache
from inspect import get_annotations
from types import FunctionType, MethodType
from typing import Any

from liquidsite import drop
from liquidsite.ruby.from_python import from_python


class Drop(drop.Drop):
    """The base for objects whose public attributes templates may see.

        class Talk(liquid.Drop):
            def __init__(self, row): self._row = row

            @property
            def title(self): return self._row.title

    Those are the properties, the methods without arguments and the annotated names that the class
    and its bases below this one declare, unless they begin with `_`: `{{ talk.title }}`. As with
    Ruby's, it has no members to loop over, and prints as the name of its class, unless `__str__`
    says otherwise.
    """

    is_enumerable = False

    def __getitem__(self, key: str) -> object:
        if key in self._declared():
            value = getattr(self, key)
            found = value() if isinstance(value, MethodType) else value
        else:
            found = self.liquid_method_missing(key)
        return from_python(found, f"{type(self).__name__}.{key}")

    def liquid_method_missing(self, name: str) -> object:
        """Return the attribute `name`, which the class does not declare; None when there is none.

        Liquid's name for it. A subclass whose attributes are known only at run time overrides it.
        """
        return None

    def __contains__(self, key: object) -> bool:
        return key in self._declared() or (
            isinstance(key, str) and self.liquid_method_missing(key) is not None
        )

    def keys(self) -> list[str]:
        return list(self._declared())

    def __str__(self) -> str:
        return type(self).__name__

    def _declared(self) -> dict[str, None]:
        kind: Any = type(self)
        return _declared(kind)


_OWN = frozenset(dir(Drop))


@lru_cache(maxsize=1024)
def _declared(kind: type) -> dict[str, None]:
    """Return the names that templates see of a class, in the order in which they are declared.

    Those of bases that are no drops do not count: they were not written for templates.
    """
    names: dict[str, None] = {}
    for base in reversed(kind.__mro__):
        if base is not Drop and issubclass(base, Drop):
            members = {**dict.fromkeys(get_annotations(base)), **vars(base)}
            shown = (n for n, member in members.items() if n not in _OWN and _is_shown(member))
            names |= dict.fromkeys(name for name in shown if not name.startswith("_"))
    return names


def _is_shown(member: object) -> bool:
    if isinstance(member, FunctionType):
        code = member.__code__
        needed = code.co_argcount - len(member.__defaults__ or ())
        keywords = code.co_kwonlyargcount - len(member.__kwdefaults__ or ())
        return needed <= 1 and code.co_argcount >= 1 and not keywords
    return not isinstance(member, type | classmethod | staticmethod)
