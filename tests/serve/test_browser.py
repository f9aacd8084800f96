"""What somebody with an editor and a browser sees."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from serve.served import FILES, Served, wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MARK = "window.mark = (window.mark || 0) + 1"


@pytest.fixture(scope="module")
def site(make_site: Callable[[], Served]) -> Served:
    served = make_site()
    served.start()
    return served


def fill_and_scroll(page: Page) -> None:
    page.evaluate("scrollTo(0, 900)")
    page.fill("#name", "typed")
    page.evaluate("scrollTo(0, 900)")


def assert_kept(page: Page) -> None:
    """The document is the same one, with its scroll position and what was typed."""
    assert page.evaluate("window.mark") == 1
    assert page.evaluate("scrollY") == 900
    assert page.input_value("#name") == "typed"


def test_page_body_changes_in_place(open_page: Callable[[str], Page], site: Served) -> None:
    page = open_page("/")
    fill_and_scroll(page)
    site.replace("index.md", "Hello there.", "Hello again.")
    page.wait_for_selector("main >> text=Hello again.", state="attached")
    assert_kept(page)


@pytest.mark.parametrize(
    ("name", "old", "new", "selector"),
    [
        ("_data/people.yml", "Ada", "Grace", "nav >> text=Grace"),
        ("_includes/nav.html", "<nav>", "<nav>Chair: ", "nav >> text=Chair: Ada"),
        ("_layouts/base.html", "<main>", "<main class='wide'>", "main.wide"),
        ("_config.yml", "Workshop", "Meeting", "h1 >> text=Meeting"),
    ],
)
def test_what_a_page_is_made_of_changes_in_place(
    open_page: Callable[[str], Page], site: Served, name: str, old: str, new: str, selector: str
) -> None:
    page, alone = open_page("/"), open_page("/alone")
    fill_and_scroll(page)
    site.replace(name, old, new)
    page.wait_for_selector(selector, state="attached")
    assert_kept(page)
    assert alone.evaluate("window.mark") == 1, "a page that is not affected does not move"
    assert alone.locator("body").inner_text() == "Alone"


def test_stylesheet_is_swapped(open_page: Callable[[str], Page], site: Served) -> None:
    page = open_page("/")
    fill_and_scroll(page)
    site.replace("style.css", "rgb(1, 2, 3)", "rgb(4, 5, 6)")
    color = "getComputedStyle(document.querySelector('h1')).color"
    page.wait_for_function(f"{color} === 'rgb(4, 5, 6)'")
    assert_kept(page)
    site.replace("index.md", "Hello there.", "Styled.")
    page.wait_for_selector("main >> text=Styled.", state="attached")
    assert page.evaluate(color) == "rgb(4, 5, 6)"
    assert page.locator("link[rel=stylesheet]").count() == 1
    assert_kept(page)


def test_a_page_that_its_scripts_changed_is_loaded_again(
    open_page: Callable[[str], Page], site: Served
) -> None:
    script = "<script>document.querySelector('main').append(document.createElement('hr'))</script>"
    site.write("index.md", FILES["index.md"] + script)
    wait_for(lambda: script in (site.source / "_site/index.html").read_text())
    page = open_page("/")
    page.fill("#name", "typed")
    site.replace("index.md", "Hello there.", "Hello again.")
    page.wait_for_selector("main >> text=Hello again.", state="attached")
    page.wait_for_function("window.mark === undefined")
    page.wait_for_function("document.querySelector('#name').value === 'typed'")
    assert page.locator("hr").count() == 1


def test_error_lies_over_the_last_good_page_until_it_is_fixed(
    open_page: Callable[[str], Page], site: Served
) -> None:
    page = open_page("/")
    fill_and_scroll(page)
    site.write("_includes/nav.html", "<nav>\n<b>{% if %}</b>\n</nav>\n<script>alert(1)</script>\n")
    overlay = page.locator("liquidsite-failure")
    overlay.wait_for(state="attached")
    text = overlay.locator(".failure").inner_text()
    assert "_includes/nav.html:2" in text
    assert "<b>{% if %}</b>" in overlay.locator(".marked").inner_text()
    assert "from _layouts/base.html:4" in text
    assert re.search(r"from (index|404|docs/\w+)\.(md|html)", text)
    assert "<script>alert(1)</script>" in text
    assert page.locator("nav").inner_text() == "Ada"
    assert "_includes/nav.html:2" in site.output()
    site.write("_includes/nav.html", FILES["_includes/nav.html"])
    overlay.wait_for(state="detached")
    assert_kept(page)


def test_a_new_tab_shows_the_error_too(open_page: Callable[[str], Page], site: Served) -> None:
    site.write("docs/about.md", "{% for %}")
    site.write("docs/about.md", "---\n---\n{% for %}")
    wait_for(lambda: "docs/about.md:3" in site.output())
    page = open_page("/")
    assert "docs/about.md:3" in page.locator("liquidsite-failure .failure").inner_text()


def test_a_missing_page_appears_when_it_is_written(
    open_page: Callable[[str], Page], site: Served
) -> None:
    page = open_page("/later")
    assert "Nothing here." in page.locator("main").inner_text()
    site.write("later.md", "---\nlayout: base\n---\nHere I am.\n")
    page.wait_for_selector("main >> text=Here I am.", state="attached")
    (site.source / "later.md").unlink()
    page.wait_for_selector("main >> text=Nothing here.", state="attached")


def test_a_site_that_never_built_shows_why_and_recovers(
    chromium: Browser, make_site: Callable[[], Served]
) -> None:
    site = make_site()
    good = (site.source / "index.md").read_text()
    site.write("index.md", good + "{% include none.html %}")
    site.start()
    page = chromium.new_page()
    page.goto(site.url)
    assert "none.html" in page.locator(".failure").inner_text()
    assert page.locator("liquidsite-failure").count() == 0
    page.wait_for_timeout(200)
    site.write("index.md", good)
    page.wait_for_selector("main >> text=Hello there.", state="attached")
    assert page.locator(".failure").count() == 0
    page.close()


def test_many_tabs_leave_connections_for_new_ones(
    open_page: Callable[[str], Page], site: Served
) -> None:
    pages = [open_page("/") for _ in range(4)]
    hidden = "Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
    shown = "delete document.hidden;"
    tell = "document.dispatchEvent(new Event('visibilitychange'))"
    for page in pages:
        page.evaluate(hidden + tell)
    more = [open_page("/docs/") for _ in range(4)]
    site.replace("index.md", "Hello there.", "Hello again.")
    site.replace("docs/index.md", "Docs.", "All docs.")
    more[-1].wait_for_selector("main >> text=All docs.", state="attached")
    assert pages[0].locator("main").inner_text() == "Hello there."
    pages[0].evaluate(shown + tell)
    pages[0].wait_for_selector("main >> text=Hello again.", state="attached")
    assert pages[0].evaluate("window.mark") == 1
