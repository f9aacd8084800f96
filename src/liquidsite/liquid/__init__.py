"""Jekyll's Liquid: Liquid 4.0.4 as Jekyll runs it, with Jekyll's tags and filters.

    >>> from liquidsite import liquid
    >>> liquid.render("Hello {{ page.name | upcase }}", {"page": {"name": "you"}})
    'Hello YOU'

    >>> env = liquid.Environment(filters={"shout": lambda text: f"{text}!"})
    >>> env.from_string("{{ name | shout }}").render(name="Ada")
    'Ada!'

An `Environment` parses templates, a `Drop` is an object that says what they see of it, and a `Host`
is the site that they belong to.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .environment import Environment
    from .host import Host, Standalone
    from .limits import Limits
    from .loader import Loader
    from .python_drop import Drop
    from .source import Source
    from .template import Template

__all__ = ["Drop", "Environment", "Host", "Limits", "Source", "Standalone", "Template", "render"]

# Imported on first use: a build that renders nothing needs drops, but not the engine.
_HOMES = {
    "Drop": "python_drop",
    "Environment": "environment",
    "Host": "host",
    "Limits": "limits",
    "Source": "source",
    "Standalone": "host",
    "Template": "template",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """Return the public names, whether they were used or not."""
    return [*__all__]


def render(
    source: str,
    variables: Mapping[str, object] | None = None,
    includes: Loader | None = None,
    *,
    limits: Limits | None = None,
    error_mode: str = "warn",
    strict_filters: bool = False,
    strict_variables: bool = False,
    config: Mapping[str, object] | None = None,
) -> str:
    """Render `source` with `variables`, in an `Environment` of the other arguments.

    The last templates are kept compiled. Raises TypeError for a value that templates cannot show,
    and TemplateError.
    """
    from .host import Standalone

    env = _environment(error_mode, strict_filters, strict_variables, limits)
    own_host = includes is None and config is None
    host = env.host if own_host else Standalone(includes or {}, config or {})
    return env.from_string(source).render_with(env.variables(variables or {}), host)


@lru_cache(maxsize=16)
def _environment(
    error_mode: str, strict_filters: bool, strict_variables: bool, limits: Limits | None
) -> Environment:
    """Return the environment of one-off renders, which keeps their last templates compiled."""
    from .environment import Environment
    from .limits import Limits

    return Environment(
        error_mode=error_mode,
        strict_filters=strict_filters,
        strict_variables=strict_variables,
        limits=limits or Limits(),
    )
