"""Whatever happens to a file of the cache, the next builds are right, and then fast again.

A longer walk, from the root of the repository:

    LIQUIDSITE_SEED=7 LIQUIDSITE_DAMAGES=3000 pytest tests/builder/test_cache_damage.py
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import sample
from test_incremental import build, differs

from liquidsite import file_stamp
from liquidsite.incremental import sqlite_store

FILE = Path(".jekyll-cache") / sqlite_store.FILE
DAMAGES = int(os.environ.get("LIQUIDSITE_DAMAGES", "60"))
SEED = int(os.environ.get("LIQUIDSITE_SEED", "1"))
PAGE = 16384


def some_bytes(chance: random.Random, data: bytearray) -> None:
    for _ in range(chance.choice((1, 1, 2, 5, 40))):
        data[chance.randrange(len(data))] = chance.randrange(256)


def one_bit(chance: random.Random, data: bytearray) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def near_the_head_of_a_page(chance: random.Random, data: bytearray) -> None:
    """Hit what SQLite needs to find its way: counts, pointers, free places."""
    at = chance.randrange(len(data) // PAGE + 1) * PAGE + chance.randrange(120)
    if at < len(data):
        data[at] = chance.randrange(256)


def random_page(chance: random.Random, data: bytearray) -> None:
    size = chance.choice((512, 4096, PAGE))
    at = chance.randrange(len(data) // size + 1) * size
    data[at : at + size] = chance.randbytes(len(data[at : at + size]))


def empty_page(chance: random.Random, data: bytearray) -> None:
    size = chance.choice((512, 4096, PAGE))
    at = chance.randrange(len(data) // size + 1) * size
    data[at : at + size] = bytes(len(data[at : at + size]))


def other_page(chance: random.Random, data: bytearray) -> None:
    pages = len(data) // PAGE
    if pages > 1:
        here, there = (chance.randrange(pages) * PAGE for _ in range(2))
        data[here : here + PAGE] = data[there : there + PAGE]


def truncated(chance: random.Random, data: bytearray) -> None:
    del data[chance.choice((chance.randrange(len(data)), len(data) // PAGE // 2 * PAGE)) :]


def longer(chance: random.Random, data: bytearray) -> None:
    data += chance.randbytes(chance.choice((1, 100, PAGE)))


def foreign(chance: random.Random, data: bytearray) -> None:
    data[:] = chance.choice((b"", b"a diary", chance.randbytes(3 * PAGE)))


DAMAGE: tuple[Callable[[random.Random, bytearray], None], ...] = (
    some_bytes,
    one_bit,
    near_the_head_of_a_page,
    random_page,
    empty_page,
    other_page,
    truncated,
    longer,
    foreign,
)


def do_damage(chance: random.Random, root: Path) -> str:
    """Damage a file of the cache, most often the database; return what was done."""
    files = [path for path in sorted((root / ".jekyll-cache").rglob("*")) if path.is_file()]
    file = chance.choice(files) if chance.random() < 0.2 else root / FILE
    damage = chance.choice(DAMAGE)
    data = bytearray(file.read_bytes())
    if data:
        damage(chance, data)
    if chance.random() < 0.05:
        file = file.with_name(f"{file.name}-journal")  # as of a build that was killed
    file.write_bytes(data)
    return f"{damage.__name__} in {file.name}"


def test_random_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_stamp, "_FRESH", -(10**18))
    chance = random.Random(SEED)
    root, clean = sample.create(tmp_path / "site", SEED), tmp_path / "clean"
    build(root, 1)
    done: list[str] = []
    for number in range(DAMAGES):
        if number % 300 == 299:  # or edits would make the site larger and larger
            shutil.rmtree(root)
            sample.create(root, SEED + number)
            build(root, 1)
        done.append(do_damage(chance, root))
        for _ in range(chance.choice((1, 1, 2))):
            edit = chance.choice(sample.EDITS)
            edit(chance, root)
            done.append(edit.__name__)
            assert differs(root, clean, 1) == [], f"seed {SEED}, damage {number}: {done[-12:]}"
        if chance.random() < 0.3:
            build(root, 1)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_replaced(
    damage: Callable[[random.Random, bytearray], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two builds later nothing is left to do, and SQLite finds nothing wrong."""
    monkeypatch.setattr(file_stamp, "_FRESH", -(10**18))
    root = sample.create(tmp_path / "site")
    build(root, 1)
    good = (root / FILE).read_bytes()
    for seed in range(4):
        data = bytearray(good)
        damage(random.Random(seed), data)
        (root / FILE).write_bytes(data)
        nav = root / "_includes" / "nav.html"
        nav.write_text(f"number {seed}")
        build(root, 1)
        build(root, 1)
        again = build(root, 1)
        assert (again.rendered, again.written) == ((), ())
    with sqlite3.connect(root / FILE) as connection:
        connection.execute("SELECT count(*) FROM memos")
