"""Records what renders read: every dependency of a result goes through the tracker.

Drops record what templates read of the site, the host what tags and filters ask, and the renderer
what it reads itself. Files and folders that a conversion read, in this process or in a child
process such as Sass, are recorded by `record_conversion`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from liquidsite.errors import Notice
from liquidsite.incremental.trace import Dependency
from liquidsite.model import Renderable
from liquidsite.plugin import Converted


@dataclass(slots=True, eq=False, repr=False)
class Reads:
    """What one render has read so far.

    viewer              the item that is rendered: what it sees of others depends on its place
    own_content         what it shows as its own text, once that is converted
    asked_viewer        whether the result depends on which item is rendered
    is_in_outer_layout  whether the item has been in its first layout
    """

    viewer: Renderable | None = None
    dependencies: set[Dependency] = field(default_factory=set)
    notices: list[Notice] = field(default_factory=list)
    own_content: str | None = None
    asked_viewer: bool = False
    is_in_outer_layout: bool = False


class Tracker:
    """Records dependencies and warnings for the render that is innermost."""

    def __init__(self) -> None:
        self.reads = Reads()

    def record(self, dependency: Dependency) -> None:
        """Record that the render read `dependency`."""
        self.reads.dependencies.add(dependency)

    def record_all(self, dependencies: frozenset[Dependency]) -> None:
        """Record again what an earlier render read whose result is used."""
        self.reads.dependencies |= dependencies

    def record_conversion(self, converted: Converted) -> None:
        """Record the files that a text was made from, and the folders that were searched."""
        for file in converted.loaded:
            self.record(("file", file))
        for folder in converted.searched:
            self.record(("names", folder))
        if converted.searched:
            self.record(("load paths",))

    def warn(self, notice: Notice) -> None:
        """Add a warning to those of the render."""
        self.reads.notices.append(notice)

    def viewer(self) -> Renderable | None:
        """Return the item that is rendered, and record that the result is for that item alone."""
        self.reads.asked_viewer = True
        return self.reads.viewer

    def show_own_content(self, content: str) -> None:
        """Let the item that is rendered show `content` as its own text from here on."""
        self.reads.own_content = content

    def enter_outer_layout(self) -> None:
        """Note that the item that is rendered has been in its first layout."""
        self.reads.is_in_outer_layout = True

    @contextmanager
    def rendering(self, item: Renderable) -> Iterator[Reads]:
        """Record for the render of `item` alone while the block runs."""
        outer, self.reads = self.reads, Reads(item)
        try:
            yield self.reads
        finally:
            # An include that had another item rendered is not reused on other pages.
            outer.asked_viewer |= self.reads.asked_viewer
            self.reads = outer

    def recording(self, render: Callable[[], None]) -> frozenset[Dependency] | None:
        """Run `render` and return what it read, for `record_all`.

        None is for a result that only the item that is rendered can use: `render` asked for that
        item, or gave a warning.
        """
        outer = self.reads
        inner = self.reads = Reads(
            outer.viewer,
            set(),
            outer.notices,
            outer.own_content,
            is_in_outer_layout=outer.is_in_outer_layout,
        )
        before = len(outer.notices)
        try:
            render()
            is_for_all = not inner.asked_viewer and len(outer.notices) == before
            return frozenset(inner.dependencies) if is_for_all else None
        finally:
            outer.dependencies |= inner.dependencies
            outer.asked_viewer |= inner.asked_viewer
            self.reads = outer
