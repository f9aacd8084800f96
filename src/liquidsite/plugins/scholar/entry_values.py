"""What templates see of an entry: `entry.title`, `entry.author_array`, `entry.bibtex`."""

from __future__ import annotations

from collections.abc import Sequence

from liquidsite.plugins.scholar.bibtex import Entry
from liquidsite.plugins.scholar.filters import TextFilter
from liquidsite.plugins.scholar.values import Names


def entry_values(
    entry: Entry,
    filters: Sequence[TextFilter],
    *,
    skipped: Sequence[str] = (),
    quotes: Sequence[str] = ("{", "}"),
    raw_filters: Sequence[TextFilter] = (),
) -> dict[str, object]:
    """Return the fields by name, filtered, and `key`, `type` and `bibtex`.

    `bibtex` is the entry without the fields `skipped`. People are also there one by one:
    `author_array`, and `author_0_last` and so on.
    """
    values: dict[str, object] = {
        "key": entry.key,
        "type": entry.type,
        "bibtex": entry.without(skipped).bibtex(quotes, raw_filters),
    }
    for name, value in entry.fields.items():
        shown = value.converted(filters) if filters else value
        values[name] = shown.text
        if isinstance(shown, Names):
            people = [
                {part: text or "" for part, text in person._asdict().items()}
                for person in shown.people
            ]
            values[f"{name}_array"] = people
            for place, person in enumerate(people):
                values |= {f"{name}_{place}_{part}": text for part, text in person.items()}
    return values
