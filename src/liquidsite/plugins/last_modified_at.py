"""jekyll-last-modified-at: when a file last changed, by Git or else by its time stamp."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from liquidsite.model import Document, Page, Site
from liquidsite.plugin import Context, Plugin, Tag
from liquidsite.plugins import generated
from liquidsite.plugins.git import last_commits
from liquidsite.ruby.values import to_s

_FORMAT = "%d-%b-%y"
# The key of the file's time, for the tag, when front matter has a value of its own.
_KEPT = "file_modified_at"


def add_times(site: Site) -> Site:
    """Return every page and document with `last_modified_at`.

    A document's own front matter wins.
    """
    times = times_of([*site.pages, *site.documents], site)
    pages = [_changed(page, times.get(page.key), own_wins=False) for page in site.pages]
    documents = [_changed(doc, times.get(doc.key), own_wins=True) for doc in site.documents]
    return generated.with_documents(replace(site, pages=tuple(pages)), documents)


def add_times_of_generated(site: Site) -> Site:
    """Return the site in which the pages that generators have made of files have times too."""
    times = times_of([page for page in site.pages if "last_modified_at" not in page.data], site)
    pages = [_changed(page, times.get(page.key), own_wins=False) for page in site.pages]
    return replace(site, pages=tuple(pages)) if times else site


def times_of(items: Iterable[Page | Document], site: Site) -> Mapping[str, datetime]:
    """Map the key of each item whose file is in the source to the time of its last change."""
    from pathlib import Path

    source = site.config.source
    files = {item.key: Path(item.file) for item in items if item.file is not None}
    # The files of a theme are not in the source.
    files = {key: file for key, file in files.items() if file.is_relative_to(source)}
    # The settings of a repository may be commands, which Git runs.
    commits = last_commits(source) if files and not site.config.limits else {}

    def time(file: Path) -> datetime:
        stamp = commits.get(file.relative_to(source).as_posix()) or int(file.stat().st_mtime)
        return datetime.fromtimestamp(stamp, site.zone)

    return {key: time(file) for key, file in files.items()}


def _changed(item: Any, time: datetime | None, *, own_wins: bool) -> Any:
    if time is None:
        return item
    own = own_wins and item.data.get("last_modified_at") is not None
    return replace(item, data={**item.data, _KEPT if own else "last_modified_at": time})


class LastModifiedAt(Tag):
    """`{% last_modified_at %}`, or with a format of its own."""

    def render(self, context: Context) -> str:
        settings = context.config("last-modified-at")
        configured = settings.get("date-format") if isinstance(settings, Mapping) else None
        form = self.markup.strip() or configured or _FORMAT
        time = context.page[_KEPT] or context.page["last_modified_at"]
        return to_s(context.filter("date", time, form))


plugin = Plugin(
    "jekyll-last-modified-at",
    tags={"last_modified_at": LastModifiedAt},
    hooks={
        ("site", "post_read"): add_times,
        ("site", "pre_render"): add_times_of_generated,
    },
)
