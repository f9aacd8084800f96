"""The manual builds without a word, as Jekyll builds it, and its links lead somewhere."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from docs.conftest import MANUAL
from liquidsite import BuildResult
from liquidsite.cli import doctor

# Rouge's lexers of other versions split code into other tokens; the text is the same.
_TOKENS = re.compile(r'<span class="\w+">|</span>')


def test_there_is_no_warning(result: tuple[BuildResult, Path]) -> None:
    assert result[0].warnings == ()


@pytest.mark.skipif(not shutil.which("jekyll"), reason="Jekyll is not installed")
def test_jekyll_makes_the_same(built: Path, tmp_path: Path) -> None:
    source, other = tmp_path / "docs", tmp_path / "built"
    shutil.copytree(MANUAL, source, ignore=shutil.ignore_patterns("_site", ".jekyll-cache"))
    subprocess.run(
        ["jekyll", "build", "--quiet", "--source", str(source), "--destination", str(other)],
        env={**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true"},
        check=True,
        timeout=120,
    )
    assert texts(built).keys() == texts(other).keys()
    for name, text in texts(built).items():
        assert text == texts(other)[name], name


def texts(folder: Path) -> dict[str, str]:
    """Path → text of every file, without the spans of highlighted code."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        str(file.relative_to(folder)): _TOKENS.sub("", file.read_text(encoding="utf-8"))
        for file in files
    }


class Anchors(HTMLParser):
    """What a page links to, and the ids that it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "src"):
                self.targets.append(unquote(value or ""))


def test_links_and_anchors_lead_somewhere(built: Path) -> None:
    pages = {p.name: Anchors(p.read_text(encoding="utf-8")) for p in built.glob("*.html")}
    assert len(pages) >= 13
    lost = []
    for name, page in pages.items():
        for target in page.targets:
            if re.match(r"https?:", target):
                continue
            file, _, anchor = target.partition("#")
            there = (built / (file or name)).is_file()
            if not there or (anchor and anchor not in pages[file or name].ids):
                lost.append(f"{name}: {target}")
    assert lost == []


def test_ids_are_used_once(built: Path) -> None:
    for path in built.glob("*.html"):
        ids = Anchors(path.read_text(encoding="utf-8")).ids
        assert len(ids) == len(set(ids)), path.name


def test_each_page_is_in_the_navigation(built: Path) -> None:
    index = Anchors((built / "index.html").read_text(encoding="utf-8"))
    assert {path.name for path in built.glob("*.html")} <= set(index.targets)


def test_nothing_is_asked_of_another_server(built: Path) -> None:
    for path in built.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r'<(?:link|script|img)[^>]*(?:src|href)="(?:https?:)?//', text) == []


def test_each_page_can_be_edited(built: Path) -> None:
    for path in MANUAL.glob("*.md"):
        page = Anchors((built / path.with_suffix(".html").name).read_text(encoding="utf-8"))
        edited = [target for target in page.targets if "/edit/" in target]
        assert [target.partition("/edit/main/")[2] for target in edited] == [f"docs/{path.name}"]


def test_it_passes_its_own_doctor() -> None:
    done = CliRunner().invoke(doctor.command, ["--source", str(MANUAL), "--json"])
    found = json.loads(done.stdout)["findings"]
    # Its links are relative, so it needs no address.
    assert [one for one in found if "URL" not in one["message"]] == []
    assert done.exit_code == 0


def test_search_knows_each_page(built: Path) -> None:
    script = (built / "assets" / "words.js").read_text(encoding="utf-8")
    words = script.removeprefix("window.sections =").strip().removesuffix(";")
    sections = json.loads(words)
    assert {s["url"].partition("#")[0] for s in sections} == {p.name for p in built.glob("*.html")}
    assert all("{%" not in s["text"] for s in sections if s["url"].startswith("configuration"))
    assert all(s["title"] and s["url"] for s in sections)
    [places] = [s["text"] for s in sections if s["title"] == "Where things are"]
    assert "source text " in places  # a cell's lines are words of their own
