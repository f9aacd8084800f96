"""Traced computations: each stage of a page is computed once a build, or not at all.

A stage is `content` (Liquid, then converters), `output` (layouts) or `excerpt` of one item. Its
result from an earlier build is good while its trace holds; checking a trace may in turn need
the stages of other items, which are then checked or computed first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from liquidsite.build.trace import Fingerprint, Fingerprinter, Trace, digest
from liquidsite.build.view import SiteView
from liquidsite.convert.converted import Converted
from liquidsite.errors import Notice, RenderError
from liquidsite.model import Renderable

Compute = Callable[[Renderable], Converted]


@dataclass(frozen=True, slots=True)
class Memo:
    """One result: its trace, the digest of its text, how to get it, what there was to tell.

    `has_map` says that the text comes with a source map.
    """

    trace: Trace
    digest: Fingerprint
    load: Callable[[], Converted]
    notices: tuple[Notice, ...] = ()
    has_map: bool = False


class Store(Protocol):
    """Where memos of earlier builds are."""

    @property
    def keeps(self) -> bool:
        """Whether anything is kept at all: without it no trace is made."""

    def find(self, stage: str, key: str) -> Memo | None: ...

    def keep(self, stage: str, key: str, memo: Memo, result: Converted) -> None: ...


@dataclass
class Memos:
    """The stages of one build."""

    view: SiteView
    store: Store
    fingerprint: Fingerprinter
    computed: set[tuple[str, str]] = field(default_factory=set)
    _known: dict[tuple[str, str], Memo] = field(default_factory=dict)
    _open: set[tuple[str, str]] = field(default_factory=set)

    def get(self, stage: str, item: Renderable, compute: Compute) -> Memo:
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

    def _compute(self, stage: str, item: Renderable, compute: Compute) -> Memo:
        with self.view.rendering(item) as facts:
            result = compute(item)
        self.computed.add((stage, item.key))
        keeps = self.store.keeps
        memo = Memo(
            trace=Trace.of(facts, self.fingerprint) if keeps else NO_TRACE,
            digest=digest(result.text) if keeps else "",
            load=lambda: result,
            notices=result.notices,
            has_map=result.source_map is not None,
        )
        if keeps:
            self.store.keep(stage, item.key, memo, result)
        return memo

    def notices(self) -> Iterator[Notice]:
        """What there is to tell of all stages that were asked for, each thing once."""
        told = (notice for memo in self._known.values() for notice in memo.notices)
        yield from dict.fromkeys(told)


NO_TRACE = Trace({})


class NoStore:
    """Keeps nothing: every stage of every build is computed."""

    keeps = False

    def find(self, stage: str, key: str) -> Memo | None:
        return None

    def keep(self, stage: str, key: str, memo: Memo, result: Converted) -> None:
        pass
