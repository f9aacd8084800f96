"""The names that compiled templates call."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from liquidsite.errors import UNKNOWN_FILTER
from liquidsite.ruby.from_python import PLAIN, from_python
from liquidsite.ruby.text import to_first_output
from liquidsite.ruby.values import (
    BLANK,
    EMPTY,
    LiquidError,
    MethodLiteral,
    compare,
    contains,
    equals,
    equals_or_blank,
    equals_or_empty,
    to_output,
)

from . import lookup
from .context import Context
from .custom import body_text, custom_block, custom_tag
from .failures import UndefinedError
from .filters import FILTERS, LIQUID_FILTERS
from .filters.context import Filter
from .highlighting import highlight, refuse_marks
from .includes import include_beside, include_file, include_name
from .links import link, post_url
from .loop_drops import ForLoop, TableRowLoop
from .loops import window

_NAMES: Mapping[str, object] = {
    "BLANK": BLANK,
    "EMPTY": EMPTY,
    "ForLoop": ForLoop,
    "ONCE": (None,),
    "TableRowLoop": TableRowLoop,
    "at": lookup.at,
    "command": lookup.command,
    "body_text": body_text,
    "compare": compare,
    "contains": contains,
    "custom_block": custom_block,
    "custom_tag": custom_tag,
    "equals": equals,
    "first_out": to_first_output,
    "get": lookup.get,
    "highlight": highlight,
    "include_beside": include_beside,
    "include_file": include_file,
    "include_name": include_name,
    "link": link,
    "moment": lookup.moment,
    "out": to_output,
    "post_url": post_url,
    "refuse_marks": refuse_marks,
    "span": lookup.span,
    "to_i": lookup.to_i,
    "window": window,
}
_STRICT: Mapping[str, object] = {
    "at": lookup.strict_at,
    "command": lookup.strict_command,
    "get": lookup.strict_get,
}


def namespace(
    filters: Mapping[str, Filter],
    *,
    strict_variables: bool,
    strict_filters: bool,
    knows_blank: bool = False,
    knows_empty: bool = False,
) -> dict[str, object]:
    """Return the globals of compiled templates: nothing in them depends on one template."""
    unknown = _refuse_filter if strict_filters else _pass_through
    names = {**_NAMES, "unknown_filter": unknown}
    names |= {"unknown_operator": unknown_operator, "wrong_arity": wrong_arity}
    names |= _STRICT if strict_variables else {}
    names |= {"equals": equals_or_empty} if knows_empty else {}
    names |= {"equals": equals_or_blank} if knows_blank else {}
    names |= {"unless_method": _unless_method}
    return names | {f"f_{name}": _filter(name, function) for name, function in filters.items()}


def _filter(name: str, function: Filter) -> Filter:
    """Return a filter whose results are Ruby's kinds of values, as Jekyll's own filters' are."""
    if function in (FILTERS.get(name), LIQUID_FILTERS.get(name)):
        return function

    def converting(*args: object, **keywords: object) -> object:
        result = function(*args, **keywords)
        return result if type(result) in PLAIN else from_python(result, name)

    return converting


def _pass_through(context: Context, name: str, value: object, *args: object) -> object:
    """Return the input of an unknown filter, and warn; `empty` and `blank` are read as ''."""
    context.host.warn(UNKNOWN_FILTER, name)
    return _unless_method(value)


def _unless_method(result: object) -> object:
    """Return the result of a filter as the next one gets it."""
    return "" if isinstance(result, MethodLiteral) else result


def _refuse_filter(context: Context, name: str, value: object, *args: object) -> object:
    raise UndefinedError(f"undefined filter {name}")


def unknown_operator(operator: str, left: object, right: object) -> bool:
    raise LiquidError(f"Unknown operator {operator}")


def wrong_arity(fewest: int, most: int | None, *given: object) -> object:
    expected = f"{fewest}+" if most is None else str(fewest)
    if most is not None and most > fewest:
        expected = f"{fewest}..{most}"
    raise LiquidError(f"wrong number of arguments (given {len(given)}, expected {expected})")


Compiled = Callable[..., None]
