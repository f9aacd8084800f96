"""An edit reaches the pages that read what it changed, plugins or not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from liquidsite import Site

CONFIG = """\
title: T
timezone: UTC
time: 2024-01-01 00:00:00 +0000
plugins: [jekyll-seo-tag, jekyll-feed, jekyll-archives, jekyll-mentions, jekyll-redirect-from]
jekyll-archives: {enabled: [tags], layout: archive}
"""
POST = "_posts/2020-01-01-one.md"
MENTIONING = {"about.html", "2020/01/01/one.html"}
LAYOUT = "<title>{% seo %}</title><body>{{ content }}</body>"
FILES = {
    "_config.yml": CONFIG,
    "_layouts/default.html": LAYOUT,
    "_layouts/archive.html": "{% for post in page.posts %}{{ post.title }}{% endfor %}",
    POST: "---\nlayout: default\ntitle: One\ntags: a\n---\nText @ann\n",
    "_posts/2020-01-02-two.md": "---\nlayout: default\ntitle: Two\ntags: b\n---\nText\n",
    "about.md": "---\nlayout: default\ntitle: About\nredirect_from: /old/\n---\nAbout @bob\n",
    "plain.html": "---\n---\nplain\n",
}


def build(folder: Path) -> set[str]:
    result = Site.load(folder).build()
    return {path for path in result.written if path != "feed.xml"}


@pytest.mark.parametrize(
    ("path", "old", "new", "written"),
    [
        ("about.md", "About @bob", "About @eve", {"about.html"}),
        ("about.md", "title: About", "title: Us", {"about.html"}),
        ("about.md", "/old/", "/older/", {"older/index.html", "redirects.json"}),
        (POST, "title: One", "title: Uno", {"2020/01/01/one.html", "tag/a/index.html"}),
        (POST, "tags: a", "tags: c", {"tag/c/index.html"}),
        ("_config.yml", "title: T", "title: S", {*MENTIONING, "2020/01/02/two.html"}),
        ("_config.yml", "plugins:", "jekyll-mentions: http://x\nplugins:", MENTIONING),
    ],
)
def test_an_edit_rewrites_what_it_reaches(
    tmp_path: Path, path: str, old: str, new: str, written: set[str]
) -> None:
    write(tmp_path, FILES)
    build(tmp_path)
    assert old in FILES[path]
    write(tmp_path, {path: FILES[path].replace(old, new)})
    assert build(tmp_path) == written
    assert build(tmp_path) == set()


def test_a_tag_renders_again_only_the_pages_that_read_the_edit(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    Site.load(tmp_path).build()
    write(tmp_path, {"_config.yml": CONFIG + "unread: 1\n"})
    assert Site.load(tmp_path).build().rendered == ()


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
