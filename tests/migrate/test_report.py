"""The report in a browser, and the pictures in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from liquidsite.migrate.diff import Comparison, compare
from liquidsite.migrate.report.page import page as report
from liquidsite.migrate.report.pictures import find_browser, pictures
from migrate.sites import page, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STYLE = '<link rel="stylesheet" href="/lab/main.css">'
WIDE = "a_very_long_word_without_any_place_to_break_" * 12


@pytest.fixture
def comparison(tmp_path: Path) -> Comparison:
    old = {
        "main.css": "main { background: rgb(255, 0, 0) }",
        "a/index.html": page(f"<h1>Red</h1><p>{WIDE}</p>", STYLE),
        "b.html": page("<pre>one\ntwo</pre>"),
    }
    new = {
        "main.css": "main { background: rgb(0, 0, 255) }",
        "a/index.html": page(f"<h1>Blue</h1><p>{WIDE}x</p>", STYLE),
        "b.html": page("<pre>one\n2</pre>"),
    }
    return compare(write(tmp_path / "old", old), write(tmp_path / "new", new))


def test_pages_of_findings_have_pictures_with_their_styles(
    comparison: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    if find_browser() is None:
        pytest.skip("Chromium is not installed")
    shots = pictures(comparison, "/lab")
    assert set(shots) == {"a/index.html", "b.html"}
    assert all(shot.startswith(b"\x89PNG") for pair in shots.values() for shot in pair)
    old, new = shots["a/index.html"]
    assert old != new
    assert report(comparison, shots).count('<img src="data:image/png;base64,') == 4
    monkeypatch.setenv("PATH", "")
    assert pictures(comparison, "/lab") == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_report_fits_a_phone_and_asks_nothing_of_the_network(
    chromium: Browser, comparison: Comparison, tmp_path: Path, scheme: str
) -> None:
    file = tmp_path / "report.html"
    file.write_text(report(comparison, {}), "utf-8")
    dark = scheme == "dark"
    context = chromium.new_context(
        viewport={"width": 320, "height": 700}, color_scheme="dark" if dark else "light"
    )
    opened = context.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(file.as_uri())
    assert asked == [file.as_uri()]
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320
    assert opened.inner_text("h1") == "4 findings to look at."
    assert opened.locator("section").count() == 4
    ink = opened.evaluate("getComputedStyle(document.body).color")
    assert (ink == "rgb(230, 230, 227)") is dark
    context.close()
