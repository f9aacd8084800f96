"""Configurations that cannot be: the message, the file and the line, Jekyll's exit status."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bad_input import Files, build, write

SITE: Files = {"index.md": "---\n---\nx", "_posts/2024-01-01-a.md": "---\n---\nx"}


@pytest.mark.parametrize(
    ("text", "problem", "place"),
    [
        ("a: 1\ntitle: a: b", "The configuration file is not YAML: mapping values", ":2:9"),
        ("a:\n\tb: c", "found character that cannot start any token", ":2:1"),
        ("a: &x [*x]", "the alias *x is inside of what it refers to", ":1:8"),
        (b"title: caf\xe9", "cannot be read: invalid byte sequence in UTF-8", ":1:11"),
        ("a: 1\nplugins: jekyll-feed", "'plugins' should be set as an array, but was: \"jek", ":2"),
        ("plugins:", "'plugins' should be set as an array, but was: null.", ":1"),
        ("exclude: a", "'exclude' should be set as an array, but was: \"a\".", ":1"),
        ("include: 3", "'include' should be set as an array, but was: 3.", ":1"),
        ("keep_files: a", "'keep_files' should be set as an array, but was: \"a\".", ":1"),
        ("kramdown: GFM", "'kramdown' should be set as a hash, but was: \"GFM\".", ":1"),
        ("liquid: strict", "'liquid' should be set as a hash, but was: \"strict\".", ":1"),
        ("permalink: 3", "'permalink' should be set as a string, but was: 3.", ":1"),
        ("timezone: 1.5", "'timezone' should be set as a string, but was: 1.5.", ":1"),
        ("markdown_ext: [md]", "'markdown_ext' should be set as a string", ":1"),
        ("limit_posts: -1", "limit_posts must be a non-negative number, but was: -1.", ":1"),
        ("limit_posts: all", 'limit_posts must be a non-negative number, but was: "all".', ":1"),
    ],
)
def test_a_file_that_is_refused(
    text: str | bytes, problem: str, place: str, tmp_path: Path
) -> None:
    outcome = build(tmp_path, {**SITE, "_config.yml": text})
    assert outcome.first.startswith("Fatal: ")
    assert problem in outcome.first
    assert outcome.places == [f"SITE/_config.yml{place}"]
    assert (outcome.status, outcome.intact) == (1, True)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("collections: a", "Your `collections` key must be a hash or an array."),
        ("collections: {a: 3}", "The settings of the collection 'a' should be a hash"),
        ("time: nope", "Invalid date 'nope': Invalid time in _config.yml."),
        ("kramdown: {input: gfm}", "kramdown has no parser to handle the specified input format"),
        ("kramdown: {syntax_highlighter_opts: a}", "syntax_highlighter_opts should be a hash"),
        ("markdown: nope", "Invalid Markdown processor given: nope"),
        (
            "defaults: [{scope: {path: ''}, values: {date: nope}}]",
            "Invalid date 'nope': it is the date of a set of front matter `defaults`.",
        ),
        ("paginate: nope\nplugins: [jekyll-paginate]", "'paginate' should be a number of posts"),
    ],
)
def test_a_setting_that_is_refused(text: str, problem: str, tmp_path: Path) -> None:
    outcome = build(tmp_path, {**SITE, "index.html": "---\n---\n", "_config.yml": text})
    assert outcome.first.startswith("Fatal: ")
    assert problem in outcome.first
    assert (outcome.status, outcome.intact) == (1, True)


@pytest.mark.parametrize("text", ["- a\n- b", "hello"])
def test_a_file_that_is_no_mapping_is_left_out(text: str, tmp_path: Path) -> None:
    outcome = build(tmp_path, {**SITE, "_config.yml": text})
    assert "Configuration file: (INVALID) " in outcome.said
    assert "WARNING: Error reading configuration. Using defaults (and options)." in outcome.said
    assert outcome.status == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "encoding: klingon",
        "encoding: bom|utf-8",
        "timezone: Nowhere/Atlantis",
        "highlighter: nope",
        "defaults: {a: 1}",
        "defaults: [{values: a}, {scope: 3}]",
        "collections: {a: }",
        "keep_files:",
        "sass: a",
        "baseurl: 3",
    ],
)
def test_what_jekyll_takes(text: str, tmp_path: Path) -> None:
    assert build(tmp_path, {**SITE, "_config.yml": text}).status == 0


@pytest.mark.parametrize("encoding", ["klingon", "utf-16le", "utf-7", "hex"])
def test_what_no_site_can_be_in_is_read_as_utf8(encoding: str, tmp_path: Path) -> None:
    page = "---\n---\n<p>é</p>"
    outcome = build(tmp_path, {"_config.yml": f"encoding: {encoding}", "a.html": page})
    notice = f"Encoding: No site can be in '{encoding}'. Files are read as UTF-8."
    assert notice in outcome.said
    assert outcome.written["a.html"] == "<p>é</p>".encode()


def test_a_named_file_that_is_not_there(tmp_path: Path) -> None:
    outcome = build(tmp_path, SITE, "--config", str(tmp_path / "nope.yml"))
    assert outcome.first.startswith("Fatal: The configuration file '")
    assert outcome.first.endswith("nope.yml' could not be found.")
    assert (outcome.status, outcome.intact) == (1, True)


def test_a_named_file_of_another_kind_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, {"c.txt": "title: a"})
    assert build(tmp_path, SITE, "--config", str(tmp_path / "c.txt")).status == 0


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *_: object) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", refuse)
    write(tmp_path / "site", {**SITE, "_config.yml": ""})
    from liquidsite.config import load
    from liquidsite.errors import ConfigError

    with pytest.raises(ConfigError, match="cannot be read: Permission denied"):
        load({"source": str(tmp_path / "site")})


def test_a_flag_of_the_wrong_kind(tmp_path: Path) -> None:
    outcome = build(tmp_path, SITE, "--limit_posts", "-1")
    assert outcome.first == "Fatal: limit_posts must be a non-negative number, but was: -1."
    assert (outcome.status, outcome.intact) == (1, True)
