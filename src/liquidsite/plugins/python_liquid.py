"""What was written for python-liquid, in a site: its filters and inline tags as a `Plugin`.

    import liquid
    from liquidsite.plugins.python_liquid import from_environment

    environment = liquid.Environment()
    environment.add_filter("shout", lambda text: f"{text}!".upper())
    plugin = from_environment(environment, filters=["shout"])

python-liquid is imported by programs that make an environment, never by a build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from liquidsite.errors import PluginError
from liquidsite.plugin import Context, Filter, Plugin, Tag

if TYPE_CHECKING:
    import liquid


def from_environment(
    environment: liquid.Environment,
    *,
    filters: Iterable[str] = (),
    tags: Iterable[str] = (),
    name: str = "python-liquid",
) -> Plugin:
    """Return a plugin with the named `filters` and inline `tags` of a python-liquid environment.

    Filters get their input and arguments, and the environment if they ask for it; a tag is rendered
    by python-liquid with `page` and `site` as its variables. Raises PluginError for a name that is
    not there, or a filter that wants python-liquid's own render context.
    """
    return Plugin(
        name,
        tags={tag: _tag(environment, tag) for tag in tags},
        filters={named: _filter(environment, named) for named in filters},
    )


def _filter(environment: liquid.Environment, name: str) -> Filter:
    found: Callable[..., object] | None = environment.filters.get(name)
    if found is None:
        raise PluginError(f"the python-liquid environment has no filter '{name}'")
    if getattr(found, "with_context", False):
        raise PluginError(f"the filter '{name}' needs python-liquid's render context")
    if not getattr(found, "with_environment", False):
        return lambda value, *args: found(value, *args)
    return lambda value, *args: found(value, *args, environment=environment)


def _tag(environment: liquid.Environment, name: str) -> type[Tag]:
    if name not in environment.tags:
        raise PluginError(f"the python-liquid environment has no tag '{name}'")

    class PythonLiquidTag(Tag):
        def __init__(self, name: str, markup: str) -> None:
            super().__init__(name, markup)
            self.template = environment.from_string(f"{{% {name} {markup} %}}")

        def render(self, context: Context) -> object:
            return self.template.render(page=context.page, site=context.site)

    return PythonLiquidTag
