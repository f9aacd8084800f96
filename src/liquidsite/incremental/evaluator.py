"""Traced computations: each stage of a page is computed once a build, or not at all.

A stage is `content` (Liquid, then converters), `output` (layouts) or `excerpt` of one item. Its
result from an earlier build is good while its trace holds; checking a trace may in turn need
the stages of other items, which are then checked or computed first.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Container, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from liquidsite.errors import UNKNOWN_FILTER, LiquidsiteError, Notice, RenderError
from liquidsite.incremental.invalidation import recorded
from liquidsite.incremental.items import Queries
from liquidsite.incremental.trace import Dependency, Fingerprint, Fingerprinter, Trace, digest
from liquidsite.incremental.view import SiteView
from liquidsite.model import Renderable, Site
from liquidsite.output.destination import Stamp
from liquidsite.plugin import Converted

Compute = Callable[[Renderable], Converted]
NO_TRACE = Trace({})


def digest_of(result: Converted) -> Fingerprint:
    """The fingerprint of a text and of its source map, which may change while the text does not."""
    if result.source_map is None:
        return digest(result.text)
    return digest(f"{result.text}\0{result.source_map}")


class Memo(NamedTuple):
    """One result: its trace, the digest of its text, how to get it, what there was to tell.

    `load` is None when the text was not kept and has to be computed anew, and raises LookupError
    when it is lost; `has_map` says that it comes with a source map.
    """

    trace: Trace
    digest: Fingerprint
    load: Callable[[], Converted] | None
    notices: tuple[Notice, ...] = ()
    has_map: bool = False


class Computed(NamedTuple):
    """A stage that this build computed: it travels between processes.

    `reads` and `details` are its trace as `reached.recorded` gives it, where one is kept;
    `seconds` is what it took, without the stages of other items that it needed.
    """

    stage: str
    key: str
    digest: Fingerprint
    result: Converted
    reads: bytes = b""
    details: bytes = b""
    seconds: float = 0.0

    def without_text(self) -> Computed:
        return self._replace(result=self.result.with_text(""))

    def memo(self) -> Memo:
        result = self.result
        has_map = result.source_map is not None
        return Memo(NO_TRACE, self.digest, lambda: result, result.notices, has_map)


class Store(Protocol):
    """Where the results of earlier builds are."""

    @property
    def keeps(self) -> bool:
        """Whether anything is kept at all: without it no trace is made."""

    @property
    def outputs(self) -> Mapping[str, Stamp]:
        """Destination path → the file as the last build left it."""

    @property
    def queries(self) -> Queries:
        """The queries of reading, with what earlier builds found and what this one adds."""

    def check(self, fingerprint: Fingerprinter) -> None:
        """Before the first `find`: look at what has changed."""

    def find(self, stage: str, key: str) -> Memo | None:
        """What the last build made of that stage of the item `key`; its trace is in question."""

    def trace(self, stage: str, key: str) -> Trace | None:
        """All that the stage read when it was made."""

    def mark_verified(self, stage: str, key: str) -> None:
        """Mark what `find` gave as valid for this build."""

    def insert(self, computed: Computed) -> Memo:
        """Keep a new result until `commit`."""

    def warnings(self) -> Iterator[tuple[tuple[str, str], tuple[Notice, ...]]]:
        """Yield, after `commit`, each stage that has warnings, with these."""

    def commit(self, site: Site, outputs: Mapping[str, Stamp], sources: Set[Dependency]) -> None:
        """Add what is new, drop what `site` does not have, note the destination.

        `sources` are those of the new stages.
        """


class NotYetError(BaseException):
    """A stage was asked for that is to be computed elsewhere, and is not there yet."""


class _UnverifiableError(BaseException):
    """What a stage read when it was computed fails to be computed now.

    It is neither a LiquidsiteError nor an Exception: templates that are open must not report it.
    """


_OF_TEXTS = ("own", "seen")


@dataclass
class Collected:
    """What a worker sends: computed stages, memos that it verified, inputs of what it computed."""

    stages: list[Computed] = field(default_factory=list)
    verified: list[tuple[str, str]] = field(default_factory=list)
    sources: set[Dependency] = field(default_factory=set)


@dataclass
class Evaluator:
    """The stages of one build."""

    view: SiteView
    store: Store
    fingerprint: Fingerprinter
    seconds: dict[tuple[str, str], float] = field(default_factory=dict)
    sources: set[Dependency] = field(default_factory=set)  # what computed stages depend on
    _known: dict[tuple[str, str], Memo] = field(default_factory=dict)
    _open: set[tuple[str, str]] = field(default_factory=set)
    _trusts: bool = True  # whether traces are looked at
    _nested: float = 0.0
    _elsewhere: Container[str] = ()
    _collected: Collected | None = None

    @contextlib.contextmanager
    def collecting(self) -> Iterator[Collected]:
        """Collect, in a worker, what is computed and verified inside the block."""
        outer, self._collected = self._collected, Collected()
        try:
            yield self._collected
        finally:
            self._collected = outer

    @contextlib.contextmanager
    def without(self, keys: Container[str]) -> Iterator[None]:
        """While it lasts, no stage of these items is computed: NotYetError is raised instead."""
        self._elsewhere = keys
        try:
            yield
        finally:
            self._elsewhere = ()

    def get(self, stage: str, item: Renderable, compute: Compute) -> Memo:
        """The stage of `item`, good for this build. Raises what `compute` raises."""
        name = (stage, item.key)
        memo = self._known.get(name)
        if memo is None:
            if name in self._open:
                raise RenderError(f"its {stage} needs itself", path=item.path)
            if item.key in self._elsewhere:
                raise NotYetError
            self._open.add(name)
            try:
                memo = self._stored(stage, item) or self._compute(stage, item, compute)
            except _UnverifiableError:
                if len(self._open) > 1:
                    raise
                memo = self._computed_afresh(stage, item, compute)
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

        Dependencies on texts of other stages are left out: to know them may mean to render.
        """
        memo = self.store.find(stage, key)
        if memo is None:
            return True
        facts = memo.trace.facts.items()
        return any(
            self.fingerprint(fact) != known for fact, known in facts if fact[0] not in _OF_TEXTS
        )

    def _computed_afresh(self, stage: str, item: Renderable, compute: Compute) -> Memo:
        """The stage as a clean build computes it, with all that it needs.

        A trace may fail for what the stage does not read any more; and where it does, the error is
        to say how a page came to it, which depends on nothing that is kept.
        """
        self._trusts = False
        try:
            return self._compute(stage, item, compute)
        finally:
            self._trusts = True

    def _stored(self, stage: str, item: Renderable) -> Memo | None:
        memo = self.store.find(stage, item.key) if self._trusts else None
        if memo is None:
            return None
        try:
            if not memo.trace.holds(self.fingerprint):
                return None
        except LiquidsiteError:
            raise _UnverifiableError from None
        self.mark_verified((stage, item.key))
        return memo

    def mark_verified(self, name: tuple[str, str]) -> None:
        """Mark the memo of a stage as valid: it was checked here, or by a worker."""
        self.store.mark_verified(*name)
        if self._collected is not None:
            self._collected.verified.append(name)

    def _compute(self, stage: str, item: Renderable, compute: Compute) -> Memo:
        began, nested = time.perf_counter(), self._nested
        self._nested = 0.0
        with self.view.tracker.rendering(item) as reads:
            try:
                result = compute(item)
            except LiquidsiteError as error:
                error.notices = (*reads.notices, *error.notices)
                raise
            if reads.notices:
                result = result._replace(notices=(*result.notices, *reads.notices))
        took = time.perf_counter() - began
        own, self._nested = took - self._nested, nested + took
        if not self.store.keeps:
            return self.insert(Computed(stage, item.key, "", result, seconds=own))
        dependencies = self.view.condensed(reads.dependencies)
        sources, packed, details = recorded(dependencies, self.fingerprint)
        (self._collected or self).sources.update(sources)
        return self.insert(
            Computed(stage, item.key, digest_of(result), result, packed, details, own)
        )

    def insert(self, computed: Computed) -> Memo:
        """Insert the memo of a stage that was computed, here or by a worker."""
        name = (computed.stage, computed.key)
        self.seconds[name] = computed.seconds
        if self._collected is not None:
            self._collected.stages.append(computed)
        memo = self._known[name] = self.store.insert(computed)
        return memo

    def release(self, stage: str, key: str, load: Callable[[], Converted]) -> None:
        """The text of a stage is somewhere else from here on: `load` reads it there."""
        name = (stage, key)
        self._known[name] = self._known[name]._replace(load=load)
        stages = self._collected.stages if self._collected is not None else []
        if stages and (stages[-1].stage, stages[-1].key) == name:
            stages[-1] = stages[-1].without_text()

    def rendered(self) -> tuple[str, ...]:
        """The keys of the pages whose output was computed, sorted."""
        return tuple(sorted(key for stage, key in self.seconds if stage == "output"))

    def seconds_by_page(self) -> dict[str, float]:
        """Key → what all computed stages of the page took."""
        pages: dict[str, float] = {}
        for (_, key), seconds in self.seconds.items():
            pages[key] = pages.get(key, 0.0) + seconds
        return pages

    def notices(self) -> Iterator[Notice]:
        """Yield the warnings of all stages that were asked for, each once."""
        return self._each(self._asked())

    def all_notices(self) -> Iterator[Notice]:
        """Yield, after `commit`, the warnings of all stages, also of those that did not change."""
        return self._each({**self._asked(), **dict(self.store.warnings())})

    def _asked(self) -> dict[tuple[str, str], tuple[Notice, ...]]:
        return {name: memo.notices for name, memo in self._known.items()}

    @staticmethod
    def _each(stages: Mapping[tuple[str, str], tuple[Notice, ...]]) -> Iterator[Notice]:
        """Unknown filters are counted, so each use has a warning, with the key of its page."""
        warnings = [(key, told) for (_, key), notices in stages.items() for told in notices]
        yield from dict.fromkeys(told for _, told in warnings if told.topic != UNKNOWN_FILTER)
        for key, told in warnings:
            if told.topic == UNKNOWN_FILTER:
                yield Notice(UNKNOWN_FILTER, f"{told.message} in {key}")
