"""What Jekyll carries from page to page: counters, and the cycles of layouts.

`increment` and `decrement` count on through the whole site. A layout, which is one template for
all of its pages, goes on with its `cycle`, `ifchanged` and `offset:continue` where the page before
left them. A site that does either is rendered in order, on one core and without memos: what such
a page shows depends on every page before. A look at the texts tells; nearly no site does.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from liquidsite import regular_file
from liquidsite.config import Config
from liquidsite.model import Site, counts_on
from liquidsite.safe_mode.paths import is_hard_link, is_inside
from liquidsite.source.reader import unreadable

_GOES_ON = re.compile(r"\{%-?\s*(?:cycle|ifchanged)\b|\boffset\s*:\s*continue\b")


def counts(site: Site) -> bool:
    """Return whether any template of the site leaves something for the next page."""
    pages = any(item.counts for item in site.renderables)
    return pages or any(counts_on(text) or _GOES_ON.search(text) for text in _shared(site))


def _shared(site: Site) -> Iterator[str]:
    """Yield the texts of layouts and includes."""
    yield from (layout.content for layout in site.layouts.values())
    for folder in site.includes:
        try:
            for path in map(Path, regular_file.files_below(folder)):
                if path.is_file() and _may_read(path, folder, site.config):
                    yield regular_file.read_text(path)
        except OSError as error:
            shown = os.path.relpath(str(error.filename), site.config.source).replace(os.sep, "/")
            raise unreadable(error, shown) from error


def _may_read(path: Path, folder: str, config: Config) -> bool:
    limits = config.limits
    if limits is None:
        return True
    is_own = is_inside(path, folder) and not is_hard_link(path, config.source)
    return is_own and path.stat().st_size <= limits.file_size
