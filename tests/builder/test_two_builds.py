"""Two builds of one site at once: the one that is overtaken changes nothing, and both are right."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from pathlib import Path

import full_site
import full_site_edits as edits
import pytest
from full_site_witnesses import append
from test_property import SEED, Build, Server, Walk, warm

from liquidsite import BuildResult, Site, model
from liquidsite.incremental.cache import SCHEMA, Cache
from liquidsite.incremental.sqlite_store import Changes, Database
from liquidsite.incremental.trace import Dependency
from liquidsite.output.destination import Stamp

# Those after which the site has the files that it had: a server does not look for others.
EDITS = (
    edits.edit_body, edits.edit_excerpt, edits.edit_quoted, edits.edit_title, edits.edit_fields,
    edits.edit_layout, edits.edit_layout_data, edits.edit_include, edits.edit_data,
    edits.edit_setting, edits.edit_part, edits.add_space, edits.touch, edits.damage_output,
)  # fmt: skip


def test_a_server_and_commands_share_a_cache(tmp_path: Path) -> None:
    server, chance = Server(), random.Random(SEED)
    builds: tuple[Build, Build] = (warm, server)

    def either(root: Path, now: datetime) -> BuildResult | None:
        return chance.choice(builds)(root, now)

    going = Walk(full_site.create(tmp_path / "site"), either, EDITS)
    for step in range(25):
        going.check(f"step {step}")
        going.step(chance, 1)
    server.close()


@pytest.mark.parametrize("looks", [True, False])
def test_a_build_that_is_outrun_changes_nothing(
    tmp_path: Path, looks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another one begins and ends after an edit, while the first is about to commit.

    Who does not look at the state before it commits is wrong from there on.
    """
    going = Walk(full_site.create(tmp_path / "site"), warm)
    going.check("nothing")
    commit = Cache.commit

    def late(
        cache: Cache, site: model.Site, outputs: Mapping[str, Stamp], sources: Set[Dependency]
    ) -> None:
        monkeypatch.setattr(Cache, "commit", commit)
        edits.set_config(going.root, title="Other")
        warm(going.root, going.now)
        commit(cache, site, outputs, sources)

    append(going.root / "about.md", "More.\n")
    monkeypatch.setattr(Cache, "commit", late)
    if not looks:
        monkeypatch.setattr(Database, "commit", careless)
    warm(going.root, going.now)
    assert ("about.html" not in going.differs()) == looks


_COMMIT = Database.commit


def careless(
    database: Database,
    changes: Mapping[str, Changes],
    meta: Mapping[str, str],
    cleared: Iterable[str],
) -> bool:
    database.meta()  # takes the state on the disk for the one that was loaded
    for table in SCHEMA.loaded:
        database.load(table)
    return _COMMIT(database, changes, meta, cleared)


def test_threads_build_one_destination(tmp_path: Path) -> None:
    """Each build has a folder for its new files, and changes the destination alone."""
    root = full_site.create(tmp_path / "site")
    errors: list[BaseException] = []

    def build() -> None:
        try:
            Site.load(root).build()
        except BaseException as error:
            errors.append(error)

    for _ in range(3):
        threads = [threading.Thread(target=build) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert not [*(root / "_site").glob(".liquidsite*")]
        edits.edit_body(random.Random(SEED), root)
    assert Walk(root, warm).differs() == []
