"""What drops ask of the build: one render's view of the site.

Every answer depends on the site and on the place of the page at hand in Jekyll's render order,
never on what happens to have been rendered before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from liquidsite.drop import Drop
from liquidsite.model import Renderable, Site

if TYPE_CHECKING:
    from liquidsite.drops.documents import ItemDrop

# What a render read: a kind and what names the fact within it, `("config", "title")`.
Dependency = tuple[str, ...]


class View(Protocol):
    """The site as the page `current` sees it; `note` records what it read."""

    @property
    def site(self) -> Site: ...

    @property
    def current(self) -> Renderable | None: ...

    def record(self, fact: Dependency) -> None:
        """Remember that the render read `fact`."""

    def drop(self, item: Renderable) -> Drop:
        """The drop of a page or document, one and the same for each item."""

    def item_drop(self, item: Renderable) -> ItemDrop:
        """The same, as what it is."""

    def text(self, item: Renderable, stage: str) -> str | None:
        """A text of `item`, noted: `content`, `output` or `excerpt`.

        Of what comes later in the render order there is no output, and the content is as read.
        """
