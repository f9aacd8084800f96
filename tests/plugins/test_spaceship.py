"""jekyll-spaceship: what its golden sites do not show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from built_site import Build

from liquidsite import Site
from liquidsite.errors import ConfigError
from liquidsite.plugins.spaceship.exclusions import OF_MARKDOWN, without


def write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).write_text(text, "utf-8")


def test_a_list_of_attributes_reaches_the_cells_of_its_page(tmp_path: Path) -> None:
    page = "---\n---\n{:n: .old}\n\n| a {:n} | b |\n|---|---|\n| c | d |\n"
    files = {"_config.yml": "plugins: [jekyll-spaceship]", "a.md": page, "b.md": page}
    write(tmp_path, files)
    Site.load(tmp_path).build()
    assert '<th class="old">a </th>' in (tmp_path / "_site/a.html").read_text("utf-8")
    write(tmp_path, {"a.md": page.replace(".old", ".new")})
    assert Site.load(tmp_path).build().written == ("a.html",)
    assert '<th class="new">a </th>' in (tmp_path / "_site/a.html").read_text("utf-8")


def test_lists_of_attributes_that_name_each_other_come_to_an_end(build: Build) -> None:
    page = "---\n---\n{:n: .a m}\n\n{:m: .b n}\n\n| a {:n} | b |\n|---|---|\n| c | d |\n"
    built = build({"a.md": page}, {"plugins": ["jekyll-spaceship"]})
    assert '<th class="a b">a </th>' in built["a.html"]


def test_soundcloud_gets_the_address_of_the_track(build: Build) -> None:
    page = "---\n---\n![x](//soundcloud.com/me/track?color=red)\n"
    built = build({"a.md": page}, {"plugins": ["jekyll-spaceship"]})
    address = "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fme%2Ftrack"
    assert f'src="{address}&color=red"' in built["a.html"].replace("&amp;", "&")


def test_rows_that_are_joined_may_have_fewer_cells(build: Build) -> None:
    page = "---\n---\n<table><tr><td>a</td><td>b\\</td></tr><tr><td>c</td></tr></table>\n"
    built = build({"a.html": page}, {"plugins": ["jekyll-spaceship"]})
    assert built["a.html"].count("<tr>") == 1


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"processors": "table"}, "processors should be a list"),
        ({"element-processor": {"css": [{"p:hover": "x"}]}}, "unknown selector: 'p:hover'"),
        ({"element-processor": {"css": ["p"]}}, "css should be a list of hashes"),
        ({"mermaid-processor": {"src": "https://x/{hexcode}"}}, "has no {code}"),
        ({"mathjax-processor": {"optimize": {"include": ["("]}}}, "invalid regular expression"),
    ],
)
def test_settings_that_are_wrong(build: Build, settings: object, message: str) -> None:
    page = "---\n---\n```mermaid!\nx\n```\n"
    with pytest.raises(ConfigError, match=r"jekyll-spaceship") as caught:
        build({"a.md": page}, {"plugins": ["jekyll-spaceship"], "jekyll-spaceship": settings})
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("`" * 20_001, ""),
        ("`a` ``b` c``d", "- -d"),
        ("\\`a `b`", "\\`a -"),
        ("{{ a }} `{{ b", "- `{{ b"),
    ],
)
def test_code_and_liquid_are_left_alone(text: str, left: str) -> None:
    seen = []

    def change(part: str) -> str:
        seen.append(re.sub("<!JEKYLL@0@[0-9]+>", "-", part))
        return part

    assert without(text, OF_MARKDOWN, change) == text
    assert seen[0].replace("--", "").endswith(left)
