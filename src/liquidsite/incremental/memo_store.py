"""What the stores of memos have in common: which memos an edit makes possibly stale.

Every memo was valid when the last build ended. A build first finds the inputs that have changed
since. Only memos that an edit reaches are possibly stale, and of their traces only dependencies
that the edit can have changed are looked at. All other memos are valid.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from liquidsite.errors import Notice
from liquidsite.incremental.dependencies import COARSE
from liquidsite.incremental.evaluator import NO_TRACE, Computed, Memo
from liquidsite.incremental.invalidation import Name, Reads, is_open, possibly_stale
from liquidsite.incremental.items import Items, Queries
from liquidsite.incremental.parsed_files import ParsedFiles
from liquidsite.incremental.trace import (
    Dependency,
    Fingerprint,
    Fingerprinter,
    Trace,
    checksum,
)
from liquidsite.model import Site
from liquidsite.plugin import Converted
from liquidsite.ruby.safe_yaml.packed import loads

NO_NOTICES = marshal.dumps([])
# To search all memos for so many names is cheaper than to unpack them.
_FEW = 8


class Kept(NamedTuple):
    """One memo as a row of its table.

    reads    the inputs and the stages that it depends on, marshalled
    details  the dependencies that derive from these, marshalled; None while they are on the disk
    check    the checksum of `details`
    """

    digest: Fingerprint
    notices: bytes
    has_map: int
    reads: bytes
    check: int
    details: bytes | None = None


@dataclass(eq=False, repr=False)
class MemoStore:
    """The memos of earlier builds, and those that this one adds."""

    parsed_files: ParsedFiles = field(default_factory=ParsedFiles)
    items: Items = field(default_factory=Items)

    keeps = True

    @property
    def before(self) -> Mapping[Dependency, Fingerprint]:
        return self._dependencies

    @property
    def queries(self) -> Queries:
        return Queries(self.parsed_files, self.items)

    def _begin(self) -> None:
        self._new: dict[Name, Kept] = {}
        self._verified: set[Name] = set()
        self._changed: set[Dependency] = set()
        self._changed_as_read: set[Dependency] = set()
        self._possibly_stale: set[Name] = set()

    def _forget_all(self) -> None:
        self.memos: dict[Name, Kept] = {}
        self._dependencies: dict[Dependency, Fingerprint] = {}
        self._reads: dict[Name, Reads] = {}
        self.parsed_files = ParsedFiles()

    def trace(self, stage: str, key: str) -> Trace | None:
        """Return all that a stage read; None when that is not known, or not any more."""
        raise NotImplementedError

    def _load_of(self, name: Name, digest: Fingerprint) -> Callable[[], Converted] | None:
        """Return what gives the text of a stage; None when it is not kept."""
        raise NotImplementedError

    def check(self, fingerprint: Fingerprinter) -> None:
        """Find the inputs that have changed, and the memos that they make possibly stale."""
        self._fingerprint = fingerprint
        self._now = {dependency: fingerprint(dependency) for dependency in self._dependencies}
        self._changed = {
            dependency
            for dependency, known in self._dependencies.items()
            if self._now[dependency] != known
        }
        if self._changed:
            self._changed_as_read = {found for found in self._changed if found[0] not in COARSE}
            self._possibly_stale = self._reached()

    def _reached(self) -> set[Name]:
        """Return the stages that depend on what has changed, or on one of these stages.

        Most edits reach few of thousands of memos, and to unpack all takes longer than the rest of
        the check. Marshalling leaves strings as they are, so a memo whose bytes do not have the
        name of an input or an item does not depend on it, and stays packed.
        """
        names = {max(dependency, key=len) for dependency in self._changed}
        known = set[str]()
        while names and len(known) + len(names) <= _FEW:
            parts = [name.encode("utf-8", "surrogatepass") for name in names]
            packed = ((name, self.memos[name].reads) for name in self._packed_names())
            self._unpack([name for name, reads in packed if any(part in reads for part in parts)])
            reached = possibly_stale(self._changed, self._reads)
            known |= names
            names = {key for _, key in reached} - known
        return possibly_stale(self._changed, self._all_reads()) if names else reached

    def _all_reads(self) -> Mapping[Name, Reads]:
        self._unpack(self._packed_names())
        return self._reads

    def _packed_names(self) -> set[Name]:
        return self.memos.keys() - self._reads.keys()

    def _unpack(self, names: Iterable[Name]) -> None:
        """Unpack what these memos depend on; a damaged one is forgotten."""
        for name in names:
            try:
                self._reads[name] = loads(self.memos[name].reads)
            except LookupError:
                del self.memos[name]

    def find(self, stage: str, key: str) -> Memo | None:
        name = (stage, key)
        kept = self.memos.get(name)
        if kept is None:
            return None
        trace: Trace | None = NO_TRACE
        if name in self._possibly_stale:
            if self._is_stale(name):
                return None
            trace = self._open_trace(name)
        if trace is None:
            return None
        return Memo(
            trace=trace,
            digest=kept.digest,
            load=self._load_of(name, kept.digest),
            notices=_notices(kept),
            has_map=bool(kept.has_map),
        )

    def unchanged(self, stage: str, key: str) -> Fingerprint:
        name = (stage, key)
        kept = self.memos.get(name)
        if kept is None or kept.notices != NO_NOTICES or name in self._possibly_stale:
            return ""
        return kept.digest

    def _is_stale(self, name: Name) -> bool:
        """Return whether the stage read what has changed itself: its trace need not be read."""
        reads = self._reads.get(name)
        return reads is not None and not self._changed_as_read.isdisjoint(reads[0])

    def _open_trace(self, name: Name) -> Trace | None:
        """Return the part of the trace that can have changed; None without a trace."""
        trace = self.trace(*name)
        if trace is None:
            return None
        dependencies = trace.dependencies.items()
        return Trace(
            {
                f: known
                for f, known in dependencies
                if is_open(f, self._changed, self._possibly_stale)
            }
        )

    def packed(self, stage: str, key: str) -> tuple[bytes, bytes] | None:
        return None

    def mark_verified(self, stage: str, key: str) -> None:
        """Mark a memo that was possibly stale as valid."""
        self._verified.add((stage, key))

    def warnings(self) -> Iterator[tuple[Name, tuple[Notice, ...]]]:
        for name in sorted(n for n, kept in self.memos.items() if kept.notices != NO_NOTICES):
            with suppress(LookupError):
                yield name, _notices(self.memos[name])

    def _next_state(
        self, site: Site, sources: Set[Dependency]
    ) -> tuple[dict[Name, Kept], set[Name], dict[Dependency, Fingerprint]]:
        """Return the memos to add, the names of those to remove, and the inputs of all memos."""
        alive = {item.key for item in site.renderables}
        gone = {name for name in self.memos if name[1] not in alive}
        lost = (self._possibly_stale - self._verified) & self.memos.keys() - self._new.keys()
        new, unsure = self._kept_and_unsure(lost)
        gone = (gone | unsure) - new.keys()
        return new, gone, self._dependencies_after(sources, new, gone)

    def _kept_and_unsure(self, lost: set[Name]) -> tuple[dict[Name, Kept], set[Name]]:
        """Return the new memos that can be kept, and the old ones that have to go.

        `lost` are stages whose memo is possibly stale and was not verified. A memo that shows the
        text of such a stage goes too: with that memo, the inputs of the text would be forgotten,
        and a later change of them would not reach it.
        """
        if not lost:
            return self._new, lost
        reads = {name: loads(kept.reads) for name, kept in self._new.items()}
        unsure = possibly_stale(set(), {**self._all_reads(), **reads}, lost)
        new = {name: kept for name, kept in self._new.items() if name not in unsure}
        return new, unsure & self.memos.keys()

    def _dependencies_after(
        self, sources: Set[Dependency], new: Mapping[Name, Kept], gone: set[Name]
    ) -> dict[Dependency, Fingerprint]:
        """Return the inputs of all memos, fingerprinted.

        An input is gone when memos had it that are replaced or gone, and no other has it.
        """
        if not (new or gone):
            return self._now
        self._unpack(self._packed_names() & (new.keys() | gone))
        replaced = (self._reads[name][0] for name in (*new, *gone) if name in self._reads)
        lost = {dependency for own in replaced for dependency in own} - sources
        known = self._all_reads() if lost else {}
        for name in known.keys() - new.keys() - gone:
            if not lost:
                break
            lost.difference_update(known[name][0])
        alive = (self._dependencies.keys() - lost) | sources
        return {dependency: self._fingerprint(dependency) for dependency in alive}


def _notices(kept: Kept) -> tuple[Notice, ...]:
    return tuple(Notice(*notice) for notice in loads(kept.notices))


def kept_of(computed: Computed) -> Kept:
    result = computed.result
    notices = marshal.dumps([tuple(notice) for notice in result.notices])
    has_map = int(result.source_map is not None)
    check = checksum(computed.details)
    return Kept(computed.digest, notices, has_map, computed.reads, check, computed.details)
