"""Every code block of the README and the manual does what it says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.blocks import KINDS, Run, blocks, own_site, workplace

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    place = tmp_path / "work"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.syspath_prepend(str(place))
    yield place


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_blocks_run(page: Path, folder: Path) -> None:
    text = page.read_text(encoding="utf-8")
    if re.search(r"^(?:\$ )?jekyll ", text, re.MULTILINE) and not shutil.which("jekyll"):
        pytest.skip("Jekyll, which the page compares with, is not installed")
    if page.name == "index.md":
        own_site(folder)  # its reader stands in a site
    else:
        workplace(ROOT, folder)
    run = Run(folder)
    for block in blocks(page.name, text):
        assert block.path or block.language in KINDS, (
            f"line {block.line}: how is {block.language} run?"
        )
        run.block(block)


def links(page: Path) -> list[str]:
    return re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("target", links(ROOT / "README.md"))
def test_link_of_the_readme_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


# Pages with indented blocks, which are not run, and what those are.
SKETCHES = {
    "academic.md": "an installation from the web",
    "api.md": "the docstrings' own",
    "configuration.md": "how verbs are called, from the command itself",
    "architecture.md": "a drawing",
    "environments.md": "a command for Windows",
    "moving.md": "a download, which needs a server on the web",
    "platforms.md": "commands for Windows and macOS",
    "publishing.md": "a Dockerfile",
    "python-plugins.md": "a plugin's parts, each with three dots",
    "upgrading.md": "an installation from the web",
}


@pytest.mark.parametrize("page", PAGES[1:], ids=lambda page: str(page.name))
def test_blocks_that_are_not_run_are_known(page: Path, built: Path) -> None:
    html = (built / page.with_suffix(".html").name).read_text(encoding="utf-8")
    plain = html.count('<div class="language-plaintext')
    found = blocks(page.name, page.read_text(encoding="utf-8"))
    indented = plain - sum(not block.language for block in found)
    assert (indented > 0) == (page.name in SKETCHES)
