"""Random edits of a site on a theme: after each batch, a warm build equals a clean one.

`LIQUIDSITE_SEED` and `LIQUIDSITE_EDITS` choose another walk, and a longer one. What a failure
prints is enough to walk the same way again.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import full_site
import pytest
from full_site_edits import EDITS, FAULTS, damage_output, litter
from full_site_witnesses import WITNESSES, add_styles
from sample import Edit, write
from test_incremental import tree

from liquidsite import BuildResult, LiquidsiteError, Site, file_stamp
from liquidsite.builder import pipeline, workers
from liquidsite.incremental import cache, dependencies
from liquidsite.incremental.live import LiveEditions, live
from liquidsite.parallel import forked
from liquidsite.source import prefetch

SEED = int(os.environ.get("LIQUIDSITE_SEED", "1"))
STEPS = int(os.environ.get("LIQUIDSITE_EDITS", "40"))

WARNINGS = "(warnings)"
Build = Callable[[Path, datetime], BuildResult | None]


def cold(root: Path, now: datetime, to: Path) -> BuildResult:
    return Site.load(root, config={"disable_disk_cache": True}).build(to, now=now)


def warm(root: Path, now: datetime) -> BuildResult:
    """As a new process does it, with what the cache on disk has."""
    return Site.load(root).build(now=now)


@dataclass
class Server:
    """Builds as `serve` does: the site stays loaded while its settings and plugins stay.

    Where it `trusts`, a build at the same time looks at what has changed alone, if that is
    possible.
    """

    trusts: bool = False
    site: Site | None = None
    live: LiveEditions | None = None
    known: dict[str, str] = field(default_factory=dict)
    builds: int = 0
    trusted: int = 0
    now: datetime | None = None

    def __call__(self, root: Path, now: datetime) -> BuildResult:
        before, self.known = self.known, dict(identities(root))
        both = before.keys() | self.known
        changed = frozenset(path for path in both if before.get(path) != self.known.get(path))
        if self.site is None or any("/_plugins" in p or "/_config" in p for p in changed):
            self.load(root)
        assert self.site is not None
        editions = [*(self.live or {}).values()]
        for edition in editions:
            edition.begin(changed, trusts=self.trusts and now == self.now)
        self.now = now
        result = pipeline.build(self.site.config, self.site.plugin, now, live=self.live)
        self.builds += 1
        self.trusted += any(edition.trusts for edition in editions)
        for edition in editions if self.builds % 3 else ():  # else the next edit comes too soon
            edition.finish()
        return result

    def load(self, root: Path) -> None:
        self.close()
        site = Site.load(root)
        self.live = live(pipeline.editions_of(site.config, site.plugin), site.plugin)
        self.site = site

    def close(self) -> None:
        for edition in (self.live or {}).values():
            edition.close()
        self.site = self.live = None


def identities(root: Path) -> Iterator[tuple[str, str]]:
    for path in root.rglob("*"):
        if path.is_file() and not {"_site", ".jekyll-cache"} & {*path.parts}:
            yield str(path), file_stamp.file_stamp(str(path))


def outcome(build: Callable[[], BuildResult | None], folder: Path) -> tuple[str, dict[str, bytes]]:
    """The error, and what stands there; the warnings of a build that tells as one more file."""
    try:
        result = build()
    except LiquidsiteError as error:
        return f"{type(error).__name__}: {error}", {}
    if result is None:
        return "", tree(folder)
    # A conflict names the destination.
    warnings = "\n".join(sorted(str(one).replace(str(folder), "") for one in result.warnings))
    return "", {**tree(folder), WARNINGS: warnings.encode()}


@dataclass
class Walk:
    """A site, what has been done to it, and the moment."""

    root: Path
    build: Build
    edits: Sequence[Edit] = EDITS
    done: list[str] = field(default_factory=list)
    hour: int = 0

    @property
    def now(self) -> datetime:
        return datetime(2020 + self.hour % 5, 3, 4, self.hour % 24, tzinfo=UTC)

    def differs(self) -> list[str]:
        """In what the build at hand and a clean one differ."""
        clean = self.root.parent / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        told, theirs = outcome(lambda: cold(self.root, self.now, clean), clean)
        before = tree(self.root / "_site") if told else {}
        ours_told, ours = outcome(lambda: self.build(self.root, self.now), self.root / "_site")
        if told or ours_told:
            intact = not ours and tree(self.root / "_site") == before
            return [] if told == ours_told and intact else [told, ours_told]
        if WARNINGS not in ours:
            del theirs[WARNINGS]
        return sorted(path for path in ours.keys() | theirs if ours.get(path) != theirs.get(path))

    def step(self, chance: random.Random, edits: int) -> None:
        """Some edits, and now and then the clock."""
        for edit in chance.choices(self.edits, k=edits):
            edit(chance, self.root)
            self.done.append(edit.__name__)
        if chance.random() < 0.1 * edits:
            self.hour += 1
            self.done.append("the clock")

    def fail(self, chance: random.Random) -> None:
        """A build that fails, between two good ones."""
        name, fault = chance.choice(FAULTS)
        path = self.root / name
        good = path.read_bytes()
        path.write_bytes(fault)
        self.check(f"fault in {name}")
        path.write_bytes(good)
        self.check(f"{name} fixed")

    def check(self, what: str) -> None:
        self.done.append(what)
        assert self.differs() == [], " → ".join(self.done[-6:])


def walk(going: Walk, seed: int, steps: int) -> None:
    """From a new site on."""
    chance = random.Random(seed)
    full_site.create(going.root)
    again = f"again: LIQUIDSITE_SEED={SEED} LIQUIDSITE_EDITS={STEPS}"
    try:
        going.check("nothing")
        for step in range(steps):
            if chance.random() < 0.08:
                going.fail(chance)
            going.step(chance, chance.choice([1, 1, 1, 2, 3]))
            going.check(f"step {step}")
    except AssertionError as error:
        error.add_note(again)
        raise


@pytest.mark.parametrize("trust", [False, True])
def test_warm_builds_equal_clean_ones(
    tmp_path: Path, trust: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With `trust` files just written count as stable, so that items come from the cache."""
    if trust:
        monkeypatch.setattr(file_stamp, "_FRESH", 0)
    walk(Walk(tmp_path / "site", warm), SEED + trust, STEPS)


def test_parallel_builds_equal_clean_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In production, where pages and static files are minified, and as many pages are built."""
    monkeypatch.setenv("JEKYLL_ENV", "production")
    monkeypatch.setattr(workers, "FEW", 3)
    monkeypatch.setattr(workers, "_CHUNK", 4)
    monkeypatch.setattr(prefetch, "FEW", 2)
    monkeypatch.setattr(prefetch, "MANY", 2)
    monkeypatch.setattr(cache, "MOST_WAITING", 5_000)
    monkeypatch.setattr(forked, "_MOST", 3)
    walk(Walk(tmp_path / "site", warm), SEED + 2, STEPS // 4)


@pytest.mark.parametrize("trusts", [False, True])
def test_builds_of_a_server_equal_clean_ones(tmp_path: Path, trusts: bool) -> None:
    """No edit puts files into the destination: the server assumes that none appear there.

    Where it `trusts`, it leaves those that were damaged there to the check.
    """
    server = Server(trusts)
    edits = [edit for edit in EDITS if edit not in (litter, *[damage_output] * trusts)]
    walk(Walk(tmp_path / "site", server, edits), SEED + 3, STEPS)
    assert (server.trusted > 0) == trusts
    server.close()


def test_a_partial_may_come_to_be_in_an_earlier_folder(tmp_path: Path) -> None:
    going = Walk(full_site.create(tmp_path / "site"), warm)
    add_styles(going.root)
    going.check("styles")
    for name in ("_themes/house/_sass/_part", "_sass/_part", "_sass/part/_index", "_first/_part"):
        path = going.root / f"{name}.scss"
        write(path, f"u {{ content: '{name}' }}")
        going.check(f"{name} added")
        write(path, f"u {{ content: 'again {name}' }}")
        going.check(f"{name} edited")
    for name in ("_first/_part", "_sass/_part"):
        (going.root / f"{name}.scss").unlink()
        going.check(f"{name} removed")


@pytest.mark.parametrize("kind", dependencies.KINDS)
def test_each_kind_of_fact_is_needed(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a kind of fact never changes, an edit shows a difference."""
    going = Walk(full_site.create(tmp_path / "site"), warm)
    if kind in ("names", "load paths"):
        add_styles(going.root)
    with monkeypatch.context() as broken:
        broken.setattr(type(dependencies.KINDS[kind]), "fingerprint", lambda *_: "")
        assert going.differs() == []
        edit = WITNESSES[kind]
        going.hour += edit is None
        if edit is not None:
            edit(going.root)
        assert going.differs() != []
    shutil.rmtree(going.root / ".jekyll-cache")
    assert going.differs() == []


def test_the_column_of_a_list_is_worked_out_again_after_an_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where front matter seems to be as it was, an edit of it shows a difference."""
    going = Walk(full_site.create(tmp_path / "site"), warm)
    assert going.differs() == []
    edit = WITNESSES["column"]
    assert edit is not None
    with monkeypatch.context() as broken:
        broken.setattr(dependencies.State, "has_same_fronts", lambda *_: True)
        edit(going.root)
        assert going.differs() != []
    shutil.rmtree(going.root / ".jekyll-cache")
    assert going.differs() == []
