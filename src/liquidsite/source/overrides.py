"""Front matter and text that a caller gives in the place of what a file has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from liquidsite.incremental.parsed_files import ParsedFile


@dataclass(frozen=True, eq=False, repr=False)
class Override:
    """What to read at a path: `page` over the front matter, `content` instead of the text.

    `is_new` is for a path that no file has.
    """

    page: Mapping[str, Any] = field(default_factory=dict)
    content: str | None = None
    is_new: bool = False

    def of(self, read: Callable[[], ParsedFile]) -> ParsedFile:
        """Return the file with the override; `read` reads it. Raises ReadError."""
        found = ParsedFile({}, "", 1) if self.is_new else read()
        matter = found.matter if isinstance(found.matter, dict) else {}
        content = found.content if self.content is None else self.content
        return found._replace(matter={**matter, **self.page}, content=content)
