"""python-liquid and Jekyll: each gets the other's filters and tags.

    import liquid
    from liquidsite import python_liquid

    environment = liquid.Environment()
    python_liquid.register(environment, config={"baseurl": "/2021"})
    environment.render("{{ '*Ada*' | markdownify }}")

`register` gives a python-liquid Environment Jekyll's filters, and its tags `highlight` and
`include`. `from_environment` is the way back: a `Plugin` for sites, of an environment's own filters
and tags. python-liquid is imported by programs that make an environment, never by a build.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import StringIO
from typing import TYPE_CHECKING, Any, TextIO

from liquidsite.errors import LiquidsiteError, PluginError, TemplateError, TemplateSyntaxError
from liquidsite.plugin import Block, Context, Filter, Plugin, Tag, needs_context
from liquidsite.ruby.from_python import from_python
from liquidsite.ruby.values import LiquidError

if TYPE_CHECKING:
    import liquid
    from liquid.ast import BlockNode, Node
    from liquid.stream import TokenStream

    from liquidsite.liquid.environment import Environment

__all__ = ["from_environment", "register"]

_WORD = re.compile(r"[A-Za-z_][\w-]*")
_BODY = "liquidsite_body"


# Jekyll's filters and tags in python-liquid


def register(
    environment: liquid.Environment,
    *,
    config: Mapping[str, object] | None = None,
    filters: Iterable[str] | None = None,
    tags: Iterable[str] = ("highlight", "include"),
) -> None:
    """Add Jekyll's filters and tags to a python-liquid `environment`.

    Of the filters those that are Jekyll's own, among them its `sort` and `where`, which replace
    Liquid's; or the ones that `filters` names, Liquid's included. `include` is Jekyll's
    (`include card.html talk=talk`), with templates from the environment's loader; one whose name
    is in quotes stays python-liquid's. `config` has the settings that filters ask for, `baseurl`
    or `kramdown`. Jekyll's other tags need a site. Raises PluginError for an unknown name.
    """
    from liquidsite.liquid.environment import Environment
    from liquidsite.liquid.filters import FILTERS, LIQUID_FILTERS

    engine = Environment(config=config or {})
    own = (name for name in FILTERS if FILTERS[name] is not LIQUID_FILTERS.get(name))
    for name in own if filters is None else filters:
        if name not in FILTERS:
            raise PluginError(f"Jekyll has no filter '{name}'")
        environment.add_filter(name, _to_python_liquid(FILTERS[name], engine))
    made = _tags(engine)
    for name in tags:
        if name not in made:
            raise PluginError(f"'{name}' is not a tag that works without a site")
        environment.add_tag(made[name])


def _to_python_liquid(function: Filter, engine: Environment) -> Callable[..., object]:
    """Return a filter as python-liquid calls one; keywords come as Liquid gives them, in a hash."""
    from liquid.exceptions import FilterArgumentError
    from liquid.filter import with_context

    from liquidsite.liquid.filters import arity, takes_context

    fewest, most = arity(function)

    @with_context
    def called(value: object, *args: object, context: liquid.RenderContext, **more: object) -> Any:
        given = [_plain(arg) for arg in (value, *args, *([more] if more else []))]
        if len(given) < fewest or (most is not None and len(given) > most):
            expected = str(fewest) if most == fewest else f"{fewest}..{most}"
            message = f"wrong number of arguments (given {len(given)}, expected {expected})"
            raise FilterArgumentError(message, token=None)
        try:
            if takes_context(function):
                return function(_FilterContext(context, engine), *given)
            return function(*given)
        except (LiquidError, LiquidsiteError) as error:
            raise FilterArgumentError(error.message, token=None) from error

    return called


def _plain(value: object) -> object:
    """Return a value of python-liquid's as ours. Raises FilterArgumentError."""
    from liquid.exceptions import FilterArgumentError
    from liquid.undefined import Undefined

    if isinstance(value, Undefined):
        value.poke()  # a strict one raises
        return None
    try:
        return from_python(value)
    except TypeError as error:
        raise FilterArgumentError(str(error), token=None) from error


class _FilterContext:
    """What Jekyll's filters see of a render by python-liquid."""

    def __init__(self, context: liquid.RenderContext, engine: Environment) -> None:
        self._context = context
        self._engine = engine
        self.host = engine.host

    def lookup(self, name: str) -> object:
        return _plain(self._context.resolve(name, default=None))

    def check(self, markup: str) -> None:
        self._engine.condition(markup)

    def evaluate(self, markup: str, variable: str, item: object) -> object:
        return self._called(self._engine.condition(markup), markup, variable, item)

    def render(self, markup: str, variable: str, item: object) -> object:
        return self._called(self._engine.expression(markup), markup, variable, item)

    def _called(
        self, function: Callable[..., object], markup: str, variable: str, item: object
    ) -> object:
        """Call an expression of ours with the variables that its words may name."""
        names = {name: self.lookup(name) for name in _WORD.findall(markup)}
        variables = {**names, variable: item}
        return function(self._engine.context(self.host, variables))


def _tags(engine: Environment) -> dict[str, type]:
    """Return Jekyll's tags for python-liquid, by name."""
    from liquid import Tag as TheirTag
    from liquid.ast import Node, Partial, PartialScope
    from liquid.builtin.expressions import Identifier
    from liquid.builtin.tags.include_tag import IncludeTag
    from liquid.exceptions import LiquidSyntaxError
    from liquid.parser import get_parser
    from liquid.token import TOKEN_EXPRESSION, TOKEN_TAG

    from liquidsite.liquid.includes import is_safe_name
    from liquidsite.liquid.source import Source
    from liquidsite.liquid.tags.include import parse_markup

    class HighlightNode(Node):
        def __init__(self, token: Any, markup: str, block: BlockNode) -> None:
            super().__init__(token)
            self.markup, self.block, self.blank = markup, block, False

        def render_to_output(self, context: liquid.RenderContext, buffer: TextIO) -> int:
            inner = context.get_buffer(buffer)
            self.block.render(context, inner)
            code = {"code": inner.getvalue()}
            text = f"{{% highlight {self.markup} %}}{{{{ code }}}}{{% endhighlight %}}"
            return buffer.write(engine.parse(Source(text, "highlight")).render(code))

        def children(self, *_: object, **__: object) -> Iterable[Node]:
            return [self.block]

    class Highlight(TheirTag):
        name, end, block = "highlight", "endhighlight", True

        def parse(self, stream: TokenStream) -> Node:
            token = stream.eat(TOKEN_TAG)
            markup = stream.current.value if stream.current.kind == TOKEN_EXPRESSION else ""
            if markup:
                next(stream)
            block = get_parser(self.env).parse_block(stream, (self.end,))
            stream.expect(TOKEN_TAG, value=self.end)
            try:
                engine.parse(Source(f"{{% highlight {markup} %}}{{% endhighlight %}}", "highlight"))
            except TemplateSyntaxError as error:
                raise LiquidSyntaxError(error.message, token=token) from error
            return HighlightNode(token, markup, block)

    class IncludeNode(Node):
        def __init__(self, token: Any, file: str, params: Mapping[str, Any] | None) -> None:
            super().__init__(token)
            self.file, self.params, self.blank = file, params, False

        def render_to_output(self, context: liquid.RenderContext, buffer: TextIO) -> int:
            template = context.env.get_template(self.file, context=context, tag="include")
            with context.extend(self._namespace(context), template=template):
                template.render_with_context(context, buffer, partial=True)
            return 1

        async def render_to_output_async(
            self, context: liquid.RenderContext, buffer: TextIO
        ) -> int:
            template = await context.env.get_template_async(
                self.file, context=context, tag="include"
            )
            with context.extend(self._namespace(context), template=template):
                await template.render_with_context_async(context, buffer, partial=True)
            return 1

        def _namespace(self, context: liquid.RenderContext) -> Mapping[str, object]:
            """Return `include`; without parameters that of the includer is seen."""
            if self.params is None:
                return {}
            given = {
                name: param
                if isinstance(param, str)
                else context.get(list(param), token=self.token, default=None)
                for name, param in self.params.items()
            }
            return {"include": given}

        def children(
            self, static_context: liquid.RenderContext, *, include_partials: bool = True
        ) -> Iterable[Node]:
            if include_partials:
                yield from static_context.env.get_template(self.file).nodes

        def partial_scope(self) -> Partial:
            names = [] if self.params is None else [Identifier("include", token=self.token)]
            return Partial(name=self.file, scope=PartialScope.SHARED, in_scope=names)

    class Include(TheirTag):
        name, block = "include", False

        def parse(self, stream: TokenStream) -> Node:
            markup = stream.peek.value if stream.peek.kind == TOKEN_EXPRESSION else ""
            if markup.lstrip()[:1] in ("'", '"'):
                return IncludeTag(self.env).parse(stream)
            token = stream.eat(TOKEN_TAG)
            try:
                file, params = parse_markup(markup.strip(), "include")
            except LiquidError as error:
                raise LiquidSyntaxError(error.message, token=token) from error
            if "{{" in file or not is_safe_name(file):
                message = f"'{file}' is no name of a file; one in quotes is python-liquid's include"
                raise LiquidSyntaxError(message, token=token)
            return IncludeNode(token, file, params)

    return {"highlight": Highlight, "include": Include}


# python-liquid's filters and tags in a site


def from_environment(
    environment: liquid.Environment,
    *,
    filters: Iterable[str] = (),
    tags: Iterable[str] = (),
    name: str = "python-liquid",
) -> Plugin:
    """Return a plugin with the named `filters` and `tags` of a python-liquid environment.

    Filters get their input, arguments and keywords, and what they ask for: the environment, a
    render context whose variables are those of the page at that place. A tag is rendered by
    python-liquid with the same variables, and what it assigns counts from there on; in a block the
    body is the site's, and sees the variables that the block sets for it. Raises PluginError for a
    name that is not there, or a block with an end tag of another name than `end…`.
    """
    made = {tag: _tag(environment, tag) for tag in tags}
    return Plugin(
        name, tags=made, filters={named: _filter(environment, named) for named in filters}
    )


def _filter(environment: liquid.Environment, name: str) -> Filter:
    found: Callable[..., object] | None = environment.filters.get(name)
    if found is None:
        raise PluginError(f"the python-liquid environment has no filter '{name}'")
    asked = {"environment": environment} if getattr(found, "with_environment", False) else {}
    if not getattr(found, "with_context", False):
        return lambda value, *args, **keywords: _asked(found, value, *args, **keywords, **asked)
    empty = environment.from_string("")

    @needs_context
    def with_context(context: Context, value: object, *args: object, **keywords: object) -> object:
        theirs = _context(empty, context)
        return _asked(found, value, *args, **keywords, **asked, context=theirs)

    return with_context


def _asked(function: Callable[..., object], *args: object, **keywords: object) -> object:
    from liquid.exceptions import LiquidError as TheirError

    try:
        return function(*args, **keywords)
    except TheirError as error:
        raise LiquidError(str(error)) from error


class _Variables(Mapping[str, object]):
    """The variables of a site's page at one place, as python-liquid looks them up."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def __getitem__(self, name: str) -> object:
        found = self.context[name] if _WORD.fullmatch(name) else None
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(())  # templates name what they read

    def __len__(self) -> int:
        return 0


def _context(template: liquid.BoundTemplate, context: Context) -> liquid.RenderContext:
    import liquid

    theirs = liquid.RenderContext(template)
    # Not its argument, for which an empty mapping is none.
    theirs.globals = _Variables(context)
    theirs.scope = type(theirs.scope)(theirs.locals, theirs.globals, *theirs.scope._maps)
    return theirs


def _tag(environment: liquid.Environment, name: str) -> type[Tag] | type[Block]:
    tag = environment.tags.get(name)
    if tag is None:
        raise PluginError(f"the python-liquid environment has no tag '{name}'")
    if not tag.block:
        return _inline(environment)
    end = getattr(tag, "end", "") or f"end{name}"
    if end != f"end{name}":
        raise PluginError(f"the tag '{name}' of python-liquid ends with '{end}', not 'end{name}'")
    return _block(_with_body(environment))


def _inline(environment: liquid.Environment) -> type[Tag]:
    class PythonLiquidTag(Tag):
        def __init__(self, name: str, markup: str) -> None:
            super().__init__(name, markup)
            self.template = _parsed(environment, f"{{% {name} {markup} %}}")

        def render(self, context: Context) -> object:
            return _rendered(self.template, context)

    return PythonLiquidTag


def _block(environment: liquid.Environment) -> type[Block]:
    class PythonLiquidBlock(Block):
        def __init__(self, name: str, markup: str) -> None:
            super().__init__(name, markup)
            source = f"{{% {name} {markup} %}}{{% {_BODY} %}}{{% end{name} %}}"
            self.template = _parsed(environment, source)

        def render(self, context: Context, body: Callable[[], str]) -> object:
            return _rendered(self.template, context, body)

    return PythonLiquidBlock


def _with_body(environment: liquid.Environment) -> liquid.Environment:
    """Return a copy of `environment` with a tag that prints the body of a block of ours."""
    from liquid import Tag as TheirTag
    from liquid.ast import Node

    class BodyNode(Node):
        def __init__(self, token: Any) -> None:
            super().__init__(token)
            self.blank = False

        def render_to_output(self, context: liquid.RenderContext, buffer: TextIO) -> int:
            variables = context.globals
            assert isinstance(variables, _Variables)
            set_there: dict[str, object] = {}
            for names in reversed(_maps_before(context, variables)):
                set_there |= names
            return buffer.write(
                variables.context.with_variables(set_there, context.tag_namespace[_BODY])
            )

    class BodyTag(TheirTag):
        name, block = _BODY, False

        def parse(self, stream: TokenStream) -> Node:
            return BodyNode(stream.current)

    made = copy.copy(environment)
    made.tags = {name: copy.copy(tag) for name, tag in environment.tags.items()}
    for tag in made.tags.values():
        tag.env = made
    made.add_tag(BodyTag)
    return made


def _maps_before(
    context: liquid.RenderContext, variables: _Variables
) -> list[Mapping[str, object]]:
    maps = list(context.scope._maps)
    return maps[: next(place for place, each in enumerate(maps) if each is variables)]


def _parsed(environment: liquid.Environment, source: str) -> liquid.BoundTemplate:
    from liquid.exceptions import LiquidError as TheirError

    try:
        return environment.from_string(source)
    except TheirError as error:
        raise TemplateSyntaxError(str(error)) from error


def _rendered(
    template: liquid.BoundTemplate, context: Context, body: Callable[[], str] | None = None
) -> str:
    from liquid.exceptions import LiquidError as TheirError

    theirs = _context(template, context)
    theirs.tag_namespace[_BODY] = body
    buffer = StringIO()
    try:
        template.render_with_context(theirs, buffer)
    except TheirError as error:
        raise TemplateError(str(error)) from error
    for name, value in theirs.locals.items():
        context[name] = value
    return buffer.getvalue()
