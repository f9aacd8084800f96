"""The parts of a time that filters without a format show."""

from __future__ import annotations

from collections.abc import Mapping

# Filter → the format that shows the same parts of a time.
DAY_FORMS: Mapping[str, str] = {
    "date_to_string": "%d %b %Y",
    "date_to_long_string": "%d %B %Y",
}
