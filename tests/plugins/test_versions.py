"""Which version of a gem a plugin follows, and what moved since the references were recorded."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from liquidsite import Site

sys.path.insert(0, str(Path(__file__).parents[1] / "differential"))

from versions import Reference, newest, numbers, references

LOCK = "GEM\n  specs:\n    jekyll-seo-tag ({})\n"


def mark(folder: Path) -> str:
    """The version that the page of a site names, as a build writes it."""
    Site.load(folder, config={"destination": str(folder / "_site")}).build()
    return (folder / "_site/index.html").read_text().partition("tag v")[2].partition(" ")[0]


@pytest.mark.parametrize(
    ("files", "version"),
    [
        ({}, "2.8.0"),
        ({"Gemfile.lock": LOCK.format("2.9.0")}, "2.9.0"),
        ({"Gemfile.lock": LOCK.format("2.10.1")}, "2.9.0"),
        ({"Gemfile.lock": LOCK.format("2.6.1")}, "2.8.0"),
        ({"Gemfile": 'gem "jekyll-seo-tag", "~> 2.9"\n'}, "2.9.0"),
        ({"Gemfile": 'gem "jekyll-seo-tag", "~> 2.1"\n'}, "2.8.0"),
        ({"Gemfile": 'gem "jekyll-seo-tag", "< 3"\n'}, "2.8.0"),
        (
            {
                "Gemfile": 'gem "jekyll-seo-tag", "~> 2.9"\n',
                "Gemfile.lock": LOCK.format("2.8.0"),
            },
            "2.8.0",
        ),
    ],
)
def test_a_plugin_follows_the_version_of_the_site(
    tmp_path: Path, files: dict[str, str], version: str
) -> None:
    base = {"_config.yml": "plugins: [jekyll-seo-tag]\n", "index.html": "---\n---\n{% seo %}"}
    for name, text in {**base, **files}.items():
        (tmp_path / name).write_text(text)
    assert mark(tmp_path) == version


def test_another_version_renders_the_pages_again(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("plugins: [jekyll-seo-tag]\n")
    (tmp_path / "index.html").write_text("---\n---\n{% seo %}")
    found = []
    for version in ("2.8.0", "2.9.0", "2.8.0"):
        (tmp_path / "Gemfile.lock").write_text(LOCK.format(version))
        found.append(mark(tmp_path))
    assert found == ["2.8.0", "2.9.0", "2.8.0"]


def test_the_list_of_references() -> None:
    text = "# repository\n\njekyll/jekyll\tv4.4.1\tjekyll\na/b\t1.0\n"
    assert list(references(text)) == [
        Reference("jekyll/jekyll", "v4.4.1", "jekyll"),
        Reference("a/b", "1.0", "a/b"),
    ]


@pytest.mark.parametrize(
    ("tag", "tags", "expected"),
    [
        ("v2.8.0", ["v2.9.0", "v2.10.0", "v3.0.0.pre1", "nightly"], "v2.10.0"),
        ("REL_2_5_1", ["REL_2_5_2", "v9.0"], "REL_2_5_2"),
        ("v1.0", ["v0.9"], "v1.0"),
        ("main", ["v1.0"], "main"),
    ],
)
def test_the_newest_release(tag: str, tags: list[str], expected: str) -> None:
    assert newest(tag, tags) == expected
    assert numbers("v1.2.3") == (1, 2, 3) and numbers("v1.2.3.pre") is None
