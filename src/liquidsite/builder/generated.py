"""What plugins' generators put into a site, as templates see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import tzinfo
from typing import Any, TypeVar

from liquidsite.errors import PluginError
from liquidsite.model import ITEMS, Document, Page, Site, WithItems
from liquidsite.plugin import Generator
from liquidsite.plugin_check import NamedGenerator
from liquidsite.ruby.from_python import from_python, is_plain

Item = TypeVar("Item", Page, Document)


def generated(site: Site, generator: Generator) -> Site:
    """Return the site that the generator makes of `site`, its new values as templates see them.

    Raises PluginError for a value that cannot be shown.
    """
    made = generator(site)
    if made is site:
        return site
    try:
        return _shown(site, made)
    except TypeError as error:
        name = generator.name if isinstance(generator, NamedGenerator) else generator
        raise PluginError(f"The plugin {name!r}: {error}") from error


def _shown(before: Site, made: Site) -> Site:
    """Convert what is not in `before`: only that can be of another kind than YAML gives."""
    zone = made.zone
    if made.data is not before.data:
        made = replace(made, data=_values(made.data, before.data, "site.data", zone))
    settings = made.config.settings
    if settings is not before.config.settings:
        shown = _values(settings, before.config.settings, "site", zone)
        made = replace(made, config=replace(made.config, settings=shown))
    if made.pages is not before.pages:
        made = replace(made, pages=_items(made.pages, before.pages, zone))
    if made.collections is not before.collections:
        known = [doc for collection in before.collections.values() for doc in collection.docs]
        collections = {
            name: replace(collection, docs=_items(collection.docs, known, zone))
            for name, collection in made.collections.items()
        }
        made = replace(made, collections=collections)
    return made


def _items(items: Any, known: Any, zone: tzinfo) -> Any:
    """Return pages or documents; those that are in `known` as they are."""
    before = {id(item) for item in known}
    return tuple(item if id(item) in before else _item(item, zone) for item in items)


def _item(item: Item, zone: tzinfo) -> Item:
    data = _values(item.data, {}, item.path, zone)
    if data is not item.data:
        item = replace(item, data=data)
    if isinstance(item, Page) and item.pager is not None:
        pager = _values(item.pager, {}, f"{item.path}: paginator", zone)
        return item if pager is item.pager else replace(item, pager=pager)
    return item


def _values(
    values: Mapping[str, Any], known: Mapping[str, Any], place: str, zone: tzinfo
) -> Mapping[str, Any]:
    """Return the values, the new ones as templates see them; the same mapping when all are."""
    odd = {
        key: value
        for key, value in values.items()
        if value is not known.get(key) and not (is_plain(value) or _is_of_items(value))
    }
    if not odd:
        return values
    return {**values, **{key: _value(v, f"{place}.{key}", zone) for key, v in odd.items()}}


def _is_of_items(value: object) -> bool:
    """Return whether `value` is a tuple of pages and documents, which needs no `WithItems`."""
    return type(value) is tuple and all(isinstance(item, ITEMS) for item in value)


def _value(value: object, place: str, zone: tzinfo) -> object:
    shown = from_python(value, place, zone, keep=(*ITEMS, WithItems))
    return WithItems(shown) if _has_items(shown) else shown


def _has_items(value: object) -> bool:
    if isinstance(value, list):
        return any(map(_has_items, value))
    if isinstance(value, dict):
        return any(map(_has_items, value.values()))
    return isinstance(value, ITEMS)
