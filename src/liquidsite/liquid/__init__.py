"""Jekyll's Liquid: Liquid 4.0.4 as Jekyll runs it, with Jekyll's tags and filters.

    >>> from liquidsite import liquid
    >>> liquid.render("Hello {{ page.name | upcase }}", {"page": {"name": "you"}})
    'Hello YOU'

An `Environment` parses many templates; a `Host` stands for the site that they belong to.
"""

from __future__ import annotations

from collections.abc import Mapping

from .environment import Environment
from .host import Host, Source, Standalone
from .limits import Limits
from .template import Template

__all__ = ["Environment", "Host", "Limits", "Source", "Standalone", "Template", "render"]

_UNLIMITED = Limits()


def render(
    source: str,
    variables: Mapping[str, object] | None = None,
    includes: Mapping[str, str] | None = None,
    *,
    limits: Limits = _UNLIMITED,
    error_mode: str = "warn",
    strict_filters: bool = False,
    strict_variables: bool = False,
    config: Mapping[str, object] | None = None,
) -> str:
    """`source` rendered with `variables`; `includes` maps names to texts. Raises TemplateError."""
    from .filters import FILTERS
    from .tags import TAGS

    env = Environment(
        TAGS,
        FILTERS,
        error_mode=error_mode,
        strict_filters=strict_filters,
        strict_variables=strict_variables,
        limits=limits,
    )
    host = Standalone(includes or {}, config or {})
    return env.parse(Source(source, "template")).render(dict(variables or {}), host)
