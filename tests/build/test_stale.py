"""Changes that are easy to miss: each shows in the next build, as in a clean one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sample import write
from test_incremental import tree

from liquidsite import Site, file_stamp


@pytest.fixture(autouse=True)
def left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every file had been left alone for a while, so that all there is to keep is kept."""
    monkeypatch.setattr(file_stamp, "_FRESH", -(10**18))


def site(root: Path, files: dict[str, str]) -> Path:
    for name, text in {"_config.yml": "title: T\ntimezone: UTC\n", **files}.items():
        write(root / name, text)
    return root


def built(root: Path, **config: object) -> dict[str, bytes]:
    """What the next build leaves; a clean build has to give the same."""
    Site.load(root, config=config).build()
    clean = root.parent / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    Site.load(root, config={**config, "disable_disk_cache": True}).build(clean)
    assert tree(root / "_site") == tree(clean)
    return tree(root / "_site")


def test_a_source_map_changes_though_its_stylesheet_does_not(tmp_path: Path) -> None:
    files = {"_sass/_part.scss": "a { top: 0 }\n", "main.scss": '---\n---\n@use "part";\n'}
    root = site(tmp_path / "site", files)
    before = built(root)
    write(root / "_sass/_part.scss", "// a comment\n\n\na { top: 0 }\n")
    after = built(root)
    assert before["main.css"] == after["main.css"]
    assert before["main.css.map"] != after["main.css.map"]
