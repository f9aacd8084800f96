"""Random edits of the full site: after each, a session shows what a clean build writes."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "builder"))

import full_site
from full_site_edits import EDITS, damage_output, litter

from liquidsite import LiquidsiteError, Session, Site

SEED = int(os.environ.get("LIQUIDSITE_SEED", "1"))
STEPS = int(os.environ.get("LIQUIDSITE_EDITS", "30"))
# What differs from one moment to the next.
FIXED = {"time": "2026-01-02 03:04:05"}


def clean(root: Path) -> tuple[str, dict[str, str]]:
    """The error of a clean build, and destination → page."""
    folder = root.parent / "clean"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        site = Site.load(root, config={"disable_disk_cache": True, **FIXED})
        site.build(folder)
        made = [item for item in site.model.renderables if item.written]
        shared = Counter(output.destination for output in site.model.outputs())
        made = [item for item in made if shared[item.destination] == 1]
    except LiquidsiteError as error:
        return str(error), {}
    return "", {item.key: (folder / item.destination).read_text() for item in made}


def in_session(session: Session) -> tuple[str, dict[str, str]]:
    try:
        session.refresh()
        return "", {page.key: page.html for page in session.pages()}
    except LiquidsiteError as error:
        return str(error), {}


def both(session: Session, root: Path) -> tuple[tuple[str, dict[str, str]], ...]:
    """What both show within the same hour, which a page of the site prints."""
    while True:
        hour = datetime.now(UTC).hour
        shown = in_session(session), clean(root)
        if hour == datetime.now(UTC).hour:
            return shown


@pytest.mark.parametrize("renders_all", [True, False])
def test_sessions_show_what_clean_builds_write(tmp_path: Path, renders_all: bool) -> None:
    chance = random.Random(SEED + renders_all)
    root = full_site.create(tmp_path / "site")
    edits = [edit for edit in EDITS if edit not in (litter, damage_output)]
    done: list[str] = []
    with Site.load(root, config=FIXED).open() as session:
        assert in_session(session) == clean(root)
        for step in range(STEPS):
            for edit in chance.choices(edits, k=chance.choice([1, 1, 2])):
                edit(chance, root)
                done.append(edit.__name__)
            if not renders_all and chance.random() < 0.6:
                refresh_and_render_one(session, chance)
                continue
            (told, ours), (their_error, theirs) = both(session, root)
            last = f"step {step}, seed {SEED}: {' → '.join(done[-6:])}"
            assert bool(told) == bool(their_error), f"{last}: {told} {their_error}"
            differing = [key for key in theirs if ours.get(key) != theirs[key]]
            assert differing == [] or told, last


def refresh_and_render_one(session: Session, chance: random.Random) -> None:
    try:
        session.refresh()
        session.render(chance.choice(session.site.renderables))
    except LiquidsiteError:
        pass
