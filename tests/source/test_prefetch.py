"""Documents that other processes read give the site that one process reads."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from liquidsite import Site, parallel
from liquidsite.errors import LiquidsiteError
from liquidsite.incremental.items import Items
from liquidsite.source import prefetch
from liquidsite.source.reader import Reader

NOW = datetime(2021, 5, 6, tzinfo=UTC)
POSTS = {
    "2020-01-01-plain.md": "---\ntitle: Plain\n---\nOne.\n\nTwo.\n",
    "2020-01-02-timed.md": "---\ndate: 2020-01-02 10:00:00 +0200\ntags: [a, b]\n---\nTimed.\n",
    "2020-01-03-none.md": "No front matter.\n",
    "2020-01-04-bad.md": "---\ntitle: [\n---\nBad front matter.\n",
    "2020-01-05-cut.md": "---\n---\n{% if true %}\n\nA block that the excerpt cuts.{% endif %}\n",
    "2020-01-06-later.md": "---\nafter: 2030-05-06\n---\nLater.\n",
    "2020-01-07-counts.md": "---\n---\n{% increment n %} {{ page.tags }}\n",
    "2099-01-01-future.md": "---\n---\nNot yet.\n",
}


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(parallel, "count", lambda: 2)
    # Threads that other tests leave behind do nothing that a lock would outlive.
    monkeypatch.setattr(parallel, "may_fork", lambda: True)
    monkeypatch.setattr(prefetch, "FEW", 2)
    monkeypatch.setattr(prefetch, "MANY", 2)
    source = tmp_path / "site"
    for name, text in POSTS.items():
        for path in (source / "_posts" / name, source / "_notes" / name):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    (source / "_config.yml").write_text("collections: {notes: {output: true}}\n")
    (source / "all.html").write_text(
        "---\n---\n{% for doc in site.documents %}{{ doc | jsonify }}{{ doc.date }}\n{% endfor %}"
    )
    return source


def built(source: Path, to: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """What the build writes, and what it tells."""
    folder = source.parent / to
    site = Site.load(source, config={"destination": str(folder), "cache_dir": f".cache-{to}"})
    told = tuple(str(notice) for notice in site.build(now=NOW).warnings)
    pages = {str(p.relative_to(folder)): p.read_text() for p in folder.rglob("*") if p.is_file()}
    return pages, told


@pytest.mark.parametrize(("cores", "parts"), [(2, 1), (4, 3)])
def test_same_pages_and_notices(
    cores: int, parts: int, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "count", lambda: cores)
    made: list[bytes] = []
    take_in = prefetch._take_in

    def taken_in(reader: Reader, items: Items | None, packed: bytes) -> None:
        made.append(packed)
        take_in(reader, items, packed)

    monkeypatch.setattr(prefetch, "_take_in", taken_in)
    both = built(source, "two")
    assert all(made), "nothing came from other processes"
    assert len(made) == 2 * parts, "posts and notes"
    monkeypatch.setattr(parallel, "count", lambda: 1)
    assert both == built(source, "one")
    assert any("cut.md" in notice for notice in both[1])


def test_an_error_is_that_of_one_process(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("2020-01-06-later.md", "2020-01-07-counts.md"):
        (source / "_posts" / name).write_text("---\ndate: never\n---\n")
    with pytest.raises(LiquidsiteError) as two:
        built(source, "two")
    monkeypatch.setattr(parallel, "count", lambda: 1)
    with pytest.raises(LiquidsiteError) as one:
        built(source, "one")
    assert str(two.value) == str(one.value)
    assert "later.md" in str(one.value)


def test_a_process_that_dies_is_not_missed(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefetch, "_packed", lambda *_: os._exit(3))
    two = built(source, "two")
    monkeypatch.setattr(parallel, "count", lambda: 1)
    assert two == built(source, "one")


def test_no_process_is_left(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fork, born = os.fork, []

    def forked() -> int:
        born.append(fork())
        return born[-1]

    monkeypatch.setattr(os, "fork", forked)
    (source / "_posts" / "2020-01-01-plain.md").write_text("---\ndate: never\n---\n")
    with pytest.raises(LiquidsiteError):
        built(source, "two")
    assert born
    with pytest.raises(ChildProcessError):
        os.waitpid(born[0], os.WNOHANG)
