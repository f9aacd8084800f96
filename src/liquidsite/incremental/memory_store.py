"""The store of a process that renders one site again and again, without a cache on the disk."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field, replace

from liquidsite.incremental.dependencies import ON_DISK
from liquidsite.incremental.evaluator import Computed, Memo
from liquidsite.incremental.invalidation import Name, trace_of
from liquidsite.incremental.items import Items
from liquidsite.incremental.memo_store import MemoStore, kept_of
from liquidsite.incremental.parsed_files import ParsedFiles
from liquidsite.incremental.trace import Dependency, Fingerprint, Fingerprinter, Trace
from liquidsite.model import Site
from liquidsite.output.destination import Stamp
from liquidsite.plugin import Converted
from liquidsite.ruby.safe_yaml.packed import loads


@dataclass(eq=False, repr=False)
class MemoryStore(MemoStore):
    """The results of this process. Texts of finished pages are kept too.

    Unlike the cache on the disk it may be committed when some pages were not rendered.
    """

    outputs: Mapping[str, Stamp] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._begin()
        self._forget_all()
        self._texts: dict[Name, Converted] = {}
        self._is_committed = True

    def begin(self, changed: frozenset[str] | None = None) -> None:
        """Begin anew for another state of the site, after `commit`.

        `changed` are the files that changed; None is for a site that is not read again.
        """
        self._begin()
        if changed is None:
            return
        self.items.commit({})
        self.items.begin(changed)
        # A reading of single pages meets few of the files; the others are known all the same.
        self.parsed_files = ParsedFiles({**self.parsed_files.known, **self.parsed_files.new})

    def check(self, fingerprint: Fingerprinter) -> None:
        super().check(fingerprint)
        self._is_committed = not self._changed

    def trace(self, stage: str, key: str) -> Trace | None:
        kept = self.memos.get((stage, key))
        if kept is None or kept.details is None:
            return None
        return trace_of(kept.reads, kept.details, self._dependencies)

    def packed(self, stage: str, key: str) -> tuple[bytes, bytes] | None:
        """Return the trace of a stage that was computed or verified, for `dependencies_of`."""
        name = (stage, key)
        kept = self._new.get(name) or self.memos.get(name)
        return None if kept is None or kept.details is None else (kept.reads, kept.details)

    def insert(self, computed: Computed) -> Memo:
        self._is_committed = False
        name = (computed.stage, computed.key)
        self._texts[name] = computed.result
        self._new[name] = kept_of(computed)
        for dependency in loads(computed.reads)[0]:
            if dependency[0] in ON_DISK:  # it may change before the commit
                self._fingerprint(dependency)
        return computed.memo()

    def _load_of(self, name: Name, digest: Fingerprint) -> Callable[[], Converted] | None:
        return lambda: self._texts[name]

    def commit(self, site: Site, outputs: Mapping[str, Stamp], sources: Set[Dependency]) -> None:
        """Take what was computed as the state that is loaded. May be called more than once."""
        if self._is_committed:
            return
        new, gone, dependencies = self._next_state(site, sources)
        for name in gone:
            del self.memos[name]
        for name in gone | self._new.keys() - new.keys():
            self._texts.pop(name, None)
        self.memos.update(new)
        for name in (*gone, *new):
            self._reads.pop(name, None)
        self._dependencies, self._is_committed = dependencies, True

    def keep_replaced(self, site: Site) -> None:
        """Do nothing: no file is replaced."""

    def close(self) -> None:
        """Do nothing: no file is open."""

    def fork(self) -> MemoryStore:
        """Return a store with the memos of this one, for a changed site; this one stays as it is.

        Call `commit` before.
        """
        other = copy.copy(self)
        other._begin()
        other.memos, other._reads = dict(self.memos), dict(self._reads)
        other._texts = dict(self._texts)
        other.items = Items(new={**self.items.known, **self.items.new})
        files = self.parsed_files
        other.parsed_files = replace(files, new=dict(files.new), used=set(files.used))
        return other
