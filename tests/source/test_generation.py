"""Which Jekyll a site is built as."""

from __future__ import annotations

from pathlib import Path

import pytest

from liquidsite import Site
from liquidsite.errors import ConfigError

LOCK = "GEM\n  specs:\n    jekyll (3.9.5)\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("JEKYLL_NO_BUNDLER_REQUIRE", "BUNDLE_GEMFILE"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "index.html").write_text("---\n---\n{{ jekyll.version }}")
    return tmp_path


def version(site: Path, **config: object) -> str:
    Site.load(site, config={"theme": None, **config}).build()
    return (site / "_site/index.html").read_text()


@pytest.mark.parametrize("asked", ["3.10", 3.1, 3, "3.10.0", "v3.9"])
def test_by_the_setting(site: Path, asked: object) -> None:
    assert version(site, jekyll_version=asked) == "3.10.0"


def test_the_default_is_jekyll_4(site: Path) -> None:
    assert version(site) == version(site, jekyll_version=4) == "4.4.1"


@pytest.mark.parametrize(
    "files",
    [
        {"Gemfile": 'gem "github-pages", group: :jekyll_plugins\n'},
        {"Gemfile": 'gem "github-pages"\n'},
        {"Gemfile": 'gem "jekyll"\n', "Gemfile.lock": LOCK},
        {"_config.yml": "profile: github-pages\n"},
        {"_config.yml": "jekyll_version: 3.10\n"},
    ],
)
def test_what_implies_jekyll_3(site: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (site / name).write_text(text)
    assert version(site, offline=True) == "3.10.0"
    assert version(site, offline=True, jekyll_version="4") == "4.4.1"


def test_an_unknown_version(site: Path) -> None:
    with pytest.raises(ConfigError, match="jekyll_version should be"):
        version(site, jekyll_version="2")


def test_another_version_makes_stages_anew(site: Path) -> None:
    (site / "index.html").write_text("---\n---\n{% link index.html %}")
    for asked, url in (("4", "/base/"), ("3.10", "/"), ("4", "/base/")):
        assert version(site, jekyll_version=asked, baseurl="/base") == url


def test_the_example_is_the_same_under_both(tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "examples" / "sdg-workshop"
    built = {}
    for asked in ("3.10", "4"):
        folder = tmp_path / asked
        Site.load(example, config={"jekyll_version": asked, "disable_disk_cache": True}).build(
            folder
        )
        files = (file for file in sorted(folder.rglob("*")) if file.is_file())
        built[asked] = {file.relative_to(folder): file.read_bytes() for file in files}
    assert built["3.10"] == built["4"]


def test_jekyll_3_does_not_import_from_a_stylesheets_own_folder(site: Path) -> None:
    """`assets/page.scss` has the name of what it imports from `_sass`."""
    for name, text in {"assets": "---\n---\n@import 'page.scss';", "_sass": "a { b: c }"}.items():
        (site / name).mkdir()
        (site / name / "page.scss").write_text(text)
    version(site, jekyll_version=3, sass={"style": "compressed"})
    assert (site / "_site/assets/page.css").read_text() == "a{b:c}"
