"""The environment that templates are parsed and rendered in: tags, filters, modes and limits."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping, MutableMapping
from functools import lru_cache
from types import FunctionType, MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from liquidsite import plugin
from liquidsite.errors import Notice, ReadError
from liquidsite.ruby.from_python import from_python_mapping

from .context import Context
from .failures import LiquidSyntaxError
from .filters import FILTERS, LIQUID_FILTERS
from .filters.context import Filter
from .host import Host, Standalone
from .limits import Limits
from .loader import Loader, load
from .patterns import BLANKS
from .registers import Registers
from .runtime import namespace
from .source import Source
from .tags import TAGS
from .template import Template, compile_source

if TYPE_CHECKING:
    from .conditions import Condition
    from .nodes import Tag
    from .output import Output
    from .parser import Parser
    from .tags.for_loop import ForMarkup

ERROR_MODES = ("lax", "warn", "strict")
_UNLIMITED = Limits()
_NOTHING: Mapping[str, Any] = MappingProxyType({})
T = TypeVar("T")


class Environment:
    """Jekyll's filters and tags, those of a program, and how they behave, for many templates.

    `filters` (name → function) and `tags` (name → a class of `plugin.Tag` or `plugin.Block`) come
    to Jekyll's own, and replace those of the same name. `includes` is where `{% include %}` finds
    its files: a folder, a mapping of names to texts, or a function from a name to a text or None.
    `loader` is the same for `get_template`, by default `includes`. `values` are seen by every
    template. `config` has the settings that filters ask for, such as `baseurl`, `url`, `kramdown`
    and `highlighter`, over Jekyll's defaults. `warn` is called with each warning of a render.
    Without `jekyll_filters` there are Liquid's alone.

    `error_mode`, `strict_filters` and `strict_variables` are Jekyll's options of `liquid:`, and
    `limits` what a template may use. With `knows_blank`, `blank` equals what ActiveSupport calls
    blank, with `knows_empty` only nil and what is empty; in plain Ruby it equals nothing.

    `cache` keeps compiled templates, which saves parsing them. A cache that outlives the process
    needs a key of Python, this package, and the tags, filters and options. Its content is executed,
    so only this program may write to it.
    """

    def __init__(
        self,
        *,
        filters: Mapping[str, Filter] = _NOTHING,
        tags: Mapping[str, Any] = _NOTHING,
        includes: Loader = _NOTHING,
        loader: Loader | None = None,
        values: Mapping[str, object] = _NOTHING,
        config: Mapping[str, object] = _NOTHING,
        warn: Callable[[Notice], None] | None = None,
        jekyll_filters: bool = True,
        error_mode: str = "warn",
        strict_filters: bool = False,
        strict_variables: bool = False,
        knows_blank: bool = False,
        knows_empty: bool = False,
        limits: Limits = _UNLIMITED,
        cache: MutableMapping[Source, bytes] | None = None,
    ) -> None:
        if error_mode not in ERROR_MODES:
            raise ValueError(f"error_mode is one of {', '.join(ERROR_MODES)}, not {error_mode!r}")
        self.tags: Mapping[str, Any] = {**TAGS, **tags}
        own = FILTERS if jekyll_filters else LIQUID_FILTERS
        self.filters: Mapping[str, Filter] = {**own, **filters}
        self.host = Standalone(includes, config, on_warning=warn)
        self._loader = includes if loader is None else loader
        self._values = from_python_mapping(values)
        self.error_mode = error_mode
        self.strict_variables = strict_variables
        self.limits = limits
        self.cache = cache
        self.namespace = namespace(
            limits.filters(self.filters) if limits.is_limited else self.filters,
            strict_variables=strict_variables,
            strict_filters=strict_filters,
            knows_blank=knows_blank,
            knows_empty=knows_empty,
        )
        # Layouts and includes are used many times, most other texts once.
        self._template = lru_cache(maxsize=512)(self._compile)
        self._custom_tag = lru_cache(maxsize=1024)(self._make_custom_tag)
        self._function = lru_cache(maxsize=1024)(self._compile_function)

    def __repr__(self) -> str:
        return f"<Environment: {len(self.filters)} filters, {len(self.tags)} tags>"

    def from_string(self, source: str, name: str = "template") -> Template:
        """Parse a template; messages call it `name`. Raises TemplateSyntaxError."""
        return self._template(Source(source, name), False)

    def get_template(self, name: str) -> Template:
        """Return the template `name` of the loader, as it is now.

        Raises ReadError when there is none, TemplateSyntaxError.
        """
        source = load(self._loader, name)
        if source is None:
            raise ReadError("the loader has no template of this name", path=name)
        return self._template(source, False)

    def variables(self, values: Mapping[str, object]) -> dict[str, object]:
        """Return the variables of a new render. Raises TypeError for what cannot be shown."""
        found = from_python_mapping(values)
        return {**self._values, **found} if self._values else found

    @property
    def shares(self) -> bool:
        """Return whether an include that is the same on several pages is rendered once."""
        return not (self.strict_variables or self.limits.is_limited)

    def is_fixed(self, name: str) -> bool:
        """Return whether a filter always returns the same for the same values within a build."""
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
        return self._custom_tag(name, markup)

    def _make_custom_tag(self, name: str, markup: str) -> plugin.Tag | plugin.Block:
        tag: plugin.Tag | plugin.Block = self.tags[name](name, markup)
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
        return self._function("condition", markup)

    def expression(self, markup: str) -> Callable[[Context], object]:
        """Return an expression with filters as a function."""
        return self._function("expression", markup)

    def _output(self, markup: str) -> Output:
        from . import output, strict

        if self.error_mode != "lax":
            try:
                return strict.parse_output(markup)
            except LiquidSyntaxError:
                if self.error_mode == "strict":
                    raise
        return output.parse_output(markup)

    def _compile_function(self, kind: str, markup: str) -> Callable[[Context], object]:
        """Return the function of a condition or an expression.

        For example:

            def f(c):
             n = c.find
             return f_upcase(n('a'))
        """
        from liquidsite.liquid.codegen import CodeWriter

        from .strict import parse_condition

        parsed = parse_condition(markup) if kind == "condition" else self._output(markup)
        code = compile_source(f"def f(c):\n n = c.find\n return {parsed.emit(CodeWriter(self))}")
        return FunctionType(code[0], self.namespace)
