"""The context of a render that counts what it uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from typing import TYPE_CHECKING

from .context import Context, Extend
from .host import Host
from .registers import Registers

if TYPE_CHECKING:
    from .environment import Environment


class LimitedContext(Context):
    """A Context that raises LimitReachedError where a limit of its environment is passed."""

    def __init__(
        self,
        env: Environment,
        host: Host,
        variables: MutableMapping[str, object],
        registers: Registers,
    ) -> None:
        super().__init__(env, host, variables, registers)
        self._written = 0
        self._rounds = 0

    def buffer(self) -> tuple[list[str], Extend]:
        parts: list[str] = []

        def extend(texts: Iterable[str]) -> None:
            texts = tuple(texts)
            self._written += sum(map(len, texts))
            self.env.limits.check_written(self._written)
            parts.extend(texts)

        return parts, extend

    def assign(self, name: str, value: object) -> None:
        self.env.limits.check_value(value)
        super().assign(name, value)

    def segment(
        self, name: str, start: object, collection: object, limit: object, is_reversed: bool
    ) -> Sequence[object]:
        return self._counted(super().segment(name, start, collection, limit, is_reversed))

    def cells(self, collection: object, start: object, limit: object) -> Sequence[object]:
        return self._counted(super().cells(collection, start, limit))

    def _counted(self, found: Sequence[object]) -> Sequence[object]:
        self._count(len(found))
        return found

    def call(self, function: Callable[[Context], object], scope: Mapping[str, object]) -> object:
        self._count(1)
        return super().call(function, scope)

    def _count(self, rounds: int) -> None:
        self._rounds += rounds
        self.env.limits.check_rounds(self._rounds)
