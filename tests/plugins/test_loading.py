"""Which plugins a site has, and what becomes of those that it cannot have."""

from __future__ import annotations

import os
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from built_site import Build

from liquidsite import Site
from liquidsite.config import Config, load
from liquidsite.errors import PluginError
from liquidsite.plugin import Plugin
from liquidsite.plugins import BUNDLED, bundled
from liquidsite.plugins.loading import wanted

PYTHON = """\
from liquidsite.plugin import Block, Plugin, Tag

class Where(Tag):
    def render(self, context):
        return f"at {context.page['url']} of {context.site['title']}, {context['word']}"

class Loud(Block):
    def render(self, context, body):
        return body().upper()

plugin = Plugin("own", tags={"where": Where, "loud": Loud}, filters={"twice": lambda s: s + s})
"""
PAGE = "---\n---\n{% assign word = 'hm' %}{% where %} {% loud %}{{ word | twice }}{% endloud %}"


def config(folder: Path, **settings: Any) -> Config:
    return load({"source": str(folder), **settings})


def test_every_bundled_plugin_loads() -> None:
    assert [plugin.name for plugin in bundled(BUNDLED)] == list(BUNDLED)


def test_names_come_from_the_gemfile_then_the_theme_then_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JEKYLL_NO_BUNDLER_REQUIRE", raising=False)
    (tmp_path / "Gemfile").write_text(
        "source 'https://rubygems.org'\n"
        "gem 'rake'\n"
        "gem 'jekyll-gist', group: :jekyll_plugins # comment\n"
        "group :test do\n  gem 'rspec'\nend\n"
        "group :jekyll_plugins do\n"
        "  gem 'jekyll-feed', '~> 0.1'\n"
        '  if true\n    gem "jekyll-toc"\n  end\n'
        "end\n"
        "gem 'jekyll-paginate'\n"
    )
    site = config(tmp_path, plugins=["jekyll-sitemap", "jekyll-feed"])
    assert wanted(site, ["jekyll-seo-tag"]) == [
        "jekyll-gist",
        "jekyll-feed",
        "jekyll-toc",
        "jekyll-seo-tag",
        "jekyll-sitemap",
    ]


def test_safe_mode_lets_the_whitelist_through(tmp_path: Path) -> None:
    plugins = ["jekyll-feed", "jekyll-gist"]
    assert wanted(config(tmp_path, plugins=plugins, safe=True, whitelist=["jekyll-gist"])) == [
        "jekyll-gist"
    ]
    assert wanted(config(tmp_path, plugins=plugins, safe=True)) == []


def test_python_files_bring_tags_blocks_and_filters(build: Build) -> None:
    site = build({"_plugins/deep/own.py": PYTHON, "a.html": PAGE}, {"title": "T"})
    assert site["a.html"] == "at /a.html of T, hm HMHM"


def test_another_plugins_folder(build: Build, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/own.py").write_text(PYTHON)
    site = build({"a.html": PAGE}, {"title": "T", "plugins_dir": str(tmp_path / "elsewhere")})
    assert site["a.html"].startswith("at /a.html")


def test_safe_mode_runs_no_python(build: Build) -> None:
    assert "a.html" in build({"_plugins/own.py": "raise SystemExit", "a.html": "x"}, {"safe": True})


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("x = 1\nraise ValueError('no')\n", "ValueError: no", 2),
        ("def broken(:\n", "SyntaxError", 1),
        ("x = 1\n", "plugin = Plugin", None),
        ("plugin = 3\n", "plugin = Plugin", None),
    ],
)
def test_a_broken_file_is_named_with_the_line(
    build: Build, text: str, message: str, line: int | None
) -> None:
    with pytest.raises(PluginError, match=message) as caught:
        build({"_plugins/own.py": text})
    assert (caught.value.path, caught.value.line) == ("_plugins/own.py", line)


def test_what_cannot_be_had_is_told_once_each(build: Build) -> None:
    site = build(
        {"_plugins/a.rb": "", "_plugins/deep/b.rb": "", "index.html": "x"},
        {"plugins": ["jekyll-nowhere", "jekyll-nowhere", "jekyll-watch"]},
    )
    assert [warning.split()[1:3] for warning in site.warnings] == [
        ["_plugins/a.rb", "is"],
        ["_plugins/deep/b.rb", "is"],
        ["liquidsite", "does"],
    ]
    assert "jekyll-nowhere" in site.warnings[2]
    assert all("`liquidsite docs python-plugins`" in warning for warning in site.warnings)


def test_installed_packages_are_on_by_name(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("jekyll-custom", "test_loading:custom", "liquidsite.plugins")
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: [point])
    page = {"a.html": "---\n---\n{{ 'x' | starred }}"}
    assert build(page, {"plugins": ["jekyll-custom"]})["a.html"] == "*x*"
    assert build(page)["a.html"] == "x"


custom = Plugin("jekyll-custom", filters={"starred": lambda text: f"*{text}*"})


def test_generators_run_by_priority_then_in_order(build: Build) -> None:
    seen: list[str] = []

    def plugin(name: str, priority: int) -> Plugin:
        def record(site: Any) -> Any:
            seen.append(name)
            return site

        return Plugin(name, generators=(record,), priority=priority)

    build({"a.html": ""}, plugins=(plugin("a", -10), plugin("b", 0), plugin("c", 0)))
    assert seen == ["b", "c", "a"]


def test_an_edit_within_the_second_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python keeps code by the second and the size; a site's plugin is made of its text."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    file = tmp_path / "_plugins" / "own.py"
    file.parent.mkdir()
    (tmp_path / "index.html").write_text("---\n---\n{{ 'x' | own }}")
    for word in ("one", "two"):
        file.write_text(
            "from liquidsite import Plugin\n"
            f"plugin = Plugin('own', filters={{'own': lambda text: '{word}'}})\n"
        )
        os.utime(file, (1_600_000_000, 1_600_000_000))
        assert Site.load(tmp_path).render("index.html") == word
    assert sorted(path.name for path in file.parent.iterdir()) == ["own.py"]
