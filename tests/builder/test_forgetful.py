"""What else incremental builds rely on besides dependencies: a test fails when it is forgotten."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import full_site
import full_site_edits as edits
import pytest
from sample import Edit
from test_property import Walk, warm

from liquidsite import file_stamp
from liquidsite.incremental import invalidation, items, store
from liquidsite.output import destination

Patch = pytest.MonkeyPatch


def sources(kind: str) -> Callable[[Patch], None]:
    """A kind of input, from which finer dependencies derive."""

    def forget(patch: Patch) -> None:
        every = invalidation.sources
        patch.setattr(
            invalidation, "sources", lambda fact: (it for it in every(fact) if it[0] != kind)
        )

    return forget


def own_text(patch: Patch) -> None:
    """That the output of a page is made of its content."""
    patch.setattr(invalidation, "stages", lambda fact: iter(()))


def times_of_files(patch: Patch) -> None:
    patch.setattr(file_stamp, "stamp_of", lambda stat: str(stat.st_size))


def clock(patch: Patch) -> None:
    """Whether what was read once still is the same at another time."""
    patch.setattr(items, "_lasts", lambda reader, item: True)
    patch.setattr(items, "_is_past", lambda reader, item: True)


def settings(patch: Patch) -> None:
    patch.setattr(store, "reading", lambda config, fixed: fixed)


def plugins(patch: Patch) -> None:
    every = store.environment
    patch.setattr(
        store, "environment", lambda config, plugin: every(config, replace(plugin, fingerprint=""))
    )


def outputs(patch: Patch) -> None:
    """What the destination has."""
    patch.setattr(destination, "_stamped", lambda stat, digest: destination.Stamp(digest, 0, 0))


# Where all edits together seldom show it, those that do.
FORGETFUL: dict[str, tuple[Callable[[Patch], None], Sequence[Edit]]] = {
    "front": (sources("front"), edits.EDITS),
    "body": (sources("body"), edits.EDITS),
    "date": (sources("date"), edits.EDITS),
    "order": (sources("order"), (edits.edit_date, edits.add_post)),
    "own text": (own_text, edits.EDITS),
    "times of files": (times_of_files, (edits.edit_date, edits.edit_title)),
    "clock": (clock, (edits.edit_date,)),
    "settings": (settings, (edits.edit_settings,)),
    "plugins": (plugins, (edits.edit_plugin,)),
    "outputs": (outputs, (edits.damage_output,)),
}


@pytest.mark.parametrize("name", FORGETFUL)
def test_what_is_forgotten_shows(name: str, tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.setattr(file_stamp, "_FRESH", -(10**18))
    forget, chosen = FORGETFUL[name]
    forget(monkeypatch)
    for seed in range(5):
        chance = random.Random(seed)
        going = Walk(full_site.create(tmp_path / f"{seed}/site"), warm, chosen)
        if going.differs():
            return
        for _ in range(40):
            going.step(chance, 1)
            if going.differs():
                return
    pytest.fail("the edits show nothing of it")
