"""jekyll-octicons, beside what its golden shows."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from built_site import Build

from liquidsite.errors import PluginError, TemplateError
from liquidsite.plugins import octicons

SETTINGS = {"plugins": ["jekyll-octicons"]}
PAGE = "---\n---\n\n{% octicon x %}"


@pytest.fixture(autouse=True)
def unread() -> Iterator[None]:
    """Have the icons read again."""
    octicons._icons.cache_clear()
    yield
    octicons._icons.cache_clear()


def test_an_icon_that_does_not_exist_is_an_error_with_its_place(build: Build) -> None:
    with pytest.raises(TemplateError, match="There is no octicon 'none'") as caught:
        build({"a.html": "---\n---\n\n{% octicon none %}"}, SETTINGS)
    assert (caught.value.path, caught.value.line) == ("a.html", 4)


def test_an_older_gem_does_not_say_that_it_is_a_component(build: Build) -> None:
    lock = "GEM\n  specs:\n    jekyll-octicons (19.8.0)\n"
    assert 'data-component="Octicon"' in build({"a.html": PAGE}, SETTINGS)["a.html"]
    assert "data-component" not in build({"Gemfile.lock": lock}, SETTINGS)["a.html"]


def test_github_pages_has_an_older_gem(build: Build) -> None:
    settings = {**SETTINGS, "profile": "github-pages", "theme": None}
    assert '<svg class="octicon octicon-x"' in build({"a.html": PAGE}, settings)["a.html"]


def test_without_the_icons_an_error_says_how_to_get_them(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyocticons.octicons", None)
    with pytest.raises(PluginError, match=r"liquidsite\[octicons\]"):
        build({"a.html": PAGE}, SETTINGS)
