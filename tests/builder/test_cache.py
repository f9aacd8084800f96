"""The cache on disk: whatever happens to it, the worst is a cold build."""

from __future__ import annotations

import marshal
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sample
from test_incremental import build, differs, tree

import liquidsite
from liquidsite import file_stamp
from liquidsite.incremental import cache, sqlite_store

FILE = Path(".jekyll-cache") / sqlite_store.FILE


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """The database; what is done in the block is committed."""
    with closing(sqlite3.connect(file)) as connection, connection:
        yield connection


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every file had been left alone for a while, so that all there is to keep is kept."""
    monkeypatch.setattr(file_stamp, "_FRESH", -(10**18))


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def scramble(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for at in range(5000, len(data), 997):
        data[at] ^= 0xFF
    file.write_bytes(data)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def foreign(file: Path) -> None:
    file.write_text("a diary")


def other_database(file: Path) -> None:
    file.unlink()
    with opened(file) as connection:
        connection.execute("CREATE TABLE memos (stage, key)")


def older_version(file: Path) -> None:
    with opened(file) as connection:
        connection.execute("PRAGMA user_version = 1")


def bad_values(file: Path) -> None:
    with opened(file) as connection:
        connection.execute("UPDATE memos SET rows = x'00'")
        connection.execute("UPDATE details SET details = x'00'")
        connection.execute("UPDATE items SET sum = 'x'")
        connection.execute("UPDATE parsed_files SET rows = 'x'")


def other_details(file: Path) -> None:
    with opened(file) as connection:
        connection.execute("UPDATE details SET details = x'00'")


def lost_details(file: Path) -> None:
    with opened(file) as connection:
        connection.execute("DELETE FROM details")


def other_titles(file: Path) -> None:
    """Change what only the sum of a table tells."""
    with opened(file) as connection:
        for block, rows in connection.execute("SELECT block, rows FROM parsed_files").fetchall():
            other = rows.replace(b"title", b"tilte")
            connection.execute("UPDATE parsed_files SET rows = ? WHERE block = ?", (other, block))


def lost_dependencies(file: Path) -> None:
    with opened(file) as connection:
        connection.execute("DELETE FROM dependencies")


def lost_block(file: Path) -> None:
    with opened(file) as connection:
        connection.execute("DELETE FROM memos WHERE block = (SELECT min(block) FROM memos)")


def wrong_state(file: Path) -> None:
    with opened(file) as connection:
        connection.execute("UPDATE meta SET value = 'x' WHERE name = 'state'")


def other_texts(file: Path) -> None:
    with opened(file) as connection:
        connection.execute("UPDATE texts SET text = 'something else'")


def read_only(file: Path) -> None:
    file.chmod(0o400)


@pytest.mark.parametrize(
    "damage",
    [
        truncate,
        scramble,
        empty,
        foreign,
        other_database,
        older_version,
        bad_values,
        other_details,
        lost_details,
        other_titles,
        lost_dependencies,
        lost_block,
        wrong_state,
        other_texts,
        read_only,
    ],
)
def test_a_damaged_file_does_no_harm(damage: Callable[[Path], None], tmp_path: Path) -> None:
    root, clean = sample.create(tmp_path / "site"), tmp_path / "clean"
    build(root, 1)
    damage(root / FILE)
    assert differs(root, clean, 1) == []
    (root / "_includes/nav.html").write_text("another")
    assert differs(root, clean, 1) == []


def test_a_cache_of_another_site_does_not_count(tmp_path: Path) -> None:
    one, two = sample.create(tmp_path / "one", 1), sample.create(tmp_path / "two", 2)
    build(one, 1)
    build(two, 1)
    shutil.copy(one / FILE, two / FILE)
    assert differs(two, tmp_path / "clean", 1) == []


def test_a_site_may_be_moved(tmp_path: Path) -> None:
    root = sample.create(tmp_path / "site")
    build(root, 1, tmp_path / "out")
    root = root.rename(tmp_path / "moved")
    (root / "about.md").write_text("---\ntitle: Other\nlayout: base\n---\n{{ page.path }}")
    build(root, 1, tmp_path / "out")
    build(root, 1, tmp_path / "clean", disable_disk_cache=True)
    assert tree(tmp_path / "out") == tree(tmp_path / "clean")


def test_another_version_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = sample.create(tmp_path / "site")
    first = build(root, 1)
    monkeypatch.setattr(liquidsite, "__version__", "99")
    assert build(root, 1).rendered == first.rendered


def test_a_build_that_was_overtaken_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slower of two builds saw older files: what it found must not replace the newer state."""
    root, clean = sample.create(tmp_path / "site"), tmp_path / "clean"
    nav = root / "_includes/nav.html"
    old = nav.read_text()
    build(root, 1)
    commit = cache.Cache.commit

    def overtaken(*args: object) -> None:
        monkeypatch.setattr(cache.Cache, "commit", commit)
        nav.write_text("newer")
        build(root, 1)  # another process, as far as the first build can tell
        commit(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(cache.Cache, "commit", overtaken)
    build(root, 1)
    nav.write_text(old)
    assert differs(root, clean, 1) == []


def test_two_builds_at_once(tmp_path: Path) -> None:
    root, clean = sample.create(tmp_path / "site"), tmp_path / "clean"
    with (root / "_config.yml").open("a") as config:
        config.write("time: 2021-03-04 01:00:00 +0000\n")
    command = [sys.executable, "-m", "liquidsite", "build", "-q", "-s", str(root)]
    for text in ("one", "two", "three"):
        (root / "_includes/nav.html").write_text(text)
        both = [subprocess.Popen([*command, "-d", str(root / "_site")]) for _ in range(2)]
        assert [process.wait() for process in both] == [0, 0]
        assert differs(root, clean, 1) == []


def test_many_texts_go_to_the_disk_before_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MOST_WAITING", 50)
    root, clean = sample.create(tmp_path / "site"), tmp_path / "clean"
    assert differs(root, clean, 1) == []
    with opened(root / FILE) as connection:
        kept = connection.execute("SELECT stage, key FROM texts ORDER BY stage, key").fetchall()
        blocks = connection.execute("SELECT rows FROM memos").fetchall()
    made = [row[:2] for (rows,) in blocks for row in marshal.loads(rows)]
    assert kept == sorted(name for name in made if name[0] != "output")
    (root / "broken.html").write_text("---\n---\n{% if %}")
    (root / "_includes/card.html").write_text("{{ include.post.title }}!")
    with pytest.raises(liquidsite.LiquidsiteError):
        build(root, 1)
    (root / "broken.html").unlink()
    assert differs(root, clean, 1) == []


def test_bytes_that_are_no_utf8_are_kept(tmp_path: Path) -> None:
    """In texts, in names of files and in settings of pages: SQLite takes no lone surrogates."""
    root, clean = sample.create(tmp_path / "site"), tmp_path / "clean"
    (root / "latin.html").write_bytes(b"---\n---\n<p>caf\xe9</p>")
    (root / "half.html").write_text('---\ntitle: "\\ud83d"\n---\n{{ page.title | escape }}')
    names = [b"n\xe9.html", b"_posts/2020-01-01-n\xe9.html", b"s\xe9.txt"]
    try:
        for name in names:
            (root / os.fsdecode(name)).write_text("---\n---\n{{ page.path }} {{ site.title }}\n")
    except OSError:  # the file system takes UTF-8 alone
        names = []
    assert differs(root, clean, 1) == []
    again = build(root, 1)
    assert (again.rendered, again.written) == ((), ())
    (root / "latin.html").write_bytes(b"---\n---\n<p>th\xe9</p>")
    assert len(build(root, 1).rendered) == 1
    for name in names:
        (root / os.fsdecode(name)).unlink()
    assert differs(root, clean, 1) == []
    assert b"<p>th\xe9</p>" in (root / "_site" / "latin.html").read_bytes()
