"""The Liquid environment of a site: its options, and the tags and filters of its plugins."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

from liquidsite.config import Config
from liquidsite.liquid.environment import ERROR_MODES, Environment
from liquidsite.liquid.limits import Limits
from liquidsite.liquid.nodes import Tag
from liquidsite.liquid.source import Source
from liquidsite.liquid.tags import TAGS
from liquidsite.plugin import Plugin


def environment_of(
    config: Config, plugin: Plugin, templates: MutableMapping[Source, bytes] | None = None
) -> Environment:
    """Return the Liquid environment of the site's `liquid:` options and of `plugin`.

    `templates` has compiled templates of an environment of the same kind.
    """
    options: Mapping[str, Any] = config["liquid"] or {}
    mode = str(options.get("error_mode", "warn"))
    return Environment(
        filters=plugin.filters,
        tags=plugin.tags,
        error_mode=mode if mode in ERROR_MODES else "warn",
        strict_filters=bool(options.get("strict_filters")),
        strict_variables=bool(options.get("strict_variables")),
        knows_blank=plugin.knows_blank,
        knows_empty=plugin.knows_empty,
        limits=_limits_of(config),
        cache=templates,
    )


def _limits_of(config: Config) -> Limits:
    """Return the limits of safe mode; otherwise only Liquid's own, on nesting."""
    limits = config.limits
    return Limits(limits.output, limits.iterations, tags=limits.tags) if limits else Limits()


def tags_of(plugin: Plugin) -> dict[str, type[Tag]]:
    """Return Liquid's and Jekyll's tags, and those of `plugin`."""
    return {**TAGS, **plugin.tags}
