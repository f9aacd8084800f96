"""Copies of libraries: where the network is allowed, pages load them from the site itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from web import Web, serving

from liquidsite import Site
from liquidsite.plugins.ruby_files import third_party_libraries

SHEET = """@font-face { src: url(/f/a.woff2) format('woff2'); }
@font-face { src: url("b.ttf"); } p { background: url(c.png) }"""


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as server:
        server.pages |= {"/1.2/m.js?x=1": "maths", "/css?family=A": SHEET, "/f/a.woff2": b"\xff"}
        yield server


def built(folder: Path, web: Web, **config: Any) -> tuple[str, list[str]]:
    """Return the addresses that pages load, and the warnings."""
    url = web.url
    libraries = {
        "download": True,
        "maths": {"version": 1.2, "url": {"js": url + "/{{version}}/m.js?x=1"}},
        "fonts": {"url": {"fonts": f"{url}/css?family=A"}},
        "none": {"url": {"css": {"inner": f"{url}/none.css"}}},
        "../up": {"url": {"js": f"{url}/up.js"}},
    }
    (folder / "a.html").write_text(
        "---\n---\n{% assign all = site.third_party_libraries %}{{ all.maths.url.js }} "
        "{{ all.fonts.url.fonts }} {{ all.none.url.css.inner }} {{ all['../up'].url.js }}"
    )
    settings = {"third_party_libraries": libraries, "baseurl": "/b", "timezone": "UTC", **config}
    plugins = (third_party_libraries.plugin,)
    warnings = Site.load(folder, config=settings, plugins=plugins).build().warnings
    shown = (folder / "_site" / "a.html").read_text().replace(url, "")
    return shown, [str(warning) for warning in warnings]


def test_copies_are_in_the_site(tmp_path: Path, web: Web) -> None:
    web.pages["/up.js"] = "up"
    shown, (warning,) = built(tmp_path, web, allow_network=True)
    libs = "/b/assets/libs"
    assert shown == f"{libs}/maths/m.js {libs}/fonts/google-fonts.css /none.css /up.js"
    assert "not downloaded: none, ../up;" in warning
    copies = tmp_path / "_site" / "assets" / "libs"
    assert (copies / "maths" / "m.js").read_text() == "maths"
    assert (copies / "fonts" / "fonts" / "a.woff2").read_bytes() == b"\xff"
    sheet = (copies / "fonts" / "google-fonts.css").read_text()
    assert f"src: url({libs}/fonts/fonts/a.woff2) format('woff2')" in sheet
    assert f"src: url({web.url}/b.ttf); }} p {{ background: url(c.png) }}" in sheet
    assert not (tmp_path / "assets").exists()


def test_a_copy_is_made_once(tmp_path: Path, web: Web) -> None:
    first = built(tmp_path, web, allow_network=True)
    asked = len(web.asked)
    assert built(tmp_path, web, allow_network=True) == first
    assert len(web.asked) == asked
    # A copy that is there is used without asking.
    assert built(tmp_path, web)[0] == first[0]


def test_nothing_is_copied_unless_it_may_be(tmp_path: Path, web: Web) -> None:
    shown, (warning,) = built(tmp_path, web)
    assert shown == "/1.2/m.js?x=1 /css?family=A /none.css /up.js"
    assert "not downloaded: maths, none, ../up; builds ask the network only" in warning
    assert web.asked == []


def test_a_copy_in_the_source_wins(tmp_path: Path, web: Web) -> None:
    own = tmp_path / "assets" / "libs" / "maths" / "m.js"
    own.parent.mkdir(parents=True)
    own.write_text("own")
    assert built(tmp_path, web, allow_network=True)[0].startswith("/b/assets/libs/maths/m.js ")
    assert (tmp_path / "_site" / "assets" / "libs" / "maths" / "m.js").read_text() == "own"
    assert "/1.2/m.js?x=1" not in web.asked
