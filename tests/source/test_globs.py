"""Ruby's patterns of paths, with what Ruby 3.1 says of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from liquidsite import Site
from liquidsite.ruby.globs import fnmatch, glob


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        ("*", "a/b.md", ".a"),
        ("*.md", "a/b.md", "b.txt"),
        (".*", ".a", "a"),
        ("?b", "ab", ".b"),
        ("**/b", "a/b", "b"),
        ("[a-c]x", "bx", "dx"),
        ("[^a-c]x", "dx", "bx"),
        ("[!a]x", "bx", "ax"),
        ("[z-a]", "z", "m"),
        ("[a-]", "-", "b"),
        (r"[\]]a", "]a", "[a"),
        ("[]a]", None, "]"),
        ("[!]", "a", ""),
        ("[a", None, "[a"),
        (r"\*", "*", "a"),
        ("a\\", "a", "a\\"),
        ("{a,b}", "{a,b}", "a"),
        ("[à-ü]t", "ét", "et"),
    ],
)
def test_fnmatch(pattern: str, matching: str | None, other: str) -> None:
    assert matching is None or fnmatch(pattern, matching)
    assert not fnmatch(pattern, other)


FILES = [
    "a.md",
    "b.md",
    ".h.md",
    ".hidden/a.md",
    "docs/a.md",
    "docs/b.txt",
    "docs/sub/a.md",
    "docs/sub/deep/a.md",
    "docs-x/a.md",
    "docs/docs/a.md",
    "_p/a.md",
    "a,b/x.md",
    "s[1]/a.md",
]


@pytest.fixture
def folder(tmp_path: Path) -> str:
    for name in FILES:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
    return tmp_path.as_posix()


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*", "_p a,b a.md b.md docs docs-x s[1]"),
        (".*", ". .h.md .hidden"),
        ("*/", "_p/ a,b/ docs/ docs-x/ s[1]/"),
        ("docs/**/*.md", "docs/a.md docs/docs/a.md docs/sub/a.md docs/sub/deep/a.md"),
        ("docs/**", "docs/a.md docs/b.txt docs/docs docs/sub"),
        ("docs/**/", "docs/ docs/docs/ docs/sub/ docs/sub/deep/"),
        ("**/**/b.*", "b.md docs/b.txt"),
        ("**/docs/**/a.md", "docs/a.md docs/docs/a.md docs/sub/a.md docs/sub/deep/a.md"),
        ("**/.h*", ".h.md .hidden"),
        (".hidden/**/*.md", ".hidden/a.md"),
        ("[^_]*/a.md", "docs/a.md docs-x/a.md s[1]/a.md"),
        ("{docs,_p}/a.md", "docs/a.md _p/a.md"),
        ("d*/{sub/,}a.md", "docs/sub/a.md docs/a.md docs-x/a.md"),
        ("{b,a}.{txt,md}", "b.md a.md"),
        ("{docs/{sub,docs},_p}/*.md", "docs/sub/a.md docs/docs/a.md _p/a.md"),
        ("{docs/*.md", ""),
        (r"a\,b/*", "a,b/x.md"),
        (r"s\[1\]/*", "s[1]/a.md"),
        ("docs/../a.md", "docs/../a.md"),
        ("no/*", ""),
        ("docs/a.md/", ""),
        ("", ""),
    ],
)
def test_glob(pattern: str, found: str, folder: str) -> None:
    assert list(glob(pattern, folder)) == found.split()


def test_any_folders_do_not_follow_links(folder: str) -> None:
    Path(folder, "link").symlink_to("docs")
    Path(folder, "nowhere").symlink_to("gone")
    assert list(glob("**/b.txt", folder)) == ["docs/b.txt"]
    assert list(glob("l*/b.txt", folder)) == ["link/b.txt"]
    assert list(glob("now*", folder)) == ["nowhere"]


def test_an_absolute_default_looks_into_the_source_alone(tmp_path: Path) -> None:
    site = tmp_path / ".sites" / "mine"
    for name in ("drafts/a.txt", "deep/drafts/b.txt", "c.txt", "../drafts/d.txt"):
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("---\n---\n{{ page.draft }}")
    (site / "_config.yml").write_text(
        'defaults: [{scope: {path: "/**/drafts/*"}, values: {draft: "yes"}}]'
    )
    loaded = Site.load(site)
    assert loaded.render("drafts/a.txt") == "yes"
    assert loaded.render("deep/drafts/b.txt") == "yes"
    assert loaded.render("c.txt") == ""
