"""jekyll-fontawesome-svg, with icons of our own in the place of the package's."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from built_site import Build

from liquidsite.errors import PluginError, TemplateError
from liquidsite.plugins import fontawesome_svg

SETTINGS = {"plugins": ["jekyll-fontawesome-svg"]}
LAYOUT = "{% fa_svg fas.fa-box %}{{ content }}{% include i.html %}{% fa_svg_generate %}"


@pytest.fixture(autouse=True)
def icons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have a package with three icons."""
    folder = tmp_path / "packages/fontawesomefree"
    for name in ("solid/box", "brands/own", "regular/open-box"):
        file = folder / f"static/fontawesomefree/svgs/{name}.svg"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'<svg viewBox="0 0 2 3"><!--x--><path d="M0 {name}"/></svg>')
    (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(folder.parent))
    monkeypatch.delitem(sys.modules, "fontawesomefree", raising=False)
    fontawesome_svg.picture.cache_clear()
    yield
    fontawesome_svg.picture.cache_clear()
    sys.modules.pop("fontawesomefree", None)


def test_a_layout_defines_the_icons_of_its_page_once(build: Build) -> None:
    files = {
        "_layouts/l.html": LAYOUT,
        "_includes/i.html": "{% fa_svg fab.fa-own %}",
        "a.md": "---\nlayout: l\nicon: far.fa-open-box\n---\n"
        "A {% fa_svg page.icon %} {% fa_svg fab.fa-own %} {% fa_svg 'fab.fa-own' %}",
        "b.html": "---\n---\n[{% fa_svg_generate %}]",
    }
    site = build(files, SETTINGS)
    page = site["a.html"]
    assert page.startswith("<svg class=\"icon\"><use xlink:href='#fas.fa-box'></use></svg>")
    definitions = page.partition("<defs>")[2]
    assert [line for line in definitions.split("\n") if "<symbol" in line] == [
        "              <symbol id='far.fa-open-box' viewBox='0 0 2 3'>",
        "        <symbol id='fab.fa-own' viewBox='0 0 2 3'>",
        "        <symbol id='fas.fa-box' viewBox='0 0 2 3'>",
    ]
    assert "<title>open-box</title>" in definitions
    assert "d='M0 regular/open-box'" in definitions
    assert site["b.html"] == "[]"


@pytest.mark.parametrize("name", ["fas.fa-none", "fax.fa-box", "fas.fa-../../x", "box"])
def test_an_icon_that_does_not_exist_is_an_error_with_its_place(build: Build, name: str) -> None:
    with pytest.raises(TemplateError, match="There is no icon") as caught:
        build({"a.html": f"---\n---\n\n{{% fa_svg {name} %}}"}, SETTINGS)
    assert (caught.value.path, caught.value.line) == ("a.html", 4)


def test_without_the_icons_an_error_says_how_to_get_them(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fontawesomefree", None)
    with pytest.raises(PluginError, match=r"liquidsite\[fontawesome\]"):
        build({"a.html": "---\n---\n{% fa_svg fas.fa-box %}"}, SETTINGS)
