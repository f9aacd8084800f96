"""What drops ask of the build: one render's view of the site.

Every answer depends on the site and on the place of the current page in Jekyll's render order,
never on what happens to have been rendered before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from liquidsite.drop import Drop
from liquidsite.model import Renderable, Site

if TYPE_CHECKING:
    from liquidsite.drops.documents import ItemDrop

# What a render read: a kind and what names it within that kind, `("config", "title")`.
Dependency = tuple[str, ...]


class View(Protocol):
    """The site as the item that is rendered sees it; `record` records what that reads."""

    @property
    def site(self) -> Site: ...

    def viewer(self) -> Renderable | None:
        """Return the item that is rendered, and record that the result is for that item alone."""

    @property
    def is_in_outer_layout(self) -> bool:
        """Return whether the item that is rendered has been in its first layout."""

    @property
    def record(self) -> Callable[[Dependency], None]:
        """Return the function that records a dependency of the render."""

    def link(self, path: str) -> str | None:
        """Return the URL of what is written from `path`, and record the read; None without any."""

    def drop(self, item: Renderable) -> Drop:
        """Return the drop of a page or document, the same one for each item."""

    def item_drop(self, item: Renderable) -> ItemDrop:
        """Return the same, with its own type."""

    def text(self, item: Renderable, stage: str) -> str | None:
        """Return a text of `item` and record the read: `content`, `output` or `excerpt`.

        An item that comes later in the render order has no output yet, and its content is as read.
        """
