"""A compiled template: rendered, dumped for a cache, and asked where an error was."""

from __future__ import annotations

import marshal
from collections.abc import MutableMapping
from functools import lru_cache
from types import CodeType, FunctionType, TracebackType
from typing import TYPE_CHECKING

from liquidsite.errors import LiquidsiteError, TemplateError
from liquidsite.ruby.values import LiquidError

from .context import Context, Extend
from .failures import LimitReachedError, LiquidSyntaxError, add_place, locate
from .host import Host, Source
from .registers import Registers
from .renders import Renders

if TYPE_CHECKING:
    from .environment import Environment

# Compiled code carries this name instead of a file's; its line numbers lead to the template.
_CODE_NAME = "<liquid>"


class Template:
    """`functions` are those that `code.CodeWriter` writes, the first the template itself.

    `positions` has for each line of their source its offset in the template, `texts` what stands
    between its tags. `may_be_shared` says
    that all it does with its surroundings is to look up variables and to set some.
    """

    __slots__ = (
        "_warnings", "codes", "env", "functions", "may_be_shared", "positions", "renders", "source",
        "texts",
    )  # fmt: skip

    def __init__(
        self,
        env: Environment,
        source: Source,
        codes: tuple[CodeType, ...],
        positions: tuple[int, ...],
        texts: tuple[str, ...] = (),
        warnings: tuple[tuple[str, int], ...] = (),
        may_be_shared: bool = False,
    ) -> None:
        self.env = env
        self.source = source
        self.codes = codes
        self.positions = positions
        self.texts = texts
        self._warnings = warnings
        self.may_be_shared = may_be_shared and env.shares
        self.renders = Renders()
        self.functions = tuple(
            FunctionType(code, env.namespace, argdefs=(texts,)) for code in codes
        )

    def render(
        self,
        variables: MutableMapping[str, object],
        host: Host,
        registers: Registers | None = None,
    ) -> str:
        """The output. Raises TemplateError.

        `increment` and `decrement` leave their counters in `variables`, where the next template
        of the same page goes on with them, as in Jekyll; what `assign` sets stays inside. Where
        `registers` are given, cycles go on from there.
        """
        context = self.env.context(host, variables, registers)
        parts, extend = context.buffer()
        self.run(context, extend)
        return "".join(parts)

    def run(self, context: Context, extend: Extend, *, included: bool = False) -> None:
        """Render into `extend`, in the variables of `context`."""
        functions = self.functions
        try:
            functions[0](context, extend, functions)
        except LiquidsiteError as error:
            add_place(error, self.source, self._position(error.__traceback__))
            raise
        except Exception as error:
            position = self._position(error.__traceback__)
            raise locate(_failure(error), self.source, position, included=included) from error

    @property
    def warnings(self) -> list[TemplateError]:
        """What `error_mode: warn` tells: markup that only the lax grammar accepts."""
        return [
            locate(LiquidSyntaxError(message), self.source, position)
            for message, position in self._warnings
        ]

    def _position(self, traceback: TracebackType | None) -> int:
        """The offset of the innermost of this template's own lines in `traceback`."""
        found = 0
        while traceback is not None:
            frame = traceback.tb_frame
            if frame.f_code in self.codes and frame.f_locals["T"] is self.texts:
                found = self.positions[traceback.tb_lineno - 1]
            traceback = traceback.tb_next
        return found

    def dump(self) -> bytes:
        """What `Environment.load` makes the template from again; this Python's own format."""
        return marshal.dumps(
            (self.codes, self.positions, self.texts, self._warnings, self.may_be_shared)
        )


def _failure(error: Exception) -> LiquidError:
    if isinstance(error, LiquidError):
        return error
    if isinstance(error, RecursionError):
        return LimitReachedError("Nesting too deep")
    return LiquidError(f"{type(error).__name__}: {error}")


@lru_cache(maxsize=512)
def compile_source(text: str) -> tuple[CodeType, ...]:
    """The functions of generated Python."""
    module = compile(text, _CODE_NAME, "exec", dont_inherit=True, optimize=0)
    return tuple(const for const in module.co_consts if isinstance(const, CodeType))
