"""What a conversion gives."""

from __future__ import annotations

from typing import NamedTuple

from liquidsite.errors import Notice


class Converted(NamedTuple):
    """The text, and what else came of converting it; only stylesheets have more than text.

    `source_map` belongs into `<name>.css.map` beside the page; `loaded` are the absolute paths of
    the other files that it was made from, and `searched` the folders where these were looked for:
    a new file there may take the place of one of them.
    """

    text: str
    source_map: str | None = None
    loaded: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    searched: tuple[str, ...] = ()

    def with_text(self, text: str) -> Converted:
        """The same, with another text."""
        return self if text is self.text else self._replace(text=text)
