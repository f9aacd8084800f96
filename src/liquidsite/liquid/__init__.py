"""Jekyll's Liquid: Liquid 4.0.4 as Jekyll runs it, with Jekyll's tags and filters.

    >>> from liquidsite import liquid
    >>> liquid.render("Hello {{ page.name | upcase }}", {"page": {"name": "you"}})
    'Hello YOU'

An `Environment` parses templates. A `Host` is the site that they belong to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .environment import Environment
    from .host import Host, Source, Standalone
    from .limits import Limits
    from .template import Template

__all__ = ["Environment", "Host", "Limits", "Source", "Standalone", "Template", "render"]

# Imported on first use: a build that renders nothing needs drops, but not the engine.
_HOMES = {
    "Environment": "environment",
    "Host": "host",
    "Limits": "limits",
    "Source": "host",
    "Standalone": "host",
    "Template": "template",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def render(
    source: str,
    variables: Mapping[str, object] | None = None,
    includes: Mapping[str, str] | None = None,
    *,
    limits: Limits | None = None,
    error_mode: str = "warn",
    strict_filters: bool = False,
    strict_variables: bool = False,
    config: Mapping[str, object] | None = None,
) -> str:
    """Render `source` with `variables`; `includes` maps names to texts. Raises TemplateError."""
    from .environment import Environment
    from .filters import FILTERS
    from .host import Source, Standalone
    from .limits import Limits
    from .tags import TAGS

    env = Environment(
        TAGS,
        FILTERS,
        error_mode=error_mode,
        strict_filters=strict_filters,
        strict_variables=strict_variables,
        limits=limits or Limits(),
    )
    host = Standalone(includes or {}, config or {})
    return env.parse(Source(source, "template")).render(dict(variables or {}), host)
