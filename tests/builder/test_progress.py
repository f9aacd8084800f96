"""What a program that builds a site is told of its progress."""

from __future__ import annotations

from pathlib import Path

from liquidsite import Site


def test_progress_counts_documents_read_and_pages_rendered(tmp_path: Path) -> None:
    (tmp_path / "_posts").mkdir()
    for day in (1, 2, 3):
        (tmp_path / f"_posts/2024-01-0{day}-post.md").write_text("---\n---\nText\n")
    (tmp_path / "index.md").write_text("---\n---\nHome\n")
    calls: list[tuple[str, int, int]] = []

    def progress(done: int, total: int, stage: str) -> None:
        calls.append((stage, done, total))

    Site.load(tmp_path, config={"destination": str(tmp_path / "_site")}).build(progress=progress)
    assert calls == [("read", n, 3) for n in (1, 2, 3)] + [("render", n, 4) for n in (1, 2, 3, 4)]
