"""After any edit an incremental build equals a clean one: as commands do it, and as a server does.

More of it: `LIQUIDSITE_EDITS=1000 LIQUIDSITE_SEED=7 pytest tests/build/test_random_edits.py`.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import rich
import sample
from sample import Edit
from test_incremental import tree

from liquidsite import LiquidsiteError, Site
from liquidsite.build import reached, stores, write
from liquidsite.build.view import SiteView
from liquidsite.config import load
from liquidsite.read import readings, texts
from liquidsite.serve.session import Session

EDITS = int(os.environ.get("LIQUIDSITE_EDITS", "60"))
FIRST = int(os.environ.get("LIQUIDSITE_SEED", "0"))
START = datetime(2021, 3, 4, 5, tzinfo=UTC)

# A build of the site at a moment; whether it succeeds.
Build = Callable[[Path, datetime], bool]


def by_command(root: Path) -> Build:
    """Each build in a process of its own, as far as it is concerned."""

    def build(_: Path, moment: datetime) -> bool:
        try:
            Site.load(root).build(now=moment)
        except LiquidsiteError:
            return False
        return True

    return build


def by_server(root: Path) -> Build:
    """Builds that one process does, which is told what changed."""
    clock = [START]

    def settings() -> dict[str, str]:
        return {"source": str(root), "destination": str(root / "_site"), "time": str(clock[0])}

    session = Session(lambda: load(settings()))
    before: dict[str, tuple[int, bytes]] = {}

    def build(_: Path, moment: datetime) -> bool:
        now = snapshot(root)
        changed = {path for path in now.keys() | before if now.get(path) != before.get(path)}
        before.clear()
        before.update(now)
        if clock != [moment]:  # the moment is a setting here, so a new one is an edit of it
            changed.add(str(root / "_config.yml"))
        clock[0] = moment
        outcome = session.build(frozenset(changed))
        if outcome.error is not None and not isinstance(outcome.error, LiquidsiteError):
            raise outcome.error
        return outcome.error is None

    return build


def snapshot(root: Path) -> dict[str, tuple[int, bytes]]:
    built = (str(root / "_site"), str(root / ".jekyll-cache"))
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes())
        for path in root.rglob("*")
        if path.is_file() and not str(path).startswith(built)
    }


def restore(root: Path, state: dict[str, tuple[int, bytes]]) -> None:
    for path in snapshot(root).keys() - state.keys():
        Path(path).unlink()
    for path, (_, data) in state.items():
        if not Path(path).is_file() or Path(path).read_bytes() != data:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_bytes(data)


def clean(root: Path, to: Path, moment: datetime) -> bool:
    shutil.rmtree(to, ignore_errors=True)
    try:
        Site.load(root, config={"disable_disk_cache": True}).build(to, now=moment)
    except LiquidsiteError:
        return False
    return True


def follow(
    root: Path,
    seed: int,
    build: Build,
    steps: int,
    edits: Sequence[Edit] = rich.EDITS,
    pace: float = 0.1,
) -> None:
    """Edit and build, again and again. Fails with all that is needed to see it once more."""
    chance, moment, done = random.Random(seed), START, ["none"]
    good_state = snapshot(root)
    for step in range(steps):
        good = build(root, moment)
        assert good == clean(root, root.with_name("clean"), moment), f"seed {seed}, {done}"
        if good:
            ours, theirs = tree(root / "_site"), tree(root.with_name("clean"))
            wrong = sorted(p for p in ours.keys() | theirs if ours.get(p) != theirs.get(p))
            assert not wrong, f"seed {seed}, step {step}, after {done[-3:]}: {wrong}"
            good_state = snapshot(root)
        else:  # the next build is one after a build that failed
            restore(root, good_state)
        edit = chance.choice(edits)
        edit(chance, root)
        done.append(edit.__name__)
        if chance.random() < pace:
            moment += timedelta(days=chance.choice([-400, -1, 1, 400]))


@pytest.mark.parametrize("settled", [True, False], ids=["settled files", "fresh files"])
@pytest.mark.parametrize("mode", [by_command, by_server])
def test_a_build_equals_a_clean_one(
    mode: Callable[[Path], Build], settled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if settled:  # as if every file had been left alone for a while
        monkeypatch.setattr(texts, "_FRESH", -(10**18))
    seed = FIRST + 2 * settled + (mode is by_server)
    root = rich.create(tmp_path / "site", seed)
    follow(root, seed, mode(root), EDITS)


# Mutants: each forgets one thing that an incremental build stands on.


def forgetting_facts(kind: str, patch: pytest.MonkeyPatch) -> None:
    note = SiteView.note
    patch.setattr(SiteView, "note", lambda view, fact: fact[0] != kind and note(view, fact))


def forgetting_sources(kind: str, patch: pytest.MonkeyPatch) -> None:
    every = reached.sources
    patch.setattr(
        reached, "sources", lambda fact: (found for found in every(fact) if found[0] != kind)
    )


def forgetting_stages(kind: str, patch: pytest.MonkeyPatch) -> None:
    every = reached.stages
    patch.setattr(reached, "stages", lambda fact: iter(()) if fact[0] == kind else every(fact))


def forgetting_times(_: str, patch: pytest.MonkeyPatch) -> None:
    """A file is taken for the same as long as its size is."""
    patch.setattr(texts, "_identity", lambda stat: str(stat.st_size))


def forgetting_the_clock(_: str, patch: pytest.MonkeyPatch) -> None:
    """What was read once lasts, whenever it was read."""
    patch.setattr(readings, "_lasts", lambda reader, item: True)
    patch.setattr(readings, "_is_past", lambda reader, item: True)


def forgetting_settings(_: str, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(stores, "reading", lambda config, fixed: fixed)


def forgetting_plugins(_: str, patch: pytest.MonkeyPatch) -> None:
    every = stores.environment
    patch.setattr(
        stores, "environment", lambda config, plugin: every(config, replace(plugin, fingerprint=""))
    )


def forgetting_outputs(_: str, patch: pytest.MonkeyPatch) -> None:
    """A file of the destination is taken for what it was, without a look."""
    patch.setattr(write, "_stamp", lambda target, digest: write.Stamp(digest, 0, 0))


# Where few edits show what is forgotten, those.
TELLING: dict[str, tuple[Edit, ...]] = {
    "order": (rich.bare_posts, rich.date_post),
    "post_url": (rich.date_post, sample.edit_body),
    "forgetting_the_clock": (rich.date_post,),
    "forgetting_settings": (rich.edit_setting,),
    "forgetting_plugins": (rich.edit_plugin, rich.edit_generator),
}
MUTANTS = [
    *((forgetting_facts, kind) for kind in ("pager", "post_url", "layout", "include", "data")),
    *((forgetting_facts, kind) for kind in ("item", "list", "seen", "text", "clock", "config")),
    *((forgetting_sources, kind) for kind in ("front", "body", "date", "order")),
    *((forgetting_stages, kind) for kind in ("own", "seen")),
    (forgetting_times, ""),
    (forgetting_the_clock, ""),
    (forgetting_settings, ""),
    (forgetting_plugins, ""),
    (forgetting_outputs, ""),
]


@pytest.mark.parametrize(
    ("mutant", "kind"), MUTANTS, ids=[f"{m.__name__} {kind}".strip() for m, kind in MUTANTS]
)
def test_what_forgets_is_caught(
    mutant: Callable[[str, pytest.MonkeyPatch], None],
    kind: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(texts, "_FRESH", -(10**18))
    mutant(kind, monkeypatch)
    for seed in range(6):
        root = rich.create(tmp_path / f"site{seed}" / "site", seed)
        try:
            edits = TELLING.get(kind or mutant.__name__, rich.EDITS)
            pace = 0.5 if mutant is forgetting_the_clock else 0.1
            follow(root, seed, by_command(root), 60, edits, pace)
        except AssertionError:
            return
    pytest.fail("the edits show nothing of it")
