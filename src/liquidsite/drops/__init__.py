"""The drops: Jekyll's objects as templates see them, each read recorded."""

from __future__ import annotations

from liquidsite.drops.documents import (
    DocumentDrop,
    ExcerptDrop,
    ItemDrop,
    PageDrop,
    RenderedPageDrop,
    StaticFileDrop,
    drop_of,
    shown,
)
from liquidsite.drops.site import (
    CollectionDrop,
    DataDrop,
    JekyllDrop,
    SiteDrop,
    ThemeDrop,
)
from liquidsite.drops.view import Dependency, View

__all__ = [
    "CollectionDrop",
    "DataDrop",
    "Dependency",
    "DocumentDrop",
    "ExcerptDrop",
    "ItemDrop",
    "JekyllDrop",
    "PageDrop",
    "RenderedPageDrop",
    "SiteDrop",
    "StaticFileDrop",
    "ThemeDrop",
    "View",
    "drop_of",
    "shown",
]
