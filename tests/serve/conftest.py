"""A small site to serve, and a browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from serve.served import FILES, Served, free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def make_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Served]]:
    """Makes sites that are not served yet; their servers end with the module's tests."""
    made: list[Served] = []

    def make() -> Served:
        served = Served(tmp_path_factory.mktemp("site"), free_port())
        for name, text in FILES.items():
            served.write(name, text)
        made.append(served)
        return served

    yield make
    for served in made:
        served.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; tests that need it are skipped where it is not installed."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed")
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(
    chromium: Browser, site: Served, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], Page]]:
    """Opens pages of the module's `site`, which is then as it was written at first.

    A module's `MARK` is a script that runs on each page, its `MORE` are files beside `FILES`.
    """
    mark, more = getattr(request.module, "MARK", ""), getattr(request.module, "MORE", {})
    context = chromium.new_context(viewport={"width": 900, "height": 700})
    context.set_default_timeout(8000)
    problems: list[str] = []

    def open_one(path: str) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        with page.expect_response(re.compile("__liquidsite__/events")):
            page.goto(site.url + path)
        page.wait_for_timeout(150)
        if mark:
            page.evaluate(mark)
        return page

    yield open_one
    context.close()
    for name, text in {**FILES, **more}.items():
        if (site.source / name).read_text(encoding="utf-8") != text:
            site.rebuild(name, text)
    assert problems == []
