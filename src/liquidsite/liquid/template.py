"""A compiled template: it renders, is dumped for a cache, and finds the place of an error."""

from __future__ import annotations

import marshal
from collections.abc import Mapping, MutableMapping
from functools import lru_cache
from types import CodeType, FunctionType, MappingProxyType, TracebackType
from typing import TYPE_CHECKING

from liquidsite.errors import LiquidsiteError, TemplateError
from liquidsite.ruby.text import concatenated
from liquidsite.ruby.values import LiquidError

from .context import Context, Extend
from .failures import LimitReachedError, LiquidSyntaxError, add_place, locate
from .host import Host
from .registers import Registers
from .renders import Renders
from .source import Source

if TYPE_CHECKING:
    from .environment import Environment

# The file name of compiled code; its line numbers lead to places in the template.
_CODE_NAME = "<liquid>"
_NO_VALUES: Mapping[str, object] = MappingProxyType({})


class Template:
    """The functions that `codegen.CodeWriter` wrote, the first for the template itself.

    `positions` has an offset in the template for each line of their source, `texts` what is between
    the tags. `may_be_shared` means that of its surroundings it only looks up and sets variables.
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

    def __repr__(self) -> str:
        return f"<Template {self.source.path}>"

    def render(self, values: Mapping[str, object] = _NO_VALUES, /, **more: object) -> str:
        """Return the output for `values`, and for those that are given by name, which win.

        Raises TypeError for a value that templates cannot show, and TemplateError.
        """
        return self.render_with(self.env.variables({**values, **more}), self.env.host)

    def variables(self) -> tuple[str, ...]:
        """Return what the template reads of its caller's values: `page.title`, `talks`, sorted.

        What it sets itself is not among them, and a path ends where a key is computed. Includes
        whose names are written out are read too; what the text of an expression names, as that of
        `where_exp`, is not.
        """
        from .reads import variables

        return variables(self.env, self.source)

    def render_with(
        self,
        variables: MutableMapping[str, object],
        host: Host,
        registers: Registers | None = None,
    ) -> str:
        """Return the output for the page of a site; `variables` are Ruby's kinds of values.

        `increment` and `decrement` leave their counters in `variables`, where the next template of
        the same page continues with them, as in Jekyll; what `assign` sets stays inside. With
        `registers`, cycles continue from there. Raises TemplateError.
        """
        context = self.env.context(host, variables, registers)
        parts, extend = context.buffer()
        self.run(context, extend)
        return concatenated(parts)

    def run(self, context: Context, extend: Extend, *, included: bool = False) -> None:
        """Render into `extend`, with the variables of `context`."""
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
        """Return the warnings of `error_mode: warn`: markup that only the lax grammar accepts."""
        return [
            locate(LiquidSyntaxError(message), self.source, position)
            for message, position in self._warnings
        ]

    def _position(self, traceback: TracebackType | None) -> int:
        """Return the offset of the innermost of this template's own lines in `traceback`."""
        found = 0
        while traceback is not None:
            frame = traceback.tb_frame
            if frame.f_code in self.codes and frame.f_locals["T"] is self.texts:
                found = self.positions[traceback.tb_lineno - 1]
            traceback = traceback.tb_next
        return found

    def dump(self) -> bytes:
        """Return the bytes for `Environment.load`, in a format of this version of Python."""
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
    """Compile generated Python, and return its functions."""
    module = compile(text, _CODE_NAME, "exec", dont_inherit=True, optimize=0)
    return tuple(const for const in module.co_consts if isinstance(const, CodeType))
