"""The manual in a browser: what everybody can see, reach and find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from docs.conftest import MANUAL
from liquidsite.liquid.filters import FILTERS
from liquidsite.liquid.tags import TAGS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = sorted(path.with_suffix(".html").name for path in MANUAL.glob("*.md"))
SCRIPT = (Path(__file__).parent / "accessibility.js").read_text(encoding="utf-8")
PHONE, SMALL, WIDE = (390, 844), (320, 640), (1400, 900)

Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def open_page(chromium: Browser, built: Path) -> Iterator[Open]:
    """Opens a page as a file; scripts that fail fail the test that ends with this."""
    problems: list[str] = []
    context = chromium.new_context()
    context.set_default_timeout(8000)
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))

    def open_one(name: str, size: tuple[int, int] = WIDE, scheme: Any = "light") -> Page:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=scheme)
        page.goto((built / name).as_uri())
        return page

    yield open_one
    context.close()
    assert problems == []


BAD = """<html><title></title><h1>One</h1><h3>Three</h3><img src="x.png"><input>
<header><a href="#" style="font-size: 5px">.</a></header>
<main><p style="color: #888; background: white">Pale</p></main>"""


def test_the_check_sees_what_is_wrong(open_page: Open) -> None:
    page = open_page("index.html")
    page.set_content(BAD)
    found = " ".join(page.evaluate(SCRIPT))
    for what in ("language", "title", "level", "alternative", "label", "pixels", "contrast 3.5"):
        assert what in found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_read_it(open_page: Open, name: str, scheme: str) -> None:
    for size in (WIDE, PHONE):
        assert open_page(name, size, scheme).evaluate(SCRIPT) == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_a_small_phone(open_page: Open, name: str) -> None:
    page = open_page(name, SMALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL[0]


def test_titles_tell_pages_apart(open_page: Open) -> None:
    titles = [open_page(name).title() for name in PAGES]
    assert len(set(titles)) == len(PAGES)


def test_keyboard_reaches_the_text_first(open_page: Open) -> None:
    page = open_page("plugins.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_tour_with_the_keyboard_alone(open_page: Open) -> None:
    page = open_page("index.html")
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text }")

    def press(keys: str, times: int = 1) -> None:
        for _ in range(times):
            page.keyboard.press(keys)

    def tab_to(selector: str) -> None:
        """Press Tab until an element that matches has the focus."""
        for _ in range(200):
            press("Tab")
            if page.evaluate("(one) => document.activeElement.matches(one)", selector):
                return
        raise AssertionError(f"Tab does not reach {selector}")

    press("Tab")  # the link to the text
    press("Enter")
    tab_to(".copy")
    press("Enter")
    page.wait_for_function("window.copied")
    assert page.evaluate("window.copied").startswith("python3 -m venv .venv")
    tab_to(".anchor")
    press("Enter")
    assert page.url.endswith("index.html#build-the-site-that-you-have")
    tab_to(".neighbours a[rel=next]")
    press("Enter")
    page.wait_for_url("**/first-site.html")

    press("/")
    page.keyboard.type("where_exp")
    page.wait_for_selector("[role=option]")
    press("ArrowDown")
    press("Enter")
    page.wait_for_url("**/filters.html#where_exp")
    assert page.locator("#where_exp").is_visible()
    press("Tab")  # where the address leads, the next Tab goes on
    assert page.evaluate("document.activeElement.parentElement.id") == "where_exp"

    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    press("/")
    press("Tab")  # the button with the list of pages
    press("Enter")
    tab_to("#pages a[href='serving.html']")
    press("Enter")
    page.wait_for_url("**/serving.html")


def test_focus_is_seen(open_page: Open) -> None:
    page = open_page("plugins.html")
    for _ in range(8):
        page.keyboard.press("Tab")
        style = "getComputedStyle(document.activeElement).outline"
        assert "3px" in page.evaluate(style) and "none" not in page.evaluate(style)


def test_the_navigation_says_where_one_is(open_page: Open) -> None:
    page = open_page("plugins.html")
    assert page.locator("#pages [aria-current=page]").inner_text() == "Plugins"
    page.locator(".neighbours a[rel=next]").click()
    assert page.locator("h1").inner_text() == "Plugins in Python"
    page.locator(".neighbours a[rel=prev]").click()
    assert page.locator("h1").inner_text() == "Plugins"


def test_a_phone_has_the_navigation_behind_a_button(open_page: Open) -> None:
    page = open_page("index.html", PHONE)
    link = page.locator("#pages").get_by_text("Serving", exact=True)
    assert not link.is_visible()
    page.get_by_role("button", name="Pages").click()
    assert link.is_visible()
    page.keyboard.press("Escape")
    assert not link.is_visible()
    page.get_by_role("button", name="Pages").click()
    link.click()
    assert page.locator("h1").inner_text().startswith("Serving")


def search(page: Page, words: str) -> list[str]:
    """The titles that are found for `words`, the best first."""
    page.get_by_role("combobox").fill(words)
    page.wait_for_function("document.querySelector('.told').textContent !== ''")
    return page.locator("[role=option] .title").all_inner_texts()


def test_search_finds_without_a_server(open_page: Open) -> None:
    page = open_page("index.html")
    assert "Shout" not in search(page, "kramdown_plugin")
    assert search(page, "kramdown_plugin")[0] == "kramdown_plugin"
    assert search(page, "flask")[0] == "In a Flask view"
    assert search(page, "xylophone quagmire") == []
    assert page.get_by_role("status").inner_text() == "Nothing found"


def test_search_is_used_with_the_keyboard(open_page: Open) -> None:
    page = open_page("index.html")
    field = page.get_by_role("combobox")
    assert len(search(page, "cache")) > 2
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    field.press("ArrowDown")
    chosen = field.get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    field.press("ArrowUp")
    title = page.locator("[aria-selected=true] .title").inner_text()
    field.press("Enter")
    page.wait_for_url("**/*.html#*")
    anchor = page.url.partition("#")[2]
    assert page.locator(f"[id='{anchor}']").inner_text() == title


def test_escape_puts_the_search_away(open_page: Open) -> None:
    page = open_page("index.html")
    search(page, "cache")
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden()
    assert page.get_by_role("combobox").input_value() == ""


def test_without_scripts_there_is_no_search_field(chromium: Browser, built: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built / "index.html").as_uri())
    assert page.locator(".search").is_hidden()
    assert page.locator("#pages a").count() >= 10
    context.close()


@pytest.mark.parametrize(
    ("words", "page", "title"),
    [
        ("netlify", "publishing", "Netlify"),
        ("docker", "publishing", "Docker"),
        ("cloudflare", "publishing", "Cloudflare Pages"),
        ("gitlab", "publishing", "GitLab Pages"),
        ("port", "serving", "Flags"),
        ("livereload", "serving", "Flags"),
        ("shell compl", "configuration", "Shell completion"),
        ("doctor", "configuration", "doctor"),
        ("EDITOR_URL", "serving", "What happens on a save"),
    ],
)
def test_search_finds_the_section_that_is_about_it_first(
    open_page: Open, words: str, page: str, title: str
) -> None:
    opened = open_page("index.html")
    assert search(opened, words)[0] == title
    opened.get_by_role("combobox").press("Enter")
    opened.wait_for_url(f"**/{page}.html#*")


@pytest.mark.parametrize(("page", "names"), [("filters", FILTERS), ("tags", TAGS)])
def test_search_finds_each_filter_and_tag_by_its_name(
    open_page: Open, page: str, names: list[str]
) -> None:
    opened = open_page("index.html")
    search(opened, "liquid")
    first = {name: opened.evaluate(FIRST, name) for name in names}
    assert first == {name: f"{page}.html#{name}" for name in names}


# The address of the best result for a text, as soon as the list has it.
FIRST = """async (words) => {
  const field = document.querySelector("#search");
  const list = document.querySelector("#found");
  list.replaceChildren();
  field.value = words;
  field.dispatchEvent(new Event("input"));
  while (!list.children.length) await new Promise((done) => setTimeout(done, 1));
  return list.children[0].dataset.url;
}"""


def test_a_slash_begins_a_search(open_page: Open) -> None:
    page = open_page("plugins.html")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("a/b")
    assert page.get_by_role("combobox").input_value() == "a/b"


def test_headings_link_to_themselves(open_page: Open) -> None:
    page = open_page("serving.html")
    heading = page.locator("h2[id]").first
    heading.hover()
    heading.locator(".anchor").click()
    assert page.url.endswith(f"#{heading.get_attribute('id')}")


def test_code_is_copied_without_prompts(open_page: Open) -> None:
    page = open_page("index.html")
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text }")
    block = page.locator(".code").filter(has_text="--baseurl /2021")
    block.hover()
    block.get_by_role("button", name="Copy").click()
    expected = "liquidsite build --destination build-output --baseurl /2021 --drafts"
    assert page.evaluate("window.copied") == expected
    assert block.get_by_role("button").inner_text() == "Copied"
