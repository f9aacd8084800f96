"""What a program, a notebook and a shell expect of the library's values."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import liquidsite
from liquidsite import Limits, Plugin, Site, kramdown, liquid


@pytest.fixture
def site(tmp_path: Path) -> Site:
    source = tmp_path / "site"
    source.mkdir()
    (source / "index.md").write_text("---\ntitle: Start\n---\n{{ site.title }} *x*\n")
    (source / "_config.yml").write_text("title: own\n")
    (source / "other.yml").write_text("title: other\nexclude: [other.yml]\n")
    return Site.load(source)


def test_names_are_completed_before_they_are_used() -> None:
    program = "import liquidsite; print(*dir(liquidsite)); print(*dir(liquidsite.liquid))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    first, second = done.stdout.splitlines()
    assert set(first.split()) == set(liquidsite.__all__)
    assert {"Site", "Session", "kramdown", "liquid"} <= set(first.split())
    assert set(second.split()) == set(liquid.__all__)
    for name in liquidsite.__all__:
        assert getattr(liquidsite, name) is not None


def test_every_value_is_shown_in_a_line(site: Site, tmp_path: Path) -> None:
    env = liquid.Environment(filters={str(number): len for number in range(50)})
    with site.open() as session:
        values = [
            *(site, site.config, site.plugin, site.model, site.model.pages[0]),
            *(site.build(tmp_path / "out"), site.explain("index.md"), session),
            *(session.render("index.md"), env, env.from_string("x" * 500), Limits(seconds=5)),
            *(kramdown.dialect(), kramdown.convert("x " * 500), liquid.Limits()),
            Plugin("mine", filters=env.filters),
        ]
    assert [repr(value) for value in values if len(repr(value)) > 200 or "\n" in repr(value)] == []
    assert repr(Limits(seconds=5)) == "Limits(seconds=5)"
    assert repr(site) == f"<Site {tmp_path / 'site'}>"


def test_a_notebook_shows_pages_and_texts(site: Site) -> None:
    with site.open() as session:
        assert "&lt;em&gt;x&lt;/em&gt;" in session.render("index.md")._repr_html_()
    assert kramdown.convert("*x*")._repr_html_() == "<p><em>x</em></p>\n"


def test_sites_and_what_they_are_made_of_are_keys(site: Site) -> None:
    again = Site.load(site.config.source)
    assert again == site
    assert {site: 1}[again] == 1
    assert {site.config: 1, Plugin("mine"): 2}[again.config] == 1
    assert pickle.loads(pickle.dumps(site.config)) == site.config


def test_a_configuration_file_is_named_by_itself_or_in_a_list(site: Site) -> None:
    other = site.config.source / "other.yml"
    for files in (other, str(other), [other], (str(site.config.source / "_config.yml"), other)):
        loaded = Site.load(site.config.source, config_files=files)
        assert loaded.render("index.md") == "<p>other <em>x</em></p>\n"


def test_explain_after_a_build_elsewhere(site: Site, tmp_path: Path) -> None:
    site.build(tmp_path / "elsewhere")
    explained = site.explain("index.md")
    assert "the setting title" in explained.reads["content"]
    assert not explained.renders


def test_builds_into_two_folders_share_what_was_rendered(site: Site, tmp_path: Path) -> None:
    page = {}
    for name in ("a", "b", "a"):
        result = site.build(tmp_path / name)
        page[name] = (tmp_path / name / "index.html").read_text()
        assert result.rendered == ("index.md>/",)
    assert not site.build(tmp_path / "a").rendered
    assert page["a"] == page["b"] == "<p>own <em>x</em></p>\n"
    (tmp_path / "a" / "index.html").unlink()
    site.build(tmp_path / "a")
    assert (tmp_path / "a" / "index.html").read_text() == page["a"]
