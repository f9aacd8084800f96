"""What filters show of a time that take no format."""

from __future__ import annotations

from collections.abc import Mapping

# Filter → the format that says as much of a time as it does, and no more.
DAY_FORMS: Mapping[str, str] = {
    "date_to_string": "%d %b %Y",
    "date_to_long_string": "%d %B %Y",
}
