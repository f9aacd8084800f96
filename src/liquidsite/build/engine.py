"""The Liquid environment of a site: its options, and the tags and filters of its plugins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from liquidsite.config import Config
from liquidsite.liquid.environment import Environment
from liquidsite.liquid.filters import FILTERS
from liquidsite.liquid.nodes import Block
from liquidsite.liquid.tags import TAGS
from liquidsite.plugin import Plugin


def environment_of(config: Config, plugin: Plugin) -> Environment:
    """Liquid as the site's `liquid:` options and `plugin` have it."""
    options: Mapping[str, Any] = config["liquid"] or {}
    return Environment(
        {**TAGS, **plugin.tags},
        {**FILTERS, **plugin.filters},
        error_mode=str(options.get("error_mode", "warn")),
        strict_filters=bool(options.get("strict_filters")),
        strict_variables=bool(options.get("strict_variables")),
    )


def is_block(name: str, plugin: Plugin) -> bool:
    """Whether the Liquid tag `name` has an end tag."""
    tag = plugin.tags.get(name) or TAGS.get(name)
    return isinstance(tag, type) and issubclass(tag, Block)
