"""The elements of HTML 4.01."""

from __future__ import annotations

from collections.abc import Mapping


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


EMPTY = _names("area base basefont br col frame hr img input isindex link meta param")

# Elements around and between which libxml2 writes line ends.
BLOCKS = _names(
    "address area base blockquote body caption center col colgroup dd dir div dl dt fieldset "
    "form frame frameset h1 h2 h3 h4 h5 h6 head hr html isindex legend li link menu meta "
    "noframes noscript ol optgroup option p param pre style table tbody td tfoot th thead title "
    "tr ul"
)

BOOLEAN = _names(
    "checked compact declare defer disabled ismap multiple nohref noresize noshade nowrap "
    "readonly selected"
)

RAW = frozenset(["script", "style"])

_PARAGRAPH_ENDS = (
    "address blockquote body caption center col colgroup dd dir div dl dt fieldset form frameset "
    "h1 h2 h3 h4 h5 h6 head hr li menu ol p pre table tbody td tfoot th title tr ul"
)
_HEAD_ENDS = (
    "a abbr acronym address b bdo big blockquote body br center cite code dd dfn dir div dl dt em "
    "fieldset font form frameset h1 h2 h3 h4 h5 h6 hr i iframe img kbd li listing map menu ol p "
    "pre q s samp small span strike strong sub sup table tt u ul var xmp"
)
_HEADING_ENDS = "fieldset form li p table"
_CELL_ENDS = "tbody td tfoot th tr"

# Open element → the start tags that end it.
ENDED_BY: Mapping[str, frozenset[str]] = {
    name: _names(tags)
    for name, tags in {
        "a": "a fieldset table td th",
        "address": "dd dl dt form li ul",
        "b": "center p td th",
        "big": "p",
        "caption": "col colgroup tbody tfoot thead tr",
        "colgroup": "colgroup tbody tfoot thead tr",
        "dd": "dt",
        "dir": "dd dl dt form ul",
        "dl": "form li",
        "dt": "dd dl",
        "font": "center td th",
        "form": "form",
        "head": _HEAD_ENDS,
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _HEADING_ENDS),
        "i": "center p td th",
        "legend": "fieldset",
        "li": "li",
        "menu": "dd dl dt form ul",
        "ol": "form ul",
        "option": "optgroup option",
        "p": _PARAGRAPH_ENDS,
        "pre": "dd dl dt fieldset form li table ul",
        "s": "p",
        "small": "p",
        "span": "td th",
        "strike": "p",
        "tbody": "tbody tfoot",
        "td": _CELL_ENDS,
        "tfoot": "tbody",
        "th": _CELL_ENDS,
        "thead": "tbody tfoot",
        "title": "frameset",
        "tr": "tbody tfoot tr",
        "tt": "p",
        "u": "p td th",
        "ul": "address form menu ol pre",
    }.items()
}

# An end tag does not reach over an open element of a higher priority than its own.
_PRIORITIES: Mapping[str, int] = {
    "div": 150,
    "td": 160,
    "th": 160,
    "tr": 170,
    "thead": 180,
    "tbody": 180,
    "tfoot": 180,
    "table": 190,
    "head": 200,
    "body": 200,
    "html": 220,
}


def priority(name: str) -> int:
    return _PRIORITIES.get(name, 100)
