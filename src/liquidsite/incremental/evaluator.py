"""The evaluator: each stage of a page is computed at most once in a build.

A stage is `content` (Liquid, then converters), `output` (layouts) or `excerpt` of one item. Its
memo from an earlier build is valid while its trace holds. To verify a trace may need the stages of
other items: these are verified or computed first.
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
    """Return the fingerprint of a text with its source map, which may change by itself."""
    if result.source_map is None:
        return digest(result.text)
    return digest(f"{result.text}\0{result.source_map}")


class Memo(NamedTuple):
    """One result with its trace.

    digest   the fingerprint of its text
    load     returns the text, or raises LookupError when it is lost; None when it was not kept
             and has to be computed again
    notices  its warnings
    has_map  whether it comes with a source map
    """

    trace: Trace
    digest: Fingerprint
    load: Callable[[], Converted] | None
    notices: tuple[Notice, ...] = ()
    has_map: bool = False


class Computed(NamedTuple):
    """A stage that this build computed, as it is sent between processes.

    reads, details  its trace as `invalidation.recorded` returns it; empty without a store
    seconds         the time that it took, without the stages of other items that it needed
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
    """Where the memos of earlier builds are."""

    @property
    def keeps(self) -> bool:
        """Whether anything is kept at all. If not, no trace is made."""

    @property
    def outputs(self) -> Mapping[str, Stamp]:
        """Destination path → the stamp of the file that the last build left there."""

    @property
    def before(self) -> Mapping[Dependency, Fingerprint]:
        """The fingerprints of the inputs of all memos, as they were when the last build ended."""

    @property
    def queries(self) -> Queries:
        """The queries of reading, with the memos of earlier builds."""

    def check(self, fingerprint: Fingerprinter) -> None:
        """Find, before the first `find`, which inputs have changed."""

    def find(self, stage: str, key: str) -> Memo | None:
        """Return the memo of that stage of the item `key`, with what is left to verify."""

    def unchanged(self, stage: str, key: str) -> Fingerprint:
        """Return the digest of a stage without warnings that no edit reached; "" for another."""

    def trace(self, stage: str, key: str) -> Trace | None:
        """Return all that the stage read when it was computed."""

    def packed(self, stage: str, key: str) -> tuple[bytes, bytes] | None:
        """Return the trace of a stage that is valid now, packed; None where it is not in memory."""

    def mark_verified(self, stage: str, key: str) -> None:
        """Mark what `find` gave as valid for this build."""

    def insert(self, computed: Computed) -> Memo:
        """Keep a new result until `commit`."""

    def keep_replaced(self, site: Site) -> None:
        """Keep, before pages are written, those of another store that they replace."""

    def warnings(self) -> Iterator[tuple[tuple[str, str], tuple[Notice, ...]]]:
        """Yield, after `commit`, each stage that has warnings, with these."""

    def commit(self, site: Site, outputs: Mapping[str, Stamp], sources: Set[Dependency]) -> None:
        """Keep the new memos, remove those of items that `site` does not have.

        `outputs` are the stamps of the destination, `sources` the inputs of the new memos.
        """

    def close(self) -> None:
        """Close what the store has open."""


class NotYetError(BaseException):
    """A stage was needed that another process computes, and its result is not there yet.

    No Exception, for the reason below.
    """


class _UnverifiableError(BaseException):
    """A trace cannot be verified: a stage that it needs cannot be computed.

    It passes through templates that are being rendered, any number of them, and these report each
    Exception as an error of theirs: so it is none, and no return value can take its place.
    """


_OF_TEXTS = ("own", "seen")


@dataclass(eq=False, repr=False)
class Collected:
    """What a worker sends: computed stages, verified memos, the inputs of computed stages."""

    stages: list[Computed] = field(default_factory=list)
    verified: list[tuple[str, str]] = field(default_factory=list)
    sources: set[Dependency] = field(default_factory=set)


@dataclass(eq=False, repr=False)
class Evaluator:
    """The stages of one build."""

    view: SiteView
    store: Store
    fingerprint: Fingerprinter
    seconds: dict[tuple[str, str], float] = field(default_factory=dict)
    sources: set[Dependency] = field(default_factory=set)  # what computed stages depend on
    _known: dict[tuple[str, str], Memo] = field(default_factory=dict)
    _open: set[tuple[str, str]] = field(default_factory=set)
    _uses_memos: bool = True
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
        """Raise NotYetError, inside the block, for each stage of these items."""
        self._elsewhere = keys
        try:
            yield
        finally:
            self._elsewhere = ()

    def get(self, stage: str, item: Renderable, compute: Compute) -> Memo:
        """Return the memo of the stage, valid for this build. Raises what `compute` raises."""
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
        """Return the text of the stage. Raises what `compute` raises."""
        memo = self.get(stage, item, compute)
        if memo.load is not None:
            with contextlib.suppress(LookupError):
                return memo.load()
        memo = self._known[stage, item.key] = self._compute(stage, item, compute)
        assert memo.load is not None
        return memo.load()

    def is_broken(self, stage: str, key: str) -> bool:
        """Return whether the stage certainly has to be computed: a quick look, without rendering.

        Dependencies on texts of other stages are left out, since these may have to be rendered.
        """
        memo = self.store.find(stage, key)
        if memo is None:
            return True
        dependencies = memo.trace.dependencies.items()
        return any(
            self.fingerprint(dependency) != known
            for dependency, known in dependencies
            if dependency[0] not in _OF_TEXTS
        )

    def _computed_afresh(self, stage: str, item: Renderable, compute: Compute) -> Memo:
        """Compute the stage, and all that it needs, without memos, as a clean build does.

        A stage may fail that is in the trace, but is not read any more. If it still is, the error
        has the chain of includes and layouts that led to it, as in a clean build.
        """
        self._uses_memos = False
        try:
            return self._compute(stage, item, compute)
        finally:
            self._uses_memos = True

    def _stored(self, stage: str, item: Renderable) -> Memo | None:
        memo = self.store.find(stage, item.key) if self._uses_memos else None
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
        """Let go of the text of a stage, which `load` reads from here on."""
        name = (stage, key)
        memo = self._known[name]
        self._known[name] = Memo(memo.trace, memo.digest, load, memo.notices, memo.has_map)
        stages = self._collected.stages if self._collected is not None else []
        if stages and (stages[-1].stage, stages[-1].key) == name:
            stages[-1] = stages[-1].without_text()

    def rendered(self) -> tuple[str, ...]:
        """Return the keys of the pages whose output was computed, sorted."""
        return tuple(sorted(key for stage, key in self.seconds if stage == "output"))

    def seconds_by_page(self) -> dict[str, float]:
        """Return key → the seconds that all computed stages of the page took."""
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

    def notices_by_path(self) -> dict[str, tuple[Notice, ...]]:
        """Return, after `commit`, the warnings of all stages, by the path of their item."""
        found: dict[str, dict[Notice, None]] = {}
        for (_, key), notices in {**self._asked(), **dict(self.store.warnings())}.items():
            if notices:  # a key begins with the path, then `>`
                found.setdefault(key.partition(">")[0], {}).update(dict.fromkeys(notices))
        return {path: tuple(notices) for path, notices in found.items()}

    def _asked(self) -> dict[tuple[str, str], tuple[Notice, ...]]:
        return {name: memo.notices for name, memo in self._known.items()}

    @staticmethod
    def _each(stages: Mapping[tuple[str, str], tuple[Notice, ...]]) -> Iterator[Notice]:
        """Yield each warning once; of an unknown filter each use, with its page, to be counted."""
        warnings = [(key, notice) for (_, key), notices in stages.items() for notice in notices]
        others = (notice for _, notice in warnings if notice.topic != UNKNOWN_FILTER)
        yield from dict.fromkeys(others)
        for key, notice in warnings:
            if notice.topic == UNKNOWN_FILTER:
                yield Notice(UNKNOWN_FILTER, f"{notice.message} in {key}")
