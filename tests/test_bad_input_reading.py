"""Source files that cannot be read: front matter, encodings, data, links, permalinks, dates."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bad_input import LAST_GOOD, Files, build, write
from click.testing import CliRunner

from liquidsite.cli.group import main

COLLECTION: Files = {"_config.yml": "collections: {c: {output: true}}"}
STRICT: Files = {
    "_config.yml": "strict_front_matter: true\ncollections: {c: {output: true}}",
}
LATIN = "caf\u00e9\n".encode("latin-1")
PATHS = ["a.md", "_posts/2024-01-01-a.md", "_layouts/a.html", "_c/a.md"]


def matter(yaml: str, body: str = "x") -> str:
    return f"---\n{yaml}\n---\n{body}"


@pytest.mark.parametrize("path", PATHS)
def test_front_matter_that_is_no_yaml_is_told_and_left_out(path: str, tmp_path: Path) -> None:
    outcome = build(tmp_path, {**COLLECTION, path: matter("title: a: b")})
    assert f"YAML Exception reading {path}: mapping values are not allowed" in outcome.first
    assert outcome.first.endswith(f"({path}:2:9)")
    assert outcome.status == 0


@pytest.mark.parametrize("path", PATHS)
def test_strict_front_matter(path: str, tmp_path: Path) -> None:
    outcome = build(tmp_path, {**STRICT, path: matter("ok: 1\nlist: [a\nb: c")})
    assert outcome.first.startswith(f"ERROR: YAML Exception reading {path}: did not find expected")
    assert outcome.first.endswith("a flow sequence that begins at line 3 column 7")
    assert outcome.places == [f"{path}:4:2"]
    assert (outcome.status, outcome.intact) == (1, True)


@pytest.mark.parametrize("path", ["a.md", "_layouts/a.html"])
@pytest.mark.parametrize("yaml", ["- a", "hello"])
def test_front_matter_that_is_no_mapping(path: str, yaml: str, tmp_path: Path) -> None:
    outcome = build(tmp_path, {path: matter(yaml)})
    assert outcome.first == (
        f"ERROR: Invalid YAML front matter in {path}: it must be lines of `key: value`"
    )
    assert outcome.places == [f"{path}:2"]
    assert (outcome.status, outcome.intact) == (1, True)


@pytest.mark.parametrize("path", ["_posts/2024-01-01-a.md", "_c/a.md"])
@pytest.mark.parametrize("strict", [False, True])
def test_documents_without_a_mapping(path: str, strict: bool, tmp_path: Path) -> None:
    outcome = build(tmp_path, {**(STRICT if strict else COLLECTION), path: matter("- a")})
    assert "its front matter is not a mapping of keys to values" in outcome.first
    assert path in outcome.told
    assert outcome.status == int(strict)
    assert outcome.intact == strict


@pytest.mark.parametrize(
    ("yaml", "problem"),
    [
        ("a: &x [*x]", "the alias *x is inside of what it refers to"),
        ("a:\n\tb: c", "(indent with spaces; a value that begins so needs quotes)"),
        ("a: b\n\tc: d", "(indent with spaces)"),
        ("a: \x01", "control characters are not allowed"),
    ],
)
def test_more_front_matter_that_is_no_yaml(yaml: str, problem: str, tmp_path: Path) -> None:
    outcome = build(tmp_path, {"a.md": matter(yaml)})
    assert problem in outcome.first
    assert "(a.md:" in outcome.first
    assert outcome.status == 0


@pytest.mark.parametrize(
    ("path", "text", "error", "place"),
    [
        ("a.md", b"---\n---\n" + LATIN, "Conversion error: The source text contains", "3:4"),
        ("a.md", b"---\nt: " + LATIN + b"---\nx", "Conversion error: The source text", "2:7"),
        ("_c/a.md", b"---\n---\n" + LATIN, "Conversion error: The source text", "3:4"),
        ("a.scss", b"---\n---\n/*" + LATIN + b"*/", "Conversion error: The source text", "3:6"),
        (
            "a.html",
            b"---\n---\n{{ 1 }}" + LATIN,
            "invalid byte sequence in UTF-8 in a.html",
            "3:11",
        ),
    ],
)
def test_bytes_that_are_no_utf8(
    path: str, text: bytes, error: str, place: str, tmp_path: Path
) -> None:
    outcome = build(tmp_path, {**COLLECTION, path: text})
    notice, message, where, *_ = (line.strip() for line in outcome.told.splitlines())
    shown = f"Error reading file {path}: invalid byte sequence in UTF-8 ({path}:{place})"
    assert notice.endswith(shown)
    assert error in message
    assert where == f"{path}:{place}"
    assert (outcome.status, outcome.intact) == (1, True)


def test_bytes_that_are_no_utf8_are_copied_where_nothing_reads_them(tmp_path: Path) -> None:
    outcome = build(tmp_path, {"a.html": b"---\nt: 1\n---\n" + LATIN, "b.txt": LATIN})
    assert outcome.status == 0
    assert outcome.written["a.html"] == b"---\nt: 1\n---\n" + LATIN
    assert outcome.written["b.txt"] == LATIN


def test_a_post_that_is_no_utf8_is_passed_over(tmp_path: Path) -> None:
    outcome = build(tmp_path, {"_posts/2024-01-01-a.md": b"---\n---\n" + LATIN})
    assert "invalid byte sequence in UTF-8 (_posts/2024-01-01-a.md:3:4)" in outcome.first
    assert (outcome.status, outcome.written) == (0, {})


@pytest.mark.parametrize("path", ["a.md", "_posts/2024-01-01-a.md", "_layouts/a.html"])
def test_bytes_that_are_no_utf8_are_an_error_with_strict_front_matter(
    path: str, tmp_path: Path
) -> None:
    outcome = build(tmp_path, {**STRICT, path: b"---\n---\n" + LATIN})
    assert outcome.first == f"ERROR: Error reading file {path}: invalid byte sequence in UTF-8"
    assert outcome.places == [f"{path}:3:4"]
    assert (outcome.status, outcome.intact) == (1, True)


@pytest.mark.parametrize("path", ["_includes/a.html", "_layouts/a.html"])
def test_includes_and_layouts_that_are_no_utf8(path: str, tmp_path: Path) -> None:
    body = "{% include a.html %}" if "include" in path else ""
    outcome = build(tmp_path, {path: b"{{ 1 }}" + LATIN, "i.md": matter("layout: a", body)})
    assert outcome.places[-2] == f"{path}:1:11"
    assert outcome.places[-1].startswith("from i.md")
    assert (outcome.status, outcome.intact) == (1, True)


@pytest.mark.parametrize(
    ("name", "text", "problem", "place"),
    [
        ("a.yml", b"a: b: c", "(a value with a colon in it needs quotes)", "1:5"),
        ("a.yml", b"a:\n  - b\n - c\n", "(the indentation is wrong: ", "3:2"),
        ("a.yml", b"a:\n  b: 1\n c: 2\n", "(the indentation is wrong: ", "3:2"),
        ("a.yml", b"a: 1\n  b: 2\n", "(the indentation is wrong: ", "2:4"),
        ("a.yml", b"a: 'x' y\n", "did not find expected key while parsing a block mapping", "1:8"),
        ("deep/a.yaml", b"a:\n- [b\n", "a flow sequence that begins at line 2 column 3", "3:1"),
        ("a.json", b'{"a": 1,\n "b" 2}', "a flow mapping that begins at line 1 column 1", "2:6"),
        ("a.csv", b'a,b\n1,"2\n', "Unclosed quoted field", "2:3"),
        ("a.tsv", b'a\tb\n1\t2"3"\n', "Illegal quoting", "2:4"),
        ("a.yml", b"a: " + LATIN, "invalid byte sequence in UTF-8", "1:7"),
        ("a.json", b'"' + LATIN, "invalid byte sequence in UTF-8", "1:5"),
        ("a.csv", b"a\n" + LATIN, "invalid byte sequence in UTF-8", "2:4"),
        ("a.yml", b"a: &x\n  b: *x", "the alias *x is inside of what it refers to", "2:6"),
    ],
)
def test_data(name: str, text: bytes, problem: str, place: str, tmp_path: Path) -> None:
    outcome = build(tmp_path, {f"_data/{name}": text})
    assert outcome.first.startswith(f"ERROR: The data file _data/{name} cannot be parsed: ")
    assert problem in outcome.first
    assert outcome.places == [f"_data/{name}:{place}"]
    assert (outcome.status, outcome.intact) == (1, True)


@pytest.mark.parametrize("path", ["_posts/2024-01-01-a.md", "_c/a.md"])
@pytest.mark.parametrize("date", ["nope", "2024-31-12", "2024-12-31 10:00:61", "[1, 2]"])
def test_a_date_that_is_none(path: str, date: str, tmp_path: Path) -> None:
    outcome = build(tmp_path, {**COLLECTION, path: matter(f"title: a\ndate: {date}")})
    assert outcome.first == (
        f"ERROR: Invalid date '{date}': Document '{path}' does not have a valid date in the "
        "YAML front matter."
    )
    assert outcome.places == [f"{path}:3"]
    assert (outcome.status, outcome.intact) == (1, True)


def test_a_date_in_a_file_name_that_is_none(tmp_path: Path) -> None:
    outcome = build(tmp_path, {"_posts/2024-13-41-a.md": matter("a: 1")})
    assert outcome.first.endswith("does not have a valid date in the filename.")
    assert outcome.places == ["_posts/2024-13-41-a.md"]
    assert (outcome.status, outcome.intact) == (1, True)


@pytest.mark.parametrize("path", ["a.md", "_posts/2024-01-01-a.md"])
@pytest.mark.parametrize("value", ["3", "[a]"])
def test_a_permalink_that_is_no_string(path: str, value: str, tmp_path: Path) -> None:
    outcome = build(tmp_path, {path: matter(f"a: 1\npermalink: {value}")})
    assert outcome.first.startswith(f"ERROR: Invalid permalink in {path}: ")
    assert outcome.places == [f"{path}:3"]
    assert (outcome.status, outcome.intact) == (1, True)


def test_an_empty_permalink(tmp_path: Path) -> None:
    outcome = build(tmp_path, {"a.md": matter("permalink: ''")})
    assert outcome.first == "ERROR: Invalid permalink in a.md: it is empty"
    assert (outcome.status, outcome.intact) == (1, True)


def test_an_unknown_placeholder(tmp_path: Path) -> None:
    outcome = build(tmp_path, {"_posts/2024-01-01-a.md": matter("permalink: /:nope/a")})
    assert outcome.first == (
        "ERROR: The URL template doesn't have nope keys. Check your permalink template! "
        "It is: /:nope/a"
    )
    assert outcome.places == ["_posts/2024-01-01-a.md"]
    assert (outcome.status, outcome.intact) == (1, True)


def test_a_permalink_cannot_leave_the_destination(tmp_path: Path) -> None:
    outcome = build(tmp_path, {"a.md": matter("permalink: /../../a.html")})
    assert (outcome.status, list(outcome.written)) == (0, ["a.html"])


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("a.md", 1, "ERROR: The file cannot be read: No such file or directory"),
        ("a.png", 1, "ERROR: The file cannot be read: No such file or directory"),
        ("_c/a.md", 1, "ERROR: The file cannot be read: No such file or directory"),
        ("_data/a.yml", 1, "ERROR: The file cannot be read: No such file or directory"),
        ("_posts/2024-01-01-a.md", 0, "Error: could not read file _posts/2024-01-01-a.md: "),
        ("_layouts/a.html", 0, "Front matter: Error reading file _layouts/a.html: "),
    ],
)
def test_links_that_lead_nowhere(path: str, status: int, told: str, tmp_path: Path) -> None:
    write(tmp_path / "site", COLLECTION)
    link = tmp_path / "site" / path
    link.parent.mkdir(exist_ok=True)
    link.symlink_to("nowhere")
    outcome = build(tmp_path, {})
    assert outcome.first.startswith(told)
    assert path in outcome.told
    assert outcome.status == status
    assert outcome.intact == bool(status)


def test_an_include_that_is_a_link_to_nowhere(tmp_path: Path) -> None:
    write(tmp_path / "site", {"_includes/b.html": "b"})
    (tmp_path / "site" / "_includes" / "a.html").symlink_to("nowhere")
    outcome = build(tmp_path, {"i.md": matter("a: 1", "{% include a.html %}")})
    assert "Could not locate the included file 'a.html'" in outcome.first
    assert (outcome.status, outcome.intact) == (1, True)


def test_a_link_to_a_folder_that_it_is_in(tmp_path: Path) -> None:
    write(tmp_path / "site", {"sub/a.md": matter("a: 1")})
    (tmp_path / "site" / "sub" / "loop").symlink_to("..")
    outcome = build(tmp_path, {})
    assert outcome.first == "ERROR: The folder is a link to one that it is in."
    assert outcome.places == ["sub/loop"]
    assert (outcome.status, outcome.intact) == (1, True)


@pytest.mark.parametrize("folder", [".", "_c"])
def test_pipes_are_passed_over(folder: str, tmp_path: Path) -> None:
    write(tmp_path / "site", {**COLLECTION, "_c/a.md": matter("a: 1")})
    os.mkfifo(tmp_path / "site" / folder / "pipe")
    assert build(tmp_path, {}).status == 0


@pytest.mark.parametrize("verb", ["build", "serve", "clean", "doctor"])
def test_a_source_that_is_not_there(verb: str, tmp_path: Path) -> None:
    write(tmp_path / "dest", LAST_GOOD)
    missing = tmp_path / "sitee"
    result = CliRunner().invoke(main, [verb, "-s", str(missing), "-d", str(tmp_path / "dest")])
    assert isinstance(result.exception, SystemExit)
    lines = [line.strip() for line in result.stderr.splitlines()]
    assert lines == [
        "Fatal: The folder for 'source' cannot be read: No such file or directory",
        str(missing),
    ]
    assert result.exit_code == 1
    assert not missing.exists()
    assert (tmp_path / "dest" / "old.css").read_text() == "good"


@pytest.mark.parametrize("flag", ["--layouts", "--plugins", "--theme-dir", "--config"])
def test_a_named_folder_or_file_that_is_not_there(flag: str, tmp_path: Path) -> None:
    outcome = build(tmp_path, {"index.md": matter("a: 1")}, flag, "misspelt")
    assert "misspelt" in outcome.told
    assert (outcome.status, outcome.intact) == (1, True)


def test_settings_may_name_folders_that_a_site_does_not_have(tmp_path: Path) -> None:
    settings = "layouts_dir: a\nplugins_dir: b\nincludes_dir: c\ndata_dir: d\n"
    assert build(tmp_path, {"index.md": matter("a: 1"), "_config.yml": settings}).status == 0


@pytest.mark.parametrize("denied", ["a.md", "logo.svg", "sub"])
def test_what_may_not_be_read(denied: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(function, path, *more):  # type: ignore[no-untyped-def]
        if str(path).endswith(f"site/{denied}"):
            raise PermissionError(13, "Permission denied", path)
        return function(path, *more)

    from functools import partial

    monkeypatch.setattr(os, "open", partial(refuse, os.open))
    monkeypatch.setattr(os, "scandir", partial(refuse, os.scandir))
    files: Files = {"a.md": matter("a: 1"), "logo.svg": "<svg/>", "sub/b.md": matter("a: 1")}
    outcome = build(tmp_path, files)
    assert outcome.first.endswith("cannot be read: Permission denied")
    assert outcome.places == [denied]
    assert (outcome.status, outcome.intact) == (1, True)


@pytest.mark.parametrize(
    ("files", "problem", "places"),
    [
        ({"a.scss": "---\n---\na {\n  b: c\n"}, 'expected "}".', ["a.scss:4:7"]),
        ({"a.scss": "---\n---\n@import 'no';"}, "Can't find stylesheet", ["a.scss:3:9"]),
        (
            {"a.scss": "---\n---\n\n@import 'p';", "_sass/_p.scss": "a {\n b: $no;\n}"},
            "Undefined variable: $no.",
            ["_sass/_p.scss:2:5", "from a.scss"],
        ),
        ({"a.sass": "---\n---\na\n  b: c\n d: e"}, "Inconsistent indentation", ["a.sass:5:1"]),
    ],
)
def test_sass(files: Files, problem: str, places: list[str], tmp_path: Path) -> None:
    outcome = build(tmp_path, files)
    assert outcome.first.startswith("Conversion error: ")
    assert problem in outcome.first
    assert outcome.places == places
    assert (outcome.status, outcome.intact) == (1, True)


def test_tags_that_are_hashes(tmp_path: Path) -> None:
    show = "{% for tag in site.tags %}{{ tag[0] }} {{ tag[1].size }}{% endfor %}"
    outcome = build(
        tmp_path,
        {"_posts/2024-01-01-a.md": matter("tags: [{a: b}]"), "i.html": matter("a: 1", show)},
    )
    assert (outcome.status, outcome.written["i.html"]) == (0, b'{"a"=>"b"} 1')
