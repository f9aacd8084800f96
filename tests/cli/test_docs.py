"""`liquidsite docs`: the manual, built from what is installed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from liquidsite.cli import docs
from liquidsite.cli.group import main


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["docs", *arguments])


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser was asked to open."""
    found: list[str] = []
    monkeypatch.setattr("webbrowser.open", found.append)
    return found


def test_the_manual_is_built_once(opened: list[str]) -> None:
    result = run()
    assert (result.exit_code, result.stderr) == (0, "")
    index = Path(result.stdout.strip())
    assert index.name == "index.html" and "<h1" in index.read_text()
    written = (index.parent / "serving.html").stat().st_mtime_ns
    assert Path(run("serving").stdout.strip()).stat().st_mtime_ns == written
    assert opened == []  # not without a terminal
    run("--open")
    assert opened == [index.as_uri()]


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("serving", "serving"),
        ("docs/python-plugins.md", "python-plugins"),
        ("conf", "configuration"),
        ("workshop", "recipe-workshop"),
        ("pluggins", "plugins"),
    ],
)
def test_pages_are_found_by_name(page: str, name: str) -> None:
    assert docs.page_name(page) == name


def test_a_page_that_does_not_exist() -> None:
    result = run("xyzzy")
    assert result.exit_code == 1
    assert "The manual has no page 'xyzzy'. It has: " in result.stderr


def test_a_copy_without_the_manual(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(docs, "_SOURCES", (tmp_path,))
    assert "The manual is not installed." in run().stderr
