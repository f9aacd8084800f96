"""A mistake is never silent in the browser: notices over a page that keeps Jekyll's bytes."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from serve.served import FILES, Served, wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

MORE = {
    "wrong.md": "---\nlayout: base\ntitle: News: moves\n---\nWrong text.\n",
    "lost.md": "---\ntitle: Lost\nlayout: bsae\n---\nLost text.\n",
    "filter.md": "---\nlayout: base\n---\nText\n\n{{ 'a' | shuot }}\n",
    "form.html": (
        "---\nlayout: base\n---\n<details><summary>One</summary>1</details>\n"
        "<details open><summary>Two</summary>2</details>\n<p>Form text.</p>\n"
    ),
}


@pytest.fixture(scope="module")
def site(make_site: Callable[[], Served]) -> Served:
    served = make_site()
    for name, text in MORE.items():
        served.write(name, text)
    served.environment = {"EDITOR_URL": "ed://open?file={path}&line={line}&column={column}"}
    served.start()
    return served


def notices(page: Page) -> list[str]:
    strip = page.locator("liquidsite-notices li")
    strip.first.wait_for()
    return strip.all_inner_texts()


@pytest.mark.parametrize(
    ("path", "words", "place"),
    [
        ("/wrong.html", "Front matter: YAML Exception reading wrong.md", "wrong.md:3:12"),
        ("/lost.html", "'bsae' requested in lost.md does not exist.", "lost.md:3"),
        ("/filter.html", "Unknown filter: shuot", "filter.md:6"),
    ],
)
def test_what_a_build_warned_of_is_on_top_of_the_page(
    open_page: Callable[[str], Page], site: Served, path: str, words: str, place: str
) -> None:
    page = open_page(path)
    (text,) = notices(page)
    assert words in text
    file, line, column = (*place.split(":"), "1")[:3]
    link = page.locator("liquidsite-notices a")
    assert link.inner_text() == place
    url = f"ed://open?file={site.source / file}&line={line}&column={column}"
    assert link.get_attribute("href") == url
    page.keyboard.press("Escape")
    assert page.locator("liquidsite-notices").count() == 0


def test_the_page_keeps_its_bytes(site: Served) -> None:
    with urllib.request.urlopen(f"{site.url}/wrong.html") as response:
        body = response.read()
    plain = re.sub(rb"<script[^>]*__liquidsite__[^>]*></script>", b"", body)
    assert plain == (site.source / "_site/wrong.html").read_bytes()


def test_a_page_without_mistakes_has_no_strip(open_page: Callable[[str], Page]) -> None:
    page = open_page("/")
    page.wait_for_timeout(300)
    assert page.locator("liquidsite-notices").count() == 0


def test_notices_come_and_go_with_the_mistake(
    open_page: Callable[[str], Page], site: Served
) -> None:
    page = open_page("/")
    site.replace("index.md", "Hello there.", "Hello {{ 1 | nope }}.")
    page.locator("liquidsite-notices >> text=Unknown filter: nope").wait_for()
    page.get_by_role("button", name="Close").click()
    assert page.locator("liquidsite-notices").count() == 0
    site.replace("index.md", "nope", "nopes")
    page.locator("liquidsite-notices >> text=Unknown filter: nopes").wait_for()
    site.replace("index.md", "Hello {{ 1 | nopes }}.", "Hello there.")
    page.locator("liquidsite-notices").wait_for(state="detached")


def test_a_page_that_is_not_there_says_what_is_wrong(
    open_page: Callable[[str], Page], site: Served
) -> None:
    page = open_page("/gone/")
    told = " ".join(notices(page))
    assert "wrong.md" in told and "bsae" in told and "shuot" in told
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{site.url}/gone/")


def test_escape_puts_the_error_away_and_its_files_open_in_the_editor(
    open_page: Callable[[str], Page], site: Served
) -> None:
    page = open_page("/")
    site.write("_includes/nav.html", "<nav>\n<b>{% if %}</b>\n</nav>\n")
    overlay = page.locator("liquidsite-failure")
    overlay.wait_for(state="attached")
    assert "(line" not in overlay.locator("h1").inner_text()
    links = overlay.locator("a")
    assert links.first.inner_text() == "_includes/nav.html:2:4"
    assert links.first.get_attribute("href") == (
        f"ed://open?file={site.source}/_includes/nav.html&line=2&column=4"
    )
    hrefs = [link.get_attribute("href") or "" for link in links.all()]
    assert f"ed://open?file={site.source}/_layouts/base.html&line=4&column=1" in hrefs
    page.keyboard.press("Escape")
    assert overlay.count() == 0


def open_ones(page: Page) -> list[bool]:
    opened: list[bool] = page.evaluate("[...document.querySelectorAll('details')].map(d => d.open)")
    return opened


@pytest.mark.parametrize("script", ["", "<script>1</script>"], ids=["in place", "loaded again"])
def test_details_stay_open_and_the_caret_where_it_was(
    open_page: Callable[[str], Page], site: Served, script: str
) -> None:
    page = open_page("/form.html")
    page.locator("summary").first.click()
    page.locator("summary").last.click()
    page.fill("#name", "typed here")
    page.evaluate("document.querySelector('#name').setSelectionRange(2, 5)")
    site.replace("form.html", "Form text.", f"New text.{script}")
    page.wait_for_selector("main >> text=New text.", state="attached")
    page.wait_for_function("document.activeElement.id === 'name'")
    assert open_ones(page) == [True, False]
    field = "document.querySelector('#name')"
    assert page.evaluate(f"[{field}.selectionStart, {field}.selectionEnd]") == [2, 5]
    assert page.input_value("#name") == "typed here"


def test_sed_is_one_change_of_one_file(site: Served) -> None:
    before = site.output().count("Regenerating:")
    temporary = site.source / "sedAb3dE9"
    temporary.write_text(FILES["alone.html"].replace("Alone</body>", "Sed</body>"))
    temporary.replace(site.source / "alone.html")
    wait_for(lambda: site.output().count("Regenerating:") > before)
    (line,) = site.output().split("Regenerating:")[before + 1 :]
    assert re.match(r" alone\.html at [\d:]{8} \.\.\.done in \d\.\d{3} seconds\. 1 page r", line)
    site.write("alone.html", FILES["alone.html"])
    wait_for(lambda: site.output().count("Regenerating:") > before + 1)


def test_warnings_of_the_build_before_are_counted(site: Served) -> None:
    told = site.output()
    assert told.count("YAML Exception reading wrong.md") == 1
    before = told.count("Regenerating:")
    site.write("alone.html", FILES["alone.html"] + " ")
    wait_for(lambda: site.output().count("Regenerating:") > before)
    assert "1 page rendered, 3 warnings as before." in site.output()
    site.write("alone.html", FILES["alone.html"])
    wait_for(lambda: site.output().count("Regenerating:") > before + 1)
    assert site.output().count("YAML Exception reading wrong.md") == 1
