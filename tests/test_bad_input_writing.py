"""A destination that cannot be written as asked keeps the last good site byte for byte."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bad_input import LAST_GOOD, Files, build, read, run, write
from click.testing import CliRunner

from liquidsite import Site
from liquidsite.cli.group import main
from liquidsite.errors import LimitError

SITE: Files = {
    "index.md": "---\n---\nnew",
    "about.md": "---\npermalink: /about/\n---\nnew",
    "new/page.md": "---\n---\nnew",
    "logo.svg": "<svg/>",
}


@pytest.mark.parametrize("destination", ["site", ".", "linked"])
def test_the_source_is_no_destination(destination: str, tmp_path: Path) -> None:
    write(tmp_path / "site", SITE)
    (tmp_path / "linked").symlink_to(tmp_path / "site")
    outcome = run(tmp_path / "site", tmp_path / destination)
    assert outcome.first == (
        "ERROR: Destination directory cannot be or contain the Source directory."
    )
    assert (outcome.status, outcome.intact) == (1, True)


def test_a_destination_inside_of_the_source_is_not_read(tmp_path: Path) -> None:
    write(tmp_path / "site", SITE)
    for _ in range(2):
        outcome = run(tmp_path / "site", tmp_path / "site" / "docs" / "built")
        assert outcome.status == 0
        assert not [name for name in outcome.written if "docs" in name]


@pytest.mark.skipif(os.sep == "\\", reason="a backslash parts folders there")
def test_a_backslash_is_a_character_of_names(tmp_path: Path) -> None:
    outcome = build(tmp_path, {"a.md": "---\npermalink: '/\\x/'\n---\nnew"})
    assert outcome.status == 0
    assert outcome.written["\\x/index.html"] == b"<p>new</p>\n"


@pytest.mark.parametrize("destination", ["site/.git", "site/.git/x", "linked", "site/.GIT"])
def test_a_repository_is_no_destination(destination: str, tmp_path: Path) -> None:
    write(tmp_path / "site", {**SITE, ".git/HEAD": "ref: refs/heads/main"})
    (tmp_path / "linked").symlink_to(tmp_path / "site" / ".git")
    outcome = run(tmp_path / "site", tmp_path / destination)
    assert outcome.first == "Fatal: No site is written into a .git folder."
    assert (outcome.status, outcome.intact) == (1, True)


@pytest.mark.parametrize("flags", [[], ["--safe"]])
@pytest.mark.parametrize("key", ["destination", "cache_dir"])
def test_a_setting_cannot_name_a_repository(
    key: str, flags: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = {".git/HEAD": "ref: refs/heads/main", ".git/config": ""}
    write(tmp_path, {**SITE, **git, "_config.yml": f"{key}: .git", "HEAD": "x", "config": "x"})
    monkeypatch.chdir(tmp_path)
    before = read(tmp_path)
    result = CliRunner().invoke(main, ["build", *flags])
    assert "Fatal: " in result.stderr
    assert result.exit_code == 1
    assert read(tmp_path) == before


@pytest.mark.parametrize("where", ["/.git/hooks/x.html", "/a/.GIT/x.html", "/.git/"])
def test_no_page_is_written_into_a_repository(where: str, tmp_path: Path) -> None:
    outcome = build(tmp_path, {"a.md": f"---\npermalink: {where}\n---\n"})
    assert outcome.first == "ERROR: No file is written into a .git folder."
    assert (outcome.status, outcome.intact) == (1, True)


def test_the_checkout_that_is_published_stays(tmp_path: Path) -> None:
    write(tmp_path / "dest", {".git/HEAD": "ref", "old": ""})
    outcome = build(tmp_path, {**SITE, "_config.yml": "keep_files: [a]"})
    assert outcome.written[".git/HEAD"] == b"ref"
    assert "old" not in outcome.written


def test_two_sources_for_one_destination(tmp_path: Path) -> None:
    outcome = build(
        tmp_path,
        {
            "a.md": "---\npermalink: /same.html\n---\na",
            "b.md": "---\npermalink: /same.html\n---\nb",
            "same.html": "static",
        },
    )
    assert [line.strip() for line in outcome.told.splitlines()] == [
        "Conflict: The following destination is shared by multiple files.",
        "The written file may end up with unexpected contents.",
        "DEST/same.html",
        "- a.md",
        "- b.md",
        "- SITE/same.html",
        "",
    ]
    assert outcome.status == 0


def test_one_path_cannot_be_a_file_and_a_folder(tmp_path: Path) -> None:
    outcome = build(
        tmp_path,
        {"a.md": "---\npermalink: /x\n---\n", "b.md": "---\npermalink: /x.html/\n---\n"},
    )
    assert "x.html cannot be both a file, for a.md, and a folder, for b.md." in outcome.first
    assert (outcome.status, outcome.intact) == (1, True)


def test_folders_and_files_of_the_last_site_make_place(tmp_path: Path) -> None:
    write(tmp_path / "dest", {"index.html/old": "old", "new": "old", "old/old": "old"})
    outcome = build(tmp_path, SITE)
    assert outcome.status == 0
    assert outcome.written["index.html"] == b"<p>new</p>\n"
    assert outcome.written["new/page.html"] == b"<p>new</p>\n"
    assert not [name for name in outcome.written if "old" in name or "part" in name]


def test_a_folder_that_is_kept_is_in_the_way(tmp_path: Path) -> None:
    write(tmp_path / "dest", {"index.html/old": "old", "gone": "old"})
    outcome = build(tmp_path, {**SITE, "_config.yml": "keep_files: [index.html]"})
    assert outcome.first == "ERROR: The site cannot be written: Is a directory"
    assert outcome.places == ["DEST/index.html"]
    assert (outcome.status, outcome.intact) == (1, True)


@pytest.mark.parametrize("kind", ["file", "dangling link"])
def test_a_destination_that_is_no_folder(kind: str, tmp_path: Path) -> None:
    write(tmp_path / "site", SITE)
    dest = tmp_path / "dest"
    if kind == "file":
        dest.write_text("mine")
    else:
        dest.symlink_to("nowhere")
    outcome = run(tmp_path / "site", dest)
    assert outcome.first == "ERROR: The site cannot be written: File exists"
    assert outcome.status == 1


class FullDisk:
    """Lets `function` be called `times` times, then raises once as a full disk does."""

    def __init__(self, function: Callable[..., Any], times: int) -> None:
        self.function = function
        self.times = times

    @property
    def was_met(self) -> bool:
        return self.times < 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.times -= 1
        if self.times == -1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self.function(*args, **kwargs)


@pytest.mark.parametrize(
    ("module", "name"), [(shutil, "copy2"), (os, "replace"), (os, "mkdir"), (os, "rename")]
)
@pytest.mark.parametrize("times", [0, 1])
@pytest.mark.parametrize("before", [LAST_GOOD, {}], ids=["over a site", "the first time"])
def test_a_disk_that_is_full(
    module: Any,
    name: str,
    times: int,
    before: Files,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dest = tmp_path / "dest"
    if before:
        write(dest, before)
    write(tmp_path / "site", {**SITE, "second.svg": "<svg/>"})
    disk = FullDisk(getattr(module, name), times)
    with monkeypatch.context() as patch:
        patch.setattr(module, name, disk)
        outcome = run(tmp_path / "site", dest)
    if not disk.was_met:
        assert outcome.status == 0
        return
    assert outcome.first == "ERROR: The site cannot be written: No space left on device"
    assert (outcome.status, outcome.intact) == (1, True)
    assert dest.exists() == bool(before)


class Ending(FullDisk):
    """Raises each time from the first failure on: undoing fails as well."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.times -= 1
        if self.times < 0:
            code = errno.ENOSPC if self.times == -1 else errno.EIO
            raise OSError(code, os.strerror(code))
        return self.function(*args, **kwargs)


@pytest.mark.parametrize("name", ["replace", "rename", "unlink", "rmdir"])
@pytest.mark.parametrize("times", [0, 1, 2])
@pytest.mark.parametrize("before", [LAST_GOOD, {}], ids=["over a site", "the first time"])
def test_an_error_is_not_hidden_by_those_of_undoing(
    name: str, times: int, before: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if before:
        write(tmp_path / "dest", before)
    write(tmp_path / "site", {**SITE, "index.svg": "<svg/>", "z.svg": "<svg/>"})
    disk = Ending(getattr(os, name), times)
    with monkeypatch.context() as patch:
        patch.setattr(os, name, disk)
        outcome = run(tmp_path / "site", tmp_path / "dest")
    if disk.was_met and name in ("replace", "rename"):
        assert outcome.status == 1
        assert "ERROR: The site cannot be written: No space left on device" in outcome.told
        told = "Error: These files could not be put back: DEST/"
        assert ("Input/output error" in outcome.told) == (told in outcome.told)


def test_a_limit_is_told_when_undoing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "site"
    write(root, {**SITE, "_config.yml": "title: a"})

    def stopped(*_: Any, **__: Any) -> None:
        raise LimitError("The build takes too long.")

    def denied(*_: Any, **__: Any) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(os, "rmdir", denied)
    monkeypatch.setattr("liquidsite.builder.pipeline.write", stopped)
    with pytest.raises(LimitError, match="takes too long"):
        Site.load(root).build(tmp_path / "dest")


def test_a_failed_build_is_made_good_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copy2", FullDisk(shutil.copy2, 0))
        assert build(tmp_path, SITE).status == 1
    outcome = build(tmp_path, {})
    assert outcome.status == 0
    assert outcome.written["logo.svg"] == b"<svg/>"
    assert "old.css" not in outcome.written
