"""`build` and `serve` take turns in one destination, and keep their results beside each other."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
import sample
from test_incremental import build, tree

from liquidsite.builder.result import BuildResult

STEPS = int(os.environ.get("LIQUIDSITE_EDITS", "30"))


def turn(root: Path, *, serves: bool, clean: Path | None = None) -> BuildResult:
    """Build as one of the two commands does, or to a folder `clean` without a cache."""
    url = "http://localhost:4000" if serves else "https://example.org"
    cached = clean is None
    return build(root, 1, clean, serving=serves, url=url, disable_disk_cache=not cached)


def create(root: Path, seed: int = 0) -> Path:
    """Make a site that shows its URL on pages and in layouts."""
    sample.create(root, seed)
    (root / "index.html").write_text("---\n---\n{{ site.url }}")
    for layout in (root / "_layouts").iterdir():
        with layout.open("a") as file:
            file.write("{{ '/' | absolute_url }}")
    return root


def test_a_switch_renders_nothing(tmp_path: Path) -> None:
    root = create(tmp_path / "site")
    first = turn(root, serves=False)
    built = tree(root / "_site")
    assert turn(root, serves=True).rendered == first.rendered
    served = tree(root / "_site")
    assert b"localhost" in served["index.html"]
    for serves in (False, True, False):
        result = turn(root, serves=serves)
        assert result.rendered == ()
        assert result.written
        assert tree(root / "_site") == (served if serves else built)


def test_both_see_an_edit(tmp_path: Path) -> None:
    root = create(tmp_path / "site")
    turn(root, serves=False)
    turn(root, serves=True)
    post = root / "_posts/2020-01-01-post-0.md"
    post.write_text(post.read_text() + "\nA new last paragraph.\n")
    for serves in (True, False):
        assert turn(root, serves=serves).rendered == ("_posts/2020-01-01-post-0.md",)
        assert "A new last paragraph" in (root / "_site/2020/01/01/post-0.html").read_text()


@pytest.mark.parametrize("seed", range(2))
def test_each_turn_equals_a_clean_build(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    root, clean = create(tmp_path / "site", seed), tmp_path / "clean"
    for step in range(STEPS):
        serves = chance.random() < 0.5
        for edit in chance.choices(sample.EDITS, k=chance.randrange(3)):
            edit(chance, root)
        turn(root, serves=serves)
        shutil.rmtree(clean, ignore_errors=True)
        turn(root, serves=serves, clean=clean)
        assert tree(root / "_site") == tree(clean), f"step {step}"
