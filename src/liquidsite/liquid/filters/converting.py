"""Filters that pass text to the site's converters."""

from __future__ import annotations

from liquidsite.ruby.values import to_s

from .context import FilterContext, needs_context


@needs_context
def markdownify(context: FilterContext, value: object) -> str:
    return context.host.convert("markdown", to_s(value))


@needs_context
def smartify(context: FilterContext, value: object) -> str:
    return context.host.convert("smartify", to_s(value))


@needs_context
def sassify(context: FilterContext, value: object) -> str:
    return context.host.convert("sass", to_s(value))


@needs_context
def scssify(context: FilterContext, value: object) -> str:
    return context.host.convert("scss", to_s(value))
