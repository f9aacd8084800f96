"""What filters and plugins' tags see of a render: the site, and the variables at their place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from liquidsite.ruby.from_python import from_python, from_python_mapping

from .filters.context import takes_context
from .host import Host
from .source import Source

if TYPE_CHECKING:
    from liquidsite.network import Answer
    from liquidsite.plugin import Parts

    from .context import Context
    from .environment import Environment

_NOTHING: Mapping[str, object] = {}
# What a template of its own sees of the variables around it.
_SHARED = ("site", "jekyll", "theme", "page")


class Scope:
    """The variables at one place of a template.

    `visible` returns the loop variables there, which only the running template knows.
    """

    __slots__ = ("_around", "_visible", "env", "host")

    def __init__(
        self,
        env: Environment,
        host: Host,
        around: Context | None,
        visible: Callable[[], Mapping[str, object]] | None = None,
    ) -> None:
        self.env = env
        self.host = host
        self._around = around
        self._visible = visible

    @property
    def _context(self) -> Context:
        assert self._around is not None  # a Context is its own
        return self._around

    def lookup(self, name: str) -> object:
        """Return the variable `name`, or None when there is none."""
        visible = self._visible() if self._visible else _NOTHING
        return visible[name] if name in visible else self._context.peek(name)

    def __getitem__(self, expression: str) -> object:
        """Return the value of an expression such as `page.title`."""
        return self._call(self.env.expression(expression), _NOTHING)

    def __setitem__(self, name: str, value: object) -> None:
        """Set a variable as `assign` does."""
        self._context.assign(name, from_python(value, name))

    def change(self, value: object, changed: object) -> None:
        """Let the variables whose value is this very object have `changed` from here on."""
        for layer in (self._context.names, self._context.assigns):
            for name, found in layer.items():
                if found is value:
                    layer[name] = changed

    @property
    def page(self) -> Any:
        """Return the page that is being rendered, even where a variable of that name hides it."""
        return self._variable("page")

    @property
    def site(self) -> Any:
        return self._variable("site")

    def _variable(self, name: str) -> Any:
        # Not `or`: whether a drop is empty is a read of all its keys.
        value = self._context.variables.get(name)
        return _NOTHING if value is None else value

    def config(self, key: str) -> object:
        """Return the value of a top-level key of the configuration."""
        return self.host.config(key)

    def filter(self, name: str, value: object, *args: object) -> Any:
        """Apply a filter to `value`."""
        function = self.env.filters[name]
        return function(self, value, *args) if takes_context(function) else function(value, *args)

    def liquid(self, text: str) -> str:
        """Render `text` as Liquid, with the variables of this place."""
        template = self.env.parse_include(Source(text, "text"))
        parts, extend = self._context.buffer()
        self._call(lambda context: template.run(context, extend), _NOTHING)
        return "".join(parts)

    def template(
        self, text: str, path: str = "text", line: int = 1
    ) -> Callable[[Mapping[str, object]], str]:
        """Return a function that renders `text` with the variables that it is given.

        Of those of this place it sees the site and the page. What it assigns hides variables of the
        next call, as in a template of Liquid's that is rendered several times.
        """
        template = self.env.parse_include(Source(text, path, line))
        outside = self._context.variables
        shared = {name: outside[name] for name in _SHARED if name in outside}
        context = self.env.context(self.host, shared, self._context.registers)
        context.depth = self._context.depth + 1

        def render(variables: Mapping[str, object]) -> str:
            context.variables.update(variables)
            hidden = context.assigns
            context.names.update({k: v for k, v in variables.items() if k not in hidden})
            parts, extend = context.buffer()
            template.run(context, extend)
            return "".join(parts)

        return render

    def layout(self, name: str) -> tuple[str, str, int] | None:
        """Return the text of a layout, its path and its first line; None without such a layout."""
        found = self.host.layout(name)
        return None if found is None else (found.text, found.path, found.line)

    def read_file(self, path: str) -> str | None:
        """Return the text of a file below the source; None when there is none."""
        found = self.host.file(path)
        return None if found is None else found.text

    def read_bytes(self, path: str) -> bytes | None:
        """Return what is in a file below the source; None when there is none."""
        return self.host.file_bytes(path)

    def has_file(self, path: str) -> bool:
        """Return whether there is a file at `path`, below the source."""
        return self.host.has_file(path)

    def list_folder(self, path: str) -> list[str]:
        """Return the names in a folder below the source, sorted."""
        return self.host.names(path)

    def fetch(self, url: str, *, pause: float = 0.0) -> Answer:
        """Return what a server has at `url`, or why there is nothing."""
        return self.host.fetch(url, pause)

    def link(self, path: str) -> str | None:
        """Return the URL of the page, document or static file at `path`; None without any."""
        return self.host.link(path)

    def parts(self, parser: str, files: Sequence[str], options: str = "") -> Parts:
        """Return the parts that a plugin's parser finds in files below the source."""
        return self.host.parts(parser, files, options)

    def page_source(self) -> tuple[str, str, int] | None:
        """Return the text of the page before it was rendered, its path and its first line."""
        found = self.host.page_source()
        return None if found is None else (found.text, found.path, found.line)

    def warn(self, topic: str, message: str) -> None:
        """Show the site's owner a warning."""
        self.host.warn(topic, message)

    def with_variables(self, variables: Mapping[str, object], body: Callable[[], str]) -> str:
        """Render the body of a block while `variables` hide other ones."""
        shown = from_python_mapping(variables)
        return str(self._context.call(lambda context: body(), shown))

    def check(self, markup: str) -> None:
        """Parse the condition `markup`. Raises TemplateError."""
        self.env.condition(markup)

    def evaluate(self, markup: str, variable: str, item: object) -> object:
        """Evaluate the condition `markup` while `variable` is `item`."""
        return self._call(self.env.condition(markup), {variable: item})

    def render(self, markup: str, variable: str, item: object) -> object:
        """Evaluate `markup`, which may have filters, while `variable` is `item`."""
        return self._call(self.env.expression(markup), {variable: item})

    def _call(self, function: Callable[[Context], object], more: Mapping[str, object]) -> object:
        visible = self._visible() if self._visible else _NOTHING
        return self._context.call(function, {**visible, **more})
