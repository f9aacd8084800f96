"""Liquid's and Jekyll's filters, by name.

A filter is a function of its input and arguments, or, when it `needs_context`, of the render's
`FilterContext` before them. Errors are raised as `LiquidError`, without a place.
"""

from __future__ import annotations

from liquidsite.ruby import values

from . import (
    arithmetic,
    arrays,
    converting,
    dates,
    escaping,
    inspecting,
    items,
    text,
    urls,
    words,
)
from .context import Filter, FilterContext, arity, needs_context, takes_context

__all__ = [
    "FILTERS",
    "LIQUID_FILTERS",
    "Filter",
    "FilterContext",
    "arity",
    "needs_context",
    "takes_context",
]

LIQUID_FILTERS: dict[str, Filter] = {
    "abs": arithmetic.abs_,
    "append": text.append,
    "at_least": arithmetic.at_least,
    "at_most": arithmetic.at_most,
    "capitalize": text.capitalize,
    "ceil": arithmetic.ceil,
    "compact": arrays.compact,
    "concat": arrays.concat,
    "date": dates.date_,
    "default": text.default,
    "divided_by": arithmetic.divided_by,
    "downcase": text.downcase,
    "escape": escaping.escape,
    "escape_once": escaping.escape_once,
    "first": values.first,
    "floor": arithmetic.floor,
    "h": escaping.escape,
    "join": arrays.join,
    "last": values.last,
    "lstrip": text.lstrip,
    "map": arrays.map_,
    "minus": arithmetic.minus,
    "modulo": arithmetic.modulo,
    "newline_to_br": text.newline_to_br,
    "plus": arithmetic.plus,
    "prepend": text.prepend,
    "remove": text.remove,
    "remove_first": text.remove_first,
    "replace": text.replace,
    "replace_first": text.replace_first,
    "reverse": arrays.reverse,
    "round": arithmetic.round_,
    "rstrip": text.rstrip,
    "size": arrays.size,
    "slice": text.slice_,
    "sort": arrays.sort,
    "sort_natural": arrays.sort_natural,
    "split": text.split,
    "strip": text.strip,
    "strip_html": escaping.strip_html,
    "strip_newlines": text.strip_newlines,
    "times": arithmetic.times,
    "truncate": text.truncate,
    "truncatewords": text.truncatewords,
    "uniq": arrays.uniq,
    "upcase": text.upcase,
    "url_decode": escaping.url_decode,
    "url_encode": escaping.url_encode,
    "where": arrays.where,
}
"""The filters of Liquid 4.0.4."""

FILTERS: dict[str, Filter] = {
    **LIQUID_FILTERS,
    "absolute_url": urls.absolute_url,
    "array_to_sentence_string": text.array_to_sentence_string,
    "cgi_escape": escaping.cgi_escape,
    "date_to_long_string": dates.date_to_long_string,
    "date_to_rfc822": dates.date_to_rfc822,
    "date_to_string": dates.date_to_string,
    "date_to_xmlschema": dates.date_to_xmlschema,
    "find": items.find,
    "find_exp": items.find_exp,
    "group_by": items.group_by,
    "group_by_exp": items.group_by_exp,
    "inspect": inspecting.inspect,
    "jsonify": inspecting.jsonify,
    "markdownify": converting.markdownify,
    "normalize_whitespace": text.normalize_whitespace,
    "number_of_words": words.number_of_words,
    "pop": arrays.pop,
    "push": arrays.push,
    "relative_url": urls.relative_url,
    "sample": arrays.sample,
    "sassify": converting.sassify,
    "scssify": converting.scssify,
    "shift": arrays.shift,
    "slugify": words.slugify,
    "smartify": converting.smartify,
    "sort": items.sort,
    "strip_index": urls.strip_index,
    "to_integer": arithmetic.to_integer,
    "unshift": arrays.unshift,
    "uri_escape": escaping.uri_escape,
    "where": items.where,
    "where_exp": items.where_exp,
    "xml_escape": escaping.xml_escape,
}
"""Jekyll 4.4's filters: Liquid's and its own, which replace Liquid's `sort` and `where`."""
