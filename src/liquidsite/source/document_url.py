"""The placeholders of a document's permalink.

Source: Jekyll's documentation, "Permalinks", "Placeholders".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from liquidsite import urls
from liquidsite.model import Collection

_SHORT_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Placed(NamedTuple):
    """What a permalink is made from."""

    collection: Collection
    path: str
    data: Mapping[str, Any]
    output_ext: str
    date: datetime

    @property
    def stem(self) -> str:
        return self.path[: len(self.path) - len(urls.extname(self.path))]

    @property
    def basename(self) -> str:
        return self.stem.rpartition("/")[2]

    @property
    def clean_path(self) -> str:
        """Return the path without the collection's folder and without the extension."""
        below = self.stem.replace(self.collection.relative_directory, "", 1)
        return urls.strip_trailing_dots(below)

    @property
    def slug(self) -> str:
        own = self.data.get("slug")
        return self.basename if own is None else str(own)

    @property
    def categories(self) -> list[str]:
        values = self.data.get("categories")
        listed = values if isinstance(values, list) else [] if values is None else [values]
        return [str(value) for value in listed]


def url(template: str, placed: Placed) -> str:
    """Return the URL that `template` gives. Raises UnknownPlaceholderError."""
    return urls.expand(template, PLACEHOLDERS, placed)


def _date(code: str) -> Callable[[Placed], str]:
    return lambda placed: placed.date.strftime(code)


# Names of days and months are English whatever the locale, as in Ruby's strftime.
PLACEHOLDERS: Mapping[str, Callable[[Placed], str]] = {
    "collection": lambda placed: placed.collection.label,
    "path": lambda placed: placed.clean_path,
    "output_ext": lambda placed: placed.output_ext,
    "name": lambda placed: urls.slugify(placed.basename),
    "title": lambda placed: urls.slugify(placed.slug, "pretty", cased=True),
    "slug": lambda placed: urls.slugify(placed.slug),
    "categories": lambda placed: "/".join(dict.fromkeys(c.lower() for c in placed.categories)),
    "slugified_categories": lambda placed: "/".join(
        dict.fromkeys(urls.slugify(category) for category in placed.categories)
    ),
    "year": lambda placed: f"{placed.date.year:04}",
    "month": lambda placed: f"{placed.date.month:02}",
    "day": lambda placed: f"{placed.date.day:02}",
    "i_day": lambda placed: str(placed.date.day),
    "i_month": lambda placed: str(placed.date.month),
    "hour": lambda placed: f"{placed.date.hour:02}",
    "minute": lambda placed: f"{placed.date.minute:02}",
    "second": lambda placed: f"{placed.date.second:02}",
    "short_month": lambda placed: _LONG_MONTHS[placed.date.month - 1][:3],
    "long_month": lambda placed: _LONG_MONTHS[placed.date.month - 1],
    "short_day": lambda placed: _SHORT_DAYS[placed.date.weekday()],
    "long_day": lambda placed: _LONG_DAYS[placed.date.weekday()],
    "short_year": _date("%y"),
    "w_year": _date("%G"),
    "week": _date("%V"),
    "w_day": _date("%u"),
    "y_day": _date("%j"),
}
