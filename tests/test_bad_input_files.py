"""Files and folders of the source that may not be read, or that block who reads them."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from bad_input import Files, build, run, write
from click.testing import CliRunner

from liquidsite import folder_tree
from liquidsite.cli.group import main

NOBODY = 65534
SHOW = "---\nlayout: l\n---\n{% include i.html %}{{ site.data.d }}"
SITE: Files = {
    "_config.yml": "collections: {c: {output: true}}\ncollections_dir: all\n",
    "index.html": SHOW,
    "main.scss": "---\n---\n@import 'a';",
    "sub/page.md": "---\n---\nx",
    "logo.svg": "<svg/>",
    "all/_posts/2020-01-01-a.md": "---\n---\nx",
    "all/_c/d/a.md": "---\n---\nx",
    "_data/d.yml": "a: 1",
    "_data/sub/e.json": "[]",
    "_layouts/l.html": "{{ content }}",
    "_includes/i.html": "x",
    "_includes/sub/j.html": "x",
    "_plugins/p.py": "from liquidsite.plugin import Plugin\nplugin = Plugin('p')\n",
    "_plugins/sub/q.py": "from liquidsite.plugin import Plugin\nplugin = Plugin('q')\n",
    "_sass/_a.scss": "a { b: c }",
}
FOLDERS = [
    "sub", "all", "all/_posts", "all/_c", "all/_c/d", "_data", "_data/sub", "_layouts",
    "_includes", "_includes/sub", "_plugins", "_plugins/sub", "_sass",
]  # fmt: skip
FILES = [name for name in SITE if name != "_config.yml"]
USED = [name for name in FILES if name != "_includes/sub/j.html"]
# Pages, posts and layouts that are pipes are passed over.
OPENED = ["_config.yml", "_data/d.yml", "_plugins/p.py", "_sass/_a.scss"]


@pytest.fixture
def root() -> Iterator[Path]:
    """A folder that any user can get at."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def unprivileged(root: Path) -> Iterator[None]:
    """While it lasts, the permissions of files count, whoever runs the tests."""
    if os.geteuid() != 0:
        yield
        return
    for path in (root, *root.rglob("*")):
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def in_time() -> Iterator[None]:
    """A block that must not hang."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise AssertionError("the build hangs")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(20)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.skipif(os.name == "nt", reason="permissions are others there")
@pytest.mark.parametrize("name", [*FOLDERS, *FILES, "_config.yml"])
def test_what_may_not_be_read(name: str, root: Path) -> None:
    assert build(root, SITE).status == 0  # and everything is imported
    shutil.rmtree(root / "dest")
    write(root / "dest", {"index.html": "good"})
    closed = root / "site" / name
    with unprivileged(root):
        mode = closed.stat().st_mode
        closed.chmod(0)
        outcome = run(root / "site", root / "dest")
        closed.chmod(mode)
    assert "cannot be read: Permission denied" in outcome.first
    assert name.endswith(outcome.places[0].removeprefix("SITE/"))
    assert outcome.status == 1
    assert outcome.written == {"index.html": b"good"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
@pytest.mark.parametrize("name", OPENED)
def test_pipes(name: str, tmp_path: Path) -> None:
    write(tmp_path / "site", SITE)
    (tmp_path / "site" / name).unlink()
    os.mkfifo(tmp_path / "site" / name)
    with in_time():
        outcome = build(tmp_path, {})
    assert outcome.first.endswith("cannot be read: It is not a regular file")
    assert outcome.places[0].removeprefix("SITE/") == name
    assert (outcome.status, outcome.intact) == (1, True)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there are no devices")
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/stdin", "/dev/full", "/proc/uptime"])
@pytest.mark.parametrize("name", [*USED, "_config.yml"])
def test_links_to_what_is_no_regular_file(name: str, device: str, tmp_path: Path) -> None:
    write(tmp_path / "site", SITE)
    (tmp_path / "site" / name).unlink()
    (tmp_path / "site" / name).symlink_to(device)
    with in_time():
        outcome = build(tmp_path, {})
    assert name.rpartition("/")[2] in outcome.told
    assert outcome.status == 1
    assert outcome.intact


def test_an_include_that_is_a_pipe_is_none(tmp_path: Path) -> None:
    write(tmp_path / "site", {**SITE, "_includes/p.html": ""})
    (tmp_path / "site" / "_includes/p.html").unlink()
    os.mkfifo(tmp_path / "site" / "_includes/p.html")
    with in_time():
        outcome = build(tmp_path, {"index.html": "---\n---\n{% include p.html %}"})
    assert "Could not locate the included file 'p.html'" in outcome.first
    assert outcome.status == 1


@pytest.mark.skipif(os.name == "nt", reason="paths are not that long there")
def test_folders_deeper_than_python_recurses(tmp_path: Path) -> None:
    """1,300 folders, each in the one before, are no error of any command."""
    root, here = tmp_path / "site", Path.cwd()
    write(
        root,
        {
            "_config.yml": "url: https://x.org\ncollections: {c: {output: true}}\n",
            "index.html": "x",
        },
    )
    try:
        for name in ("sub", "_c", "_data", "_sass", "_plugins"):
            (root / name).mkdir(exist_ok=True)
            os.chdir(root / name)
            for _ in range(1300):
                Path("d").mkdir()
                os.chdir("d")
            Path("a.html" if name in ("sub", "_c") else "x").write_text("---\n---\ndeep")
        os.chdir(here)
        where = ["-s", str(root), "-d", str(tmp_path / "dest")]
        for command in (["build", *where], ["doctor", *where[:2]], ["clean", *where]):
            told = CliRunner().invoke(main, command, catch_exceptions=False)
            assert told.exit_code == 0, told.output
        assert not (tmp_path / "dest").exists()
    finally:
        os.chdir(here)
        folder_tree.remove(tmp_path)
