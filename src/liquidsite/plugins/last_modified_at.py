"""jekyll-last-modified-at: when a file last changed, by Git or else by its time stamp."""

from __future__ import annotations

from collections.abc import Mapping
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
    # The settings of a repository may be commands, which Git runs.
    commits = {} if site.config.limits else last_commits(site.config.source)
    pages = [_changed(page, _time(page, site, commits), own_wins=False) for page in site.pages]
    documents = [_changed(doc, _time(doc, site, commits), own_wins=True) for doc in site.documents]
    return generated.with_documents(replace(site, pages=tuple(pages)), documents)


def _time(item: Page | Document, site: Site, commits: Mapping[str, int]) -> datetime | None:
    if item.file is None:
        return None
    from pathlib import Path

    file = Path(item.file)
    stamp = commits.get(file.relative_to(site.config.source).as_posix())
    return datetime.fromtimestamp(stamp or int(file.stat().st_mtime), site.zone)


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
    hooks={("site", "post_read"): add_times},
)
