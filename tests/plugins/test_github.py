"""What Git and GitHub have to say: site.github, GitHub Pages' settings, times of commits."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from built_site import Build

from liquidsite.config import load
from liquidsite.plugins.github_pages import applied

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

METADATA = {"plugins": ["jekyll-github-metadata"]}
PAGES_GEMFILE = 'gem "github-pages", group: :jekyll_plugins\n'


def git(folder: Path, *arguments: str, date: str = "2020-01-01T00:00:00Z") -> None:
    own = {"GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": date}
    who = ["-c", "user.name=n", "-c", "user.email=e@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=folder, env=os.environ | own, check=True)


@pytest.fixture(autouse=True)
def no_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PAGES_REPO_NWO", "PAGES_ENV", "PAGE_BUILD_ID", "JEKYLL_BUILD_REVISION"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("repository", "cname", "url", "baseurl"),
    [
        ("Ann/site", None, "https://ann.github.io/site", "/site"),
        ("Ann/Ann.github.io", None, "https://ann.github.io", ""),
        ("Ann/site", "example.org\n", "https://example.org", ""),
    ],
)
def test_where_a_repository_is_served(
    build: Build, repository: str, cname: str | None, url: str, baseurl: str
) -> None:
    page = "---\n---\n{{ site.github.url }} {{ site.github.baseurl }} {{ site.url }}"
    files = {"a.html": page} | ({"CNAME": cname} if cname else {})
    site = build(files, {**METADATA, "repository": repository})
    assert site["a.html"] == f"{url} {baseurl} "


def test_what_the_settings_lack_comes_from_the_repository(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JEKYLL_ENV", "production")
    monkeypatch.setenv("PAGES_REPO_NWO", "ann/site")
    page = "---\n---\n{{ site.title }} {{ '/x' | absolute_url }} {{ site.github.owner_name }}"
    site = build({"a.html": page}, {**METADATA, "github": {"owner_name": "own"}})
    assert site["a.html"] == "site https://ann.github.io/site/x own"


@needs_git
def test_the_edit_link_leads_to_the_branch_and_folder(build: Build, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "trunk")
    git(tmp_path, "remote", "add", "origin", "git@github.com:ann/my.site.git")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "start")
    page = '---\n---\n{% github_edit_link %} {% github_edit_link "Edit" %}'
    address = "https://github.com/ann/my.site/edit/trunk/site/sub/a%20b.html"
    assert build({"sub/a b.html": page}, METADATA)["sub/a b.html"] == (
        f'{address} <a href="{address}">Edit</a>'
    )


def test_without_a_repository_there_is_nothing_to_say(build: Build) -> None:
    page = "---\n---\n[{{ site.github.url }}{% github_edit_link %}]"
    assert build({"a.html": page}, METADATA)["a.html"] == "[]"


def test_github_pages_defaults_and_forced_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JEKYLL_NO_BUNDLER_REQUIRE", raising=False)
    (tmp_path / "Gemfile").write_text(PAGES_GEMFILE)
    own = {"highlighter": "none", "future": False, "kramdown": {"hard_wrap": True}, "safe": False}
    config = applied(load({"source": str(tmp_path), "theme": None, **own}))
    assert config["safe"] is True
    assert config["highlighter"] == "rouge"
    assert config["future"] is False
    assert config["gist"] == {"noscript": False}
    assert "CNAME" in config["exclude"]
    assert {"jekyll-paginate", "jekyll-relative-links"} <= set(config["plugins"])
    kramdown = config["kramdown"]
    assert (kramdown["hard_wrap"], kramdown["input"]) == (True, "GFM")
    assert (kramdown["math_engine"], kramdown["gfm_quirks"]) == ("mathjax", "paragraph_end")


def test_versions_of_github_pages(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JEKYLL_NO_BUNDLER_REQUIRE", raising=False)
    page = "---\n---\n{{ site.github.versions.github-pages }} {{ site.github.versions.jekyll }}"
    files = {"a.html": page, "Gemfile": PAGES_GEMFILE}
    assert build(files, {"repository": "a/b", "theme": None})["a.html"] == "232 3.10.0"


def test_other_sites_keep_their_settings(tmp_path: Path) -> None:
    config = load({"source": str(tmp_path)})
    assert applied(config) is config


def test_a_repository_of_markdown_is_a_site(build: Build) -> None:
    """Front matter, an index, layouts and titles are optional on GitHub Pages."""
    site = build(
        {
            "Gemfile": PAGES_GEMFILE,
            "README.md": "# Hello\n\n[more](more.md)\n",
            "more.md": "# More\n",
            "_layouts/default.html": "<title>{{ page.title }}</title>{{ content }}",
            "CNAME": "example.org",
        },
        {"theme": None},
    )
    assert site["index.html"] == (
        '<title>Hello</title><h1 id="hello">Hello</h1>\n\n<p><a href="/more.html">more</a></p>\n'
    )
    assert site["more.html"].startswith("<title>More</title>")
    assert "CNAME" not in site


def test_what_is_made_of_a_file_has_its_time_and_assets_of_a_theme_have_none(
    build: Build, tmp_path: Path
) -> None:
    time = "{{ page.url }}: {{ page.last_modified_at | date: '%Y' | default: 'none' }}"
    theme = tmp_path / "theme/assets"
    theme.mkdir(parents=True)
    (theme / "a.txt").write_text(f"---\n---\n{time}")
    plugins = ["optional-front-matter", "paginate", "last-modified-at", "redirect-from", "feed"]
    settings = {
        "plugins": [f"jekyll-{name}" for name in plugins],
        "theme": "t",
        "theme_dir": str(tmp_path / "theme"),
        "paginate": 1,
        "defaults": [{"scope": {"path": ""}, "values": {"layout": "time"}}],
    }
    files = {
        "_layouts/time.html": time,
        "_layouts/redirect.html": time,
        "index.html": f"---\nredirect_from: /old\n---\n{time}",
        "plain.md": "Text\n",
        "_posts/2020-01-01-one.md": "",
        "_posts/2020-01-02-two.md": "---\n---\n",
        "_posts/2020-01-03-three.md": "---\n---\n",
    }
    build(files, settings)
    for file in (tmp_path / "site").rglob("*.*"):
        os.utime(file, (0, 1_000_000_000))
    site = build({}, settings)
    assert site["plain.html"] == "/plain.html: 2001"
    assert site["index.html"] == "/: 2001"
    assert site["page2/index.html"] == "/page2/: 2001"
    assert site["old.html"] == "/old: none"
    assert site["assets/a.txt"] == "/assets/a.txt: none"


@needs_git
def test_files_have_the_time_of_their_last_commit(build: Build, tmp_path: Path) -> None:
    page = "---\n---\n{{ page.last_modified_at }} {% last_modified_at %} {% last_modified_at %Y %}"
    files = {"a.html": page, "sub/b c.html": page}
    settings = {"plugins": ["jekyll-last-modified-at"]}
    build(files, settings)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "site")
    git(tmp_path, "commit", "-q", "-m", "both", date="2019-05-05T10:00:00Z")
    (tmp_path / "site/a.html").write_text(page + "!")
    git(tmp_path, "commit", "-q", "-a", "-m", "one", date="2020-06-06T10:00:00Z")
    (tmp_path / "site/new.html").write_text(page)
    os.utime(tmp_path / "site/new.html", (0, 1_000_000_000))
    site = build({}, settings)
    assert site["a.html"] == "2020-06-06 10:00:00 +0000 06-Jun-20 2020!"
    assert site["sub/b c.html"] == "2019-05-05 10:00:00 +0000 05-May-19 2019"
    assert site["new.html"].startswith("2001-09-09")
