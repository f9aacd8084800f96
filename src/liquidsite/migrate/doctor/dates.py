"""Dates without a zone, which depend on the machine's time zone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from liquidsite.migrate.doctor.finding import HINT, Finding
from liquidsite.migrate.doctor.sources import Sources
from liquidsite.source.front_matter import split

_ZONELESS = re.compile(
    r"^date:[ \t]*[\"']?\d{4}-\d{1,2}-\d{1,2}[T \t]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?"
    r"[\"']?[ \t]*(?:#.*)?\r?$",
    re.MULTILINE,
)


def dates(sources: Sources) -> Iterator[Finding]:
    """Yield dates with a time and without a zone, in a site that sets no `timezone`."""
    if sources.site.config.get("timezone"):
        return
    for source in sources.pages.values():
        matter = split(source.text).matter
        match = _ZONELESS.search(matter) if matter else None
        if matter and match:
            text = "the date has a time but no zone, so it depends on the machine's time zone"
            fix = "Set `timezone` in _config.yml, or add the zone, as in `+0100`."
            yield Finding("date", HINT, text, source.path, source.line(match.start()), fix)
