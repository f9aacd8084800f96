"""After any edit an incremental build equals a clean one, byte for byte.

The recorder is then broken on purpose, one kind of fact at a time: each time the same edits
must show a difference, or the test above would prove nothing.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
import sample

from liquidsite import Site
from liquidsite.build.trace import Fact
from liquidsite.build.view import SiteView

MUTANTS = (
    "text", "item", "seen", "own", "list", "include", "layout", "data", "data keys", "config",
    "clock", "link", "file",
)  # fmt: skip


def site(root: Path, hour: int, **config: object) -> Site:
    settings = {"time": f"202{hour % 4}-03-04 {hour % 24:02}:00:00 +0000", **config}
    return Site.load(root, config=settings)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differs(root: Path, clean: Path, hour: int) -> list[str]:
    """The files in which an incremental build and a clean one differ."""
    site(root, hour).build()
    shutil.rmtree(clean, ignore_errors=True)
    site(root, hour, disable_disk_cache=True).build(clean)
    ours, theirs = tree(root / "_site"), tree(clean)
    return sorted(path for path in ours.keys() | theirs if ours.get(path) != theirs.get(path))


@pytest.mark.parametrize("seed", range(6))
def test_incremental_builds_equal_clean_ones(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    root, clean = sample.create(tmp_path / "site", seed), tmp_path / "clean"
    assert differs(root, clean, 0) == []
    hour = 0
    for step in range(50):
        edit = chance.choice(sample.EDITS)
        edit(chance, root)
        hour += chance.random() < 0.1
        assert differs(root, clean, hour) == [], f"step {step}: {edit.__name__}"


@pytest.mark.parametrize("kind", MUTANTS)
def test_broken_recorders_are_caught(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = SiteView.note

    def forgetful(view: SiteView, fact: Fact) -> None:
        if fact[0] != kind:
            note(view, fact)

    monkeypatch.setattr(SiteView, "note", forgetful)
    chance = random.Random(1)
    root, clean = sample.create(tmp_path / "site"), tmp_path / "clean"
    differs(root, clean, 0)
    for hour in range(6):
        for edit in sample.EDITS:
            edit(chance, root)
            if differs(root, clean, hour):
                return
    pytest.fail(f"a recorder that forgets {kind!r} was not noticed")


def test_nothing_is_rendered_when_nothing_changed(tmp_path: Path) -> None:
    root = sample.create(tmp_path / "site")
    site(root, 1).build()
    result = site(root, 1).build()
    assert (result.rendered, result.written, result.removed) == ((), (), ())


def test_an_edit_of_a_body_reaches_only_what_shows_it(tmp_path: Path) -> None:
    root = sample.create(tmp_path / "site")
    site(root, 1).build()
    with (root / "_posts/2020-01-01-post-0.md").open("a") as file:
        file.write("\nA new last paragraph.\n")
    result = site(root, 1).build()
    assert result.rendered == ("_posts/2020-01-01-post-0.md",)
    assert result.written == ("2020/01/01/post-0.html",)


def test_a_new_data_file_is_noticed_where_its_absence_was_read(tmp_path: Path) -> None:
    root = sample.create(tmp_path / "site")
    site(root, 1).build()
    (root / "_data/people/eve.yml").write_text("name: Eve\n")
    result = site(root, 1).build()
    assert result.rendered == ("people.html>/people.html",)
    assert "Eve" in (root / "_site/people.html").read_text()
