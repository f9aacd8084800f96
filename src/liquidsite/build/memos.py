"""Traced computations: each stage of a page is computed once a build, or not at all.

A stage is `content` (Liquid, then converters), `output` (layouts) or `excerpt` of one item. Its
result from an earlier build is good while its trace holds; checking a trace may in turn need
the stages of other items, which are then checked or computed first.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from liquidsite.build.trace import Fingerprint, Fingerprinter, Trace, digest
from liquidsite.build.view import SiteView
from liquidsite.build.write import Stamp
from liquidsite.convert.converted import Converted
from liquidsite.errors import LiquidsiteError, Notice, RenderError
from liquidsite.model import Renderable
from liquidsite.read.texts import Texts

Compute = Callable[[Renderable], Converted]


@dataclass(frozen=True, slots=True)
class Memo:
    """One result: its trace, the digest of its text, how to get it, what there was to tell.

    `load` is None when the text was not kept and has to be computed anew, and raises LookupError
    when it is lost; `has_map` says that
    it comes with a source map.
    """

    trace: Trace
    digest: Fingerprint
    load: Callable[[], Converted] | None
    notices: tuple[Notice, ...] = ()
    has_map: bool = False


@dataclass(frozen=True, slots=True)
class Computed:
    """A stage that this build computed: it travels between processes."""

    stage: str
    key: str
    trace: Trace
    digest: Fingerprint
    result: Converted

    def memo(self) -> Memo:
        result = self.result
        has_map = result.source_map is not None
        return Memo(self.trace, self.digest, lambda: result, result.notices, has_map)


class Store(Protocol):
    """Where the results of earlier builds are."""

    @property
    def keeps(self) -> bool:
        """Whether anything is kept at all: without it no trace is made."""

    @property
    def outputs(self) -> Mapping[str, Stamp]:
        """Destination path → the file as the last build left it."""

    @property
    def texts(self) -> Texts:
        """What earlier builds read of the source, and what this one adds."""

    def find(self, stage: str, key: str) -> Memo | None:
        """What the last build made of that stage of the item `key`."""

    def keep(self, computed: Computed) -> None:
        """Hold a new result until `commit`."""

    def commit(self, alive: set[str], outputs: Mapping[str, Stamp]) -> None:
        """Add what is new, drop the items that are not `alive`, note the destination."""


_OF_TEXTS = ("own", "seen")


@dataclass
class Memos:
    """The stages of one build."""

    view: SiteView
    store: Store
    fingerprint: Fingerprinter
    log: list[Computed] = field(default_factory=list)
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

    def text(self, stage: str, item: Renderable, compute: Compute) -> Converted:
        """As `get`, the text itself."""
        memo = self.get(stage, item, compute)
        if memo.load is not None:
            with contextlib.suppress(LookupError):
                return memo.load()
        memo = self._known[stage, item.key] = self._compute(stage, item, compute)
        assert memo.load is not None
        return memo.load()

    def is_broken(self, stage: str, key: str) -> bool:
        """Whether the stage has no memo, or one that a fact of its own breaks: a quick look.

        Facts about texts of other stages are left out, since to know them may mean to render.
        """
        memo = self.store.find(stage, key)
        if memo is None:
            return True
        facts = memo.trace.facts.items()
        return any(
            self.fingerprint(fact) != known for fact, known in facts if fact[0] not in _OF_TEXTS
        )

    def _stored(self, stage: str, item: Renderable) -> Memo | None:
        memo = self.store.find(stage, item.key)
        return memo if memo is not None and memo.trace.holds(self.fingerprint) else None

    def _compute(self, stage: str, item: Renderable, compute: Compute) -> Memo:
        with self.view.rendering(item) as facts:
            try:
                result = compute(item)
            except LiquidsiteError as error:
                error.notices = (*self.view.notices, *error.notices)
                raise
            if self.view.notices:
                result = replace(result, notices=(*result.notices, *self.view.notices))
        if self.store.keeps:
            trace = Trace.of(facts, self.fingerprint)
            computed = Computed(stage, item.key, trace, digest(result.text), result)
        else:
            computed = Computed(stage, item.key, NO_TRACE, "", result)
        return self.adopt(computed)

    def adopt(self, computed: Computed) -> Memo:
        """Take in a stage that was computed, here or by a worker."""
        memo = computed.memo()
        self._known[computed.stage, computed.key] = memo
        self.log.append(computed)
        if self.store.keeps:
            self.store.keep(computed)
        return memo

    def rendered(self) -> tuple[str, ...]:
        """The keys of the pages whose output was computed, sorted."""
        return tuple(sorted({done.key for done in self.log if done.stage == "output"}))

    def notices(self) -> Iterator[Notice]:
        """What there is to tell of all stages that were asked for, each thing once."""
        told = (notice for memo in self._known.values() for notice in memo.notices)
        yield from dict.fromkeys(told)


NO_TRACE = Trace({})
