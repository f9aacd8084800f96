"""The store of a process that builds one site again and again.

A build checks every trace, because anything may have changed since the last one. Here the last
build's site is still at hand: what differs between the two is found first, and only memos that
read something of it are checked, and of their traces only those facts. The rest holds by itself.

What a memo depends on, as keys of the index:

    ("item", key)           the page, document or static file itself
    ("date", key)           the date of a document, which is the clock's where it has none
    ("stage", stage, key)   the text of an item at a stage
    ("order",)              the order of all that is rendered
    any other fact          asked anew at each build, once
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from liquidsite.build.cache import Cache
from liquidsite.build.memos import Computed, Memo
from liquidsite.build.stores import open_store
from liquidsite.build.trace import Fact, Fingerprint, Fingerprinter, Trace
from liquidsite.build.write import Output, Stamp
from liquidsite.config import Config
from liquidsite.liquid.host import Source
from liquidsite.model import Renderable, Site, StaticFile
from liquidsite.plugin import Plugin
from liquidsite.read.readings import Readings
from liquidsite.read.texts import Texts

Name = tuple[str, str]  # stage and key of a memo
_ORDER: Fact = ("order",)
_NOTHING = Trace({})
_MOST_TEMPLATES = 256


@dataclass
class LiveStore:
    """A `Store` over the cache on disk."""

    cache: Cache
    templates: dict[Source, bytes] = field(default_factory=dict)
    keeps = True
    _readings: Readings = field(default_factory=Readings)
    _site: Site | None = None
    _next: Site | None = None
    _good: set[Name] = field(default_factory=set)
    _asked: set[Name] = field(default_factory=set)
    _changed: set[Fact] = field(default_factory=set)
    _suspects: set[Name] = field(default_factory=set)
    _index: dict[Fact, set[Name]] = field(default_factory=dict)
    _known: dict[Fact, Fingerprint] = field(default_factory=dict)
    _paths: frozenset[str] = frozenset()
    _now: dict[Fact, Fingerprint] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cache.texts.readings = self._readings
        for name, memo in self.cache.memos.items():
            self._enter(name, memo)

    @property
    def texts(self) -> Texts:
        return self.cache.texts

    @property
    def outputs(self) -> Mapping[str, Stamp]:
        return self.cache.outputs

    def begin(self, changed: frozenset[str]) -> None:
        """Before a build: `changed` are absolute paths that are known to have changed."""
        self.cache.forget()
        self._readings.begin(changed)
        self._asked = set()
        if self._next is not self._site:  # the last build failed: what it wrote is not known
            self._paths = frozenset()
        if len(self.templates) > _MOST_TEMPLATES:
            self.templates.clear()

    def check(self, site: Site, fingerprint: Fingerprinter) -> None:
        """Find what differs between `site` and the one of the last good build."""
        now = {fact: fingerprint(fact) for fact in self._known}
        self._changed = {fact for fact, known in self._known.items() if now[fact] != known}
        self._next, self._now, self._suspects = site, now, set()
        if self._site is None:
            return
        self._changed.update(_differences(self._site, site))
        self._suspect({name for fact in self._changed for name in self._index.get(fact, ())})

    def _suspect(self, names: set[Name]) -> None:
        """`names` may be out of date, and so is whatever read their texts."""
        while names:
            self._suspects |= names
            stages: list[Fact] = [("stage", *name) for name in names]
            self._changed.update(stages)
            readers = {name for stage in stages for name in self._index.get(stage, ())}
            names = readers - self._suspects

    def find(self, stage: str, key: str) -> Memo | None:
        name = (stage, key)
        self._asked.add(name)
        memo = self.cache.find(stage, key)
        if memo is None or name not in self._good:
            return memo
        trace = self._in_question(memo.trace) if name in self._suspects else _NOTHING
        return Memo(trace, memo.digest, memo.load, memo.notices, memo.has_map)

    def _in_question(self, trace: Trace) -> Trace:
        changed = self._changed
        return Trace(
            {
                fact: known
                for fact, known in trace.facts.items()
                if any(source in changed for source in sources(fact))
            }
        )

    def keep(self, computed: Computed) -> None:
        self.cache.keep(computed)

    def moves(self, outputs: Iterable[Output]) -> bool:
        """Whether the destination gets other files than at the last time."""
        paths = frozenset(output.path for output in outputs)
        moved, self._paths = paths != self._paths, paths
        return moved

    def commit(self, alive: set[str], outputs: Mapping[str, Stamp]) -> None:
        """As the cache; what this build asked for is good as long as nothing differs."""
        before = self.cache.memos
        self.cache.commit(alive, outputs)
        self.cache.settle(alive, outputs)
        self._readings.settle()
        after = self.cache.memos
        self._known.update(self._now)
        for name in before.keys() | after.keys():
            if before.get(name) is not after.get(name):
                self._leave(name, before.get(name))
                self._enter(name, after.get(name))
        self._good = self._asked & after.keys()
        self._site = self._next

    def close(self) -> None:
        self.cache.close()

    def _enter(self, name: Name, memo: Memo | None) -> None:
        for fact, known in memo.trace.facts.items() if memo else ():
            for source in sources(fact):
                self._index.setdefault(source, set()).add(name)
                if source == fact:
                    self._known[fact] = known

    def _leave(self, name: Name, memo: Memo | None) -> None:
        for fact in memo.trace.facts if memo else ():
            for source in sources(fact):
                names = self._index.get(source, set())
                names.discard(name)
                if not names:
                    self._index.pop(source, None)
                    self._known.pop(source, None)


def sources(fact: Fact) -> Iterator[Fact]:
    """What a fact depends on. Only a fact that is its own source has to be asked anew."""
    kind = fact[0]
    if kind == "item":
        yield "item", fact[1]
        if "next" in fact or "previous" in fact:
            yield _ORDER
        if "date" in fact:
            yield "date", fact[1]
    elif kind in ("keys", "text", "pager"):
        yield "item", fact[1]
    elif kind == "neighbours":
        yield _ORDER
    elif kind == "own":
        yield "stage", "content", fact[1]
    elif kind == "seen":
        yield "stage", fact[2], fact[1]
        yield "item", fact[1]
        yield _ORDER
    else:
        yield fact


def _differences(old: Site, new: Site) -> Iterator[Fact]:
    """What is not as it was: pages, documents and static files, dates, the order."""
    before, after = _items(old), _items(new)
    for key in before.keys() | after.keys():
        if before.get(key) is not after.get(key) and before.get(key) != after.get(key):
            yield "item", key
    yield from (("date", doc.key) for doc in new.documents if doc.date is None)
    if list(old.render_order) != list(new.render_order):
        yield _ORDER


def _items(site: Site) -> dict[str, Renderable | StaticFile]:
    files: dict[str, Renderable | StaticFile] = {file.path: file for file in site.static_files}
    return files | {item.key: item for item in site.renderables}


def live_store(config: Config, plugin: Plugin) -> LiveStore | None:
    """The store of a site that stays loaded; None where settings allow no cache."""
    store = open_store(config, plugin)
    return LiveStore(store) if isinstance(store, Cache) else None
