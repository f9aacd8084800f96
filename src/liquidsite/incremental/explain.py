"""Explain what a page depends on, and what would make it render again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from liquidsite.errors import ReadError
from liquidsite.incremental.dependencies import describe
from liquidsite.incremental.evaluator import Evaluator
from liquidsite.model import Renderable, Site


@dataclass(frozen=True)
class Explanation:
    """One page: by stage (`content`, `output`, `excerpt`) what it read, and what has changed since.

    A stage that no build has kept is left out.

    page      its key: its path and its URL
    reads     stage → what it read, each in words: `the setting baseurl`
    changed   stage → those of them that are different now
    """

    page: str
    reads: Mapping[str, tuple[str, ...]]
    changed: Mapping[str, tuple[str, ...]]

    def __repr__(self) -> str:
        reads = sum(map(len, self.reads.values()))
        return f"<Explanation of {self.page}: {reads} reads, renders: {self.renders}>"

    @property
    def renders(self) -> bool:
        """Whether the next build renders the page again."""
        return "output" not in self.reads or any(self.changed.values())


STAGES = ("content", "output", "excerpt")


def explain(site: Site, evaluator: Evaluator, path: str) -> Explanation:
    """Explain the page or document at `path`. Raises ReadError when there is none."""
    item = next((item for item in site.renderables if item.path == path), None)
    if item is None:
        raise ReadError("no page or document of the site has this path", path=path)
    return _explanation(evaluator, item)


def _explanation(evaluator: Evaluator, item: Renderable) -> Explanation:
    reads: dict[str, tuple[str, ...]] = {}
    changed: dict[str, tuple[str, ...]] = {}
    for stage in STAGES:
        trace = evaluator.store.trace(stage, item.key)
        if trace is not None:
            broken = trace.broken(evaluator.fingerprint)
            reads[stage] = tuple(describe(dependency) for dependency in sorted(trace.dependencies))
            changed[stage] = tuple(describe(dependency) for dependency in sorted(broken))
    return Explanation(item.key, reads, changed)
