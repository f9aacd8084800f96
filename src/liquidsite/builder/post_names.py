"""Posts by the names that the tag `post_url` takes.

Source: Jekyll's documentation, "Tags Filters", "Linking to posts".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property

from liquidsite.model import Document

_NAME = re.compile(r"(?P<folder>.+/)?(?P<date>\d+-\d+-\d+)-(?P<slug>.*)")
_EXTENSION = re.compile(r"\.[^.]+\Z")


class PostNames:
    """The posts of a site, findable by `folder/2021-05-07-title`."""

    def __init__(self, posts: Iterable[Document]) -> None:
        self._posts = tuple(posts)

    def exactly(self, name: str) -> Document | None:
        """Return the post whose file has this name, its folder above or below `_posts`."""
        return self._by_path.get(name.removeprefix("/"))

    @cached_property
    def _by_path(self) -> Mapping[str, Document]:
        found: dict[str, Document] = {}
        for post in self._posts:
            stem = _EXTENSION.sub("", post.path)
            above, _, below = stem.rpartition("_posts/")
            # `_posts/a/name` is `a/name`; so is `a/_posts/name`, but not `a/_posts/b/name`.
            if not above:
                found.setdefault(below, post)
            elif "/" not in below:
                found.setdefault(above + below, post)
        return found

    def by_date_and_slug(self, name: str) -> Document | None:
        """Return the first post of that day with that slug, wherever it is: Jekyll's older rule."""
        match = _NAME.fullmatch(name.removeprefix("/"))
        if match is None:
            return None
        try:
            year, month, day = (int(part) for part in match["date"].split("-"))
            # As Ruby reads dates: the 31st of a short month is a day of the next.
            wanted = date(year, month, 1) + timedelta(days=day - 1)
        except (ValueError, OverflowError):
            return None
        if not 1 <= day <= 31:
            return None
        for post in self._posts:
            same_day = post.date is not None and post.date.date() == wanted
            if same_day and post.data.get("slug") == match["slug"]:
                return post
        return None
