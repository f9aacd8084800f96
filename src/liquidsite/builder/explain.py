"""What a page read, and what would make it render again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from liquidsite.builder.render import Renderer
from liquidsite.errors import ReadError
from liquidsite.incremental.trace import Fact
from liquidsite.model import Renderable


@dataclass(frozen=True)
class Explanation:
    """One page: by stage (`content`, `output`, `excerpt`) what it read, and what has changed since.

    A stage is absent that no build has kept.

    page      its key: its path and its URL
    reads     stage → what it read, each in words: `the setting baseurl`
    changed   stage → those of them that are different now
    """

    page: str
    reads: Mapping[str, tuple[str, ...]]
    changed: Mapping[str, tuple[str, ...]]

    @property
    def renders(self) -> bool:
        """Whether the next build renders the page again."""
        return "output" not in self.reads or any(self.changed.values())


STAGES = ("content", "output", "excerpt")


def explain(renderer: Renderer, path: str) -> Explanation:
    """The explanation of the page or document at `path`. Raises ReadError when there is none."""
    item = next((item for item in renderer.site.renderables if item.path == path), None)
    if item is None:
        raise ReadError("no page or document of the site has this path", path=path)
    return _explanation(renderer, item)


def _explanation(renderer: Renderer, item: Renderable) -> Explanation:
    reads: dict[str, tuple[str, ...]] = {}
    changed: dict[str, tuple[str, ...]] = {}
    for stage in STAGES:
        trace = renderer.store.trace(stage, item.key)
        if trace is not None:
            broken = trace.broken(renderer.memos.fingerprint)
            reads[stage] = tuple(describe(fact) for fact in sorted(trace.facts))
            changed[stage] = tuple(describe(fact) for fact in sorted(broken))
    return Explanation(item.key, reads, changed)


def describe(fact: Fact) -> str:
    """A fact in words."""
    kind, *names = fact
    # The key of a page is its path and its URL; the path says enough.
    names = [name.partition(">")[0] for name in names]
    form = _FORMS.get(kind, kind + " {0}")
    if kind == "item":
        return f"{', '.join(names[1:])} of {names[0]}"
    if kind.startswith("data"):
        return form.format(".".join(["site.data", *names]))
    return form.format(*names, *[""] * 3).strip()


_FORMS: Mapping[str, str] = {
    "keys": "the names of the attributes of {0}",
    "text": "the source of {0}",
    "seen": "the {1} of {0}",
    "own": "its own converted text",
    "list": "which are in site.{0}, and their order",
    "config": "the setting {0}",
    "data": "{0}",
    "data hash": "that there is {0}",
    "data keys": "the names in {0}",
    "include": "the include {0}",
    "file": "the file {0}",
    "names": "which files are in {0}",
    "layout": "the layout {0}",
    "column": "{1} of all in site.{0}",
    "layout data": "the front matter of the layout {0}",
    "clock": "site.time {0}",
    "now": "the clock {0}",
    "link": "the URL of {0}",
    "post_url": "the URL of the post {0}",
    "pager": "its place in the pagination",
}
