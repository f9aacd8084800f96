"""The environment that templates are parsed and rendered in: tags, filters, modes and limits."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping, MutableMapping
from functools import lru_cache
from types import FunctionType
from typing import TYPE_CHECKING, Any, TypeVar

from liquidsite import plugin

from .context import Context
from .failures import LiquidSyntaxError
from .filters.context import Filter
from .host import Host, Source
from .limits import Limits
from .patterns import BLANKS
from .registers import Registers
from .runtime import namespace
from .template import Template, compile_source

if TYPE_CHECKING:
    from liquidsite.liquid.codegen import CodeWriter

    from .conditions import Condition
    from .nodes import Tag
    from .output import Output
    from .parser import Parser
    from .tags.for_loop import ForMarkup

_UNLIMITED = Limits()
T = TypeVar("T")


class Environment:
    """Jekyll's `liquid:` options and Liquid's registries, for any number of templates.

    With `knows_blank`, `blank` equals what ActiveSupport calls blank; in plain Ruby it equals
    nothing.

    `cache` keeps compiled templates, which saves parsing them. A cache that outlives the process
    needs a key of Python, this package, and the tags, filters and options. Its content is executed,
    so only this program may write to it.
    """

    def __init__(
        self,
        tags: Mapping[str, Any],
        filters: Mapping[str, Filter],
        *,
        error_mode: str = "lax",
        strict_filters: bool = False,
        strict_variables: bool = False,
        knows_blank: bool = False,
        limits: Limits = _UNLIMITED,
        cache: MutableMapping[Source, bytes] | None = None,
    ) -> None:
        self.tags = tags
        self.filters = filters
        self.error_mode = error_mode
        self.strict_variables = strict_variables
        self.limits = limits
        self.cache = cache
        self.namespace = namespace(
            limits.filters(filters) if limits.is_limited else filters,
            strict_variables=strict_variables,
            strict_filters=strict_filters,
            knows_blank=knows_blank,
        )
        # Layouts and includes are used many times, most other texts once.
        self._template = lru_cache(maxsize=512)(self._compile)
        self._custom_tags: dict[tuple[str, str], plugin.Tag | plugin.Block] = {}
        self._functions: dict[tuple[str, str], Callable[[Context], object]] = {}

    @property
    def shares(self) -> bool:
        """Return whether an include that is the same on several pages is rendered once."""
        return not (self.strict_variables or self.limits.is_limited)

    def is_fixed(self, name: str) -> bool:
        """Return whether a filter always returns the same for the same values within a build."""
        from .filters import FILTERS

        return name != "sample" and self.filters.get(name) is FILTERS.get(name)

    def parse(self, source: Source) -> Template:
        """Parse a template. Raises TemplateSyntaxError."""
        return self._template(source, False)

    def parse_include(self, source: Source) -> Template:
        """Parse as `parse` does, with messages that name the file."""
        return self._template(source, True)

    def _compile(self, source: Source, included: bool) -> Template:
        cache = self.cache
        if cache is not None and (dump := cache.get(source)) is not None:
            return self.load(source, dump)
        from .compile import compile_template

        template = compile_template(self, source, included=included)
        if cache is not None:
            cache[source] = template.dump()
        return template

    def load(self, source: Source, dump: bytes) -> Template:
        """Return the template of `source` from its `dump`, which the same versions made."""
        return Template(self, source, *marshal.loads(dump))

    def context(
        self,
        host: Host,
        variables: MutableMapping[str, object],
        registers: Registers | None = None,
    ) -> Context:
        """Return the state of a new render."""
        registers = registers or Registers()
        if not self.limits.is_limited:
            return Context(self, host, variables, registers)
        from .limited_context import LimitedContext

        return LimitedContext(self, host, variables, registers)

    def make_tag(self, name: str, markup: str, parser: Parser) -> Tag:
        """Parse a tag to its end, and return its node. Raises LiquidSyntaxError."""
        kind = self.tags[name]
        if issubclass(kind, plugin.Tag | plugin.Block):
            from .tags.custom import CustomBlock, CustomTag

            kind = CustomBlock if issubclass(kind, plugin.Block) else CustomTag
        tag: Tag = kind(name, markup, parser)
        return tag

    def custom_tag(self, name: str, markup: str) -> plugin.Tag | plugin.Block:
        """Return a plugin's tag, made once for each markup."""
        tag = self._custom_tags.get((name, markup))
        if tag is None:
            tag = self._custom_tags[name, markup] = self.tags[name](name, markup)
        return tag

    def parse_output(self, markup: str, parser: Parser) -> Output:
        from . import output, strict

        shown = f"{{{{{markup}}}}}"
        return self._parse(strict.parse_output, output.parse_output, markup, shown, parser)

    def parse_condition(self, markup: str, parser: Parser) -> Condition:
        from . import conditions, strict

        shown = markup.strip(BLANKS)
        return self._parse(
            strict.parse_condition, conditions.parse_condition, markup, shown, parser
        )

    def parse_for(self, markup: str, parser: Parser) -> ForMarkup:
        from . import strict
        from .tags import for_loop

        shown = markup.strip(BLANKS)
        return self._parse(strict.parse_for, for_loop.parse_for, markup, shown, parser)

    def _parse(
        self,
        strict: Callable[[str], T],
        lax: Callable[[str], T],
        markup: str,
        shown: str,
        parser: Parser,
    ) -> T:
        """Parse by the grammar of the mode: `warn`, Jekyll's default, falls back to the lax one."""
        if self.error_mode == "lax":
            return lax(markup)
        try:
            return strict(markup)
        except LiquidSyntaxError as refused:
            failure = LiquidSyntaxError(f'{refused.message} in "{shown}"')
            if self.error_mode == "strict":
                raise failure from None
            parser.warnings.append((failure.message, parser.position))
        return lax(markup)

    def condition(self, markup: str) -> Callable[[Context], object]:
        """Return a condition as a function; in every mode by the strict grammar, as Jekyll does."""
        from .strict import parse_condition

        return self._function("condition", markup, lambda code: parse_condition(markup).emit(code))

    def expression(self, markup: str) -> Callable[[Context], object]:
        """Return an expression with filters as a function."""
        return self._function("expression", markup, lambda code: self._output(markup).emit(code))

    def _output(self, markup: str) -> Output:
        from . import output, strict

        if self.error_mode != "lax":
            try:
                return strict.parse_output(markup)
            except LiquidSyntaxError:
                if self.error_mode == "strict":
                    raise
        return output.parse_output(markup)

    def _function(
        self, kind: str, markup: str, emit: Callable[[CodeWriter], str]
    ) -> Callable[[Context], object]:
        """Return the function of an expression, compiled once.

        For example:

            def f(c):
             n = c.find
             return f_upcase(n('a'))
        """
        function = self._functions.get((kind, markup))
        if function is None:
            from liquidsite.liquid.codegen import CodeWriter

            code = compile_source(f"def f(c):\n n = c.find\n return {emit(CodeWriter(self))}")
            function = FunctionType(code[0], self.namespace)
            self._functions[kind, markup] = function
        return function
