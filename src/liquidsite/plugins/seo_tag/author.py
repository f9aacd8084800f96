"""The author of a page, as jekyll-seo-tag finds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from liquidsite.drop import Drop, HashDrop
from liquidsite.ruby.values import to_s


@dataclass(frozen=True)
class Author:
    """An author, by front matter, settings and `site.data.authors`."""

    data: Mapping[str, Any]

    @classmethod
    def of(cls, page: Mapping[str, Any], site: Mapping[str, Any]) -> Author:
        """Return the page's `author`, the first of its `authors`, or the site's."""
        authors = page["authors"]
        first = authors[0] if isinstance(authors, list) and authors else None
        found = next((one for one in (page["author"], first, site["author"]) if to_s(one)), None)
        if isinstance(found, str):
            return cls({"name": found, **_known(found, site)})
        return cls(found if isinstance(found, Mapping) else {})

    @property
    def name(self) -> Any:
        return self.data.get("name")

    @property
    def twitter(self) -> str | None:
        name = self.data.get("twitter") or self.name
        return name.removeprefix("@") if isinstance(name, str) else None


def _known(name: str, site: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the entry of the data file `authors` for the author `name`."""
    data = site["data"]
    authors = data["authors"] if data is not None else None
    known = authors[name] if isinstance(authors, Mapping | Drop) and name in authors else None
    if isinstance(known, HashDrop):
        return known.to_hash()
    return known if isinstance(known, Mapping) else {}
