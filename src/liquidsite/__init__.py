"""Jekyll without Ruby: existing Jekyll sites, built unchanged.

    import liquidsite

    site = liquidsite.Site.load("my-site")
    site.build("_site")

The names are imported when first used, so that importing this package costs next to nothing;
`liquidsite.kramdown` and `liquidsite.liquid` stand alone.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` takes longer to import than a build with nothing to do

__version__ = "0.1.0"

__all__ = [
    "BuildResult",
    "Limits",
    "LiquidsiteError",
    "Plugin",
    "RenderedPage",
    "Session",
    "Site",
    "__version__",
    "kramdown",
    "liquid",
    "python_liquid",
]

_HOMES = {
    "BuildResult": "liquidsite.builder.result",
    "Limits": "liquidsite.safe_mode.limits",
    "LiquidsiteError": "liquidsite.errors",
    "Plugin": "liquidsite.plugin",
    "RenderedPage": "liquidsite.session",
    "Session": "liquidsite.session",
    "Site": "liquidsite.site",
}

if TYPE_CHECKING:
    from typing import Any

    from liquidsite import kramdown, liquid, python_liquid
    from liquidsite.builder.result import BuildResult
    from liquidsite.errors import LiquidsiteError
    from liquidsite.plugin import Plugin
    from liquidsite.safe_mode.limits import Limits
    from liquidsite.session import RenderedPage, Session
    from liquidsite.site import Site


def __getattr__(name: str) -> Any:
    import importlib

    if name in ("kramdown", "liquid", "python_liquid"):
        return importlib.import_module(f"liquidsite.{name}")
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'liquidsite' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names, whether they were used or not."""
    return [*__all__]
