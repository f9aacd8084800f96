"""Traced computations: each stage of a page is computed once a build, or not at all.

A stage is `content` (Liquid, then converters), `output` (layouts) or `excerpt` of one item. Its
result from an earlier build is good while its trace holds; checking a trace may in turn need
the stages of other items, which are then checked or computed first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from liquidsite.build.trace import Fact, Fingerprint, Fingerprinter, Trace, digest
from liquidsite.build.view import SiteView
from liquidsite.errors import RenderError
from liquidsite.model import Renderable


@dataclass(frozen=True, slots=True)
class Memo:
    """One result: its trace, its digest, and how to get the text."""

    trace: Trace
    digest: Fingerprint
    load: Callable[[], str]


class Store(Protocol):
    """Where memos of earlier builds are."""

    @property
    def keeps(self) -> bool:
        """Whether anything is kept at all: without it no trace is made."""

    def find(self, stage: str, key: str) -> Memo | None: ...

    def keep(self, stage: str, key: str, memo: Memo, text: str) -> None: ...


@dataclass
class Memos:
    """The stages of one build."""

    view: SiteView
    store: Store
    fingerprint: Fingerprinter
    computed: set[tuple[str, str]] = field(default_factory=set)
    _known: dict[tuple[str, str], Memo] = field(default_factory=dict)
    _open: set[tuple[str, str]] = field(default_factory=set)

    def get(self, stage: str, item: Renderable, compute: Callable[[Renderable], str]) -> Memo:
        """The stage of `item`, good for this build. Raises what `compute` raises."""
        name = (stage, item.key)
        memo = self._known.get(name)
        if memo is None:
            if name in self._open:
                raise RenderError(f"its {stage} needs itself", path=item.path)
            self._open.add(name)
            try:
                memo = self._stored(stage, item) or self._compute(stage, item, compute)
            finally:
                self._open.discard(name)
            self._known[name] = memo
        return memo

    def _stored(self, stage: str, item: Renderable) -> Memo | None:
        memo = self.store.find(stage, item.key)
        return memo if memo is not None and memo.trace.holds(self.fingerprint) else None

    def _compute(self, stage: str, item: Renderable, compute: Callable[[Renderable], str]) -> Memo:
        with self.view.rendering(item) as facts:
            text = compute(item)
        self.computed.add((stage, item.key))
        if not self.store.keeps:
            return Memo(NO_TRACE, "", lambda: text)
        memo = Memo(self._trace(facts), digest(text), lambda: text)
        self.store.keep(stage, item.key, memo, text)
        return memo

    def _trace(self, facts: set[Fact]) -> Trace:
        return Trace.of(facts, self.fingerprint)


NO_TRACE = Trace({})


class NoStore:
    """Keeps nothing: every stage of every build is computed."""

    keeps = False

    def find(self, stage: str, key: str) -> Memo | None:
        return None

    def keep(self, stage: str, key: str, memo: Memo, text: str) -> None:
        pass
