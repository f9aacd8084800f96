"""The placeholders of a document's permalink.

Source: Jekyll's documentation, "Permalinks", "Placeholders".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from liquidsite import urls
from liquidsite.model import Collection

_DATE_PARTS: Mapping[str, str] = {
    "year": "%Y",
    "month": "%m",
    "day": "%d",
    "hour": "%H",
    "minute": "%M",
    "second": "%S",
    "short_year": "%y",
    "w_year": "%G",
    "week": "%V",
    "w_day": "%u",
    "y_day": "%j",
}
_SHORT_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def placeholders(
    collection: Collection, path: str, data: Mapping[str, Any], output_ext: str, date: datetime
) -> dict[str, Callable[[], str]]:
    """Name → what computes it; only those that a template names are computed."""
    ext = urls.extname(path)
    stem = path[: len(path) - len(ext)]
    clean = urls.strip_trailing_dots(stem.replace(collection.relative_directory, "", 1))
    basename = stem.rpartition("/")[2]
    slug = data.get("slug")
    named = basename if slug is None else str(slug)
    return {
        "collection": lambda: collection.label,
        "path": lambda: clean,
        "output_ext": lambda: output_ext,
        "name": lambda: urls.slugify(basename),
        "title": lambda: urls.slugify(named, "pretty", cased=True),
        "slug": lambda: urls.slugify(named),
        "categories": lambda: "/".join(dict.fromkeys(c.lower() for c in _categories(data))),
        "slugified_categories": lambda: "/".join(
            dict.fromkeys(urls.slugify(c) for c in _categories(data))
        ),
        "i_day": lambda: str(date.day),
        "i_month": lambda: str(date.month),
        # English whatever the locale, as Ruby's strftime.
        "short_month": lambda: _LONG_MONTHS[date.month - 1][:3],
        "long_month": lambda: _LONG_MONTHS[date.month - 1],
        "short_day": lambda: _SHORT_DAYS[date.weekday()],
        "long_day": lambda: _LONG_DAYS[date.weekday()],
        **{name: _part(date, code) for name, code in _DATE_PARTS.items()},
    }


def _part(date: datetime, code: str) -> Callable[[], str]:
    return lambda: date.strftime(code).rjust(4, "0") if code == "%Y" else date.strftime(code)


def _categories(data: Mapping[str, Any]) -> list[str]:
    values = data.get("categories")
    listed = values if isinstance(values, list) else [] if values is None else [values]
    return [str(value) for value in listed]
