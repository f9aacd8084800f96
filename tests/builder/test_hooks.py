"""Hooks of plugins around the writing of a site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from liquidsite import Plugin, Site


def test_post_write_comes_for_each_file_whose_bytes_changed(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.md").write_text(f"---\n---\n{name}\n")
    told: list[tuple[str, str]] = []

    def record(path: str, page: Any, site: Any) -> None:
        told.append((path, page.path))

    site = Site.load(tmp_path, plugins=[Plugin("p", hooks={("pages", "post_write"): record})])
    site.build()
    assert sorted(told) == [("one.html", "one.md"), ("two.html", "two.md")]
    told.clear()
    (tmp_path / "two.md").write_text("---\n---\nchanged\n")
    site.build()
    assert told == [("two.html", "two.md")]


def test_on_obsolete_has_the_last_word(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("---\n---\nhello\n")
    built = tmp_path / "_site"
    (built / "old").mkdir(parents=True)
    (built / "old" / "page.html").write_text("old")
    (built / "kept.html").write_text("kept")
    seen: list[str] = []

    def keep(paths: list[str]) -> list[str]:
        seen.extend(paths)
        return [path for path in paths if path != "kept.html"]

    plugin = Plugin("p", hooks={("clean", "on_obsolete"): keep})
    result = Site.load(tmp_path, plugins=[plugin]).build()
    assert sorted(seen) == ["kept.html", "old/"]
    assert result.removed == ("old/",)
    assert sorted(path.name for path in built.iterdir()) == ["index.html", "kept.html"]


@pytest.mark.parametrize("order", [("loud", "silent"), ("silent", "loud")])
def test_a_hook_that_returns_nothing_keeps_what_another_made(
    tmp_path: Path, order: tuple[str, ...]
) -> None:
    (tmp_path / "index.md").write_text("---\n---\nhello\n")

    def loud(value: str, *_: Any) -> str:
        return value.upper()

    def silent(value: str, *_: Any) -> None:
        """Jekyll's hooks often return nothing."""

    hooks = {"loud": loud, "silent": silent}
    plugins = [Plugin(name, hooks={("pages", "post_render"): hooks[name]}) for name in order]
    Site.load(tmp_path, plugins=plugins).build()
    assert (tmp_path / "_site/index.html").read_text() == "<P>HELLO</P>\n"
