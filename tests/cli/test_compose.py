"""The verbs that write and move posts, drafts and pages."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from liquidsite.cli.compose import front_matter, with_changes
from liquidsite.cli.group import main


@pytest.fixture(autouse=True)
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "UTC")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_new_files_have_front_matter_and_say_where_they_are(site: Path) -> None:
    assert run("draft", "My", "Draft").stdout == "New draft created at _drafts/my-draft.md\n"
    assert (site / "_drafts/my-draft.md").read_text() == "---\nlayout: post\ntitle: My Draft\n---\n"
    run("page", "About: us", "-x", "html", "--layout", "wide")
    assert (site / "about-us.html").read_text() == "---\nlayout: wide\ntitle: 'About: us'\n---\n"
    run("post", "Hello", "--date", "2024-05-01")
    assert (site / "_posts/2024-05-01-hello.md").read_text() == (
        "---\nlayout: post\ntitle: Hello\ndate: 2024-05-01 00:00 +0000\n---\n"
    )
    run("post", "Now", "--timestamp-format", "%Y-%m-%d %H:%M:%S %z")
    (now,) = (site / "_posts").glob("*-now.md")
    assert isinstance(yaml.safe_load(now.read_text().split("---\n")[1])["date"], str)


def test_compose_takes_a_collection(site: Path) -> None:
    run("compose", "A note", "--collection", "notes", "--date", "2024-05-01")
    run("compose", "A draft", "--draft", "--date", "2024-05-01")
    run("compose", "A post", "--date", "2024-05-01")
    found = {path.relative_to(site).as_posix() for path in site.rglob("*.md")}
    assert found == {"_notes/a-note.md", "_drafts/a-draft.md", "_posts/2024-05-01-a-post.md"}
    assert run("compose", "x", "--draft", "--post").exit_code == 2


def test_the_configuration_gives_folders_zone_and_front_matter(site: Path) -> None:
    (site / "src").mkdir()
    (site / "src/_config.yml").write_text(
        "collections_dir: all\ntimezone: Asia/Tokyo\n"
        "jekyll_compose: {default_front_matter: {posts: {tags: [a, b], layout: own}}}\n"
    )
    result = run("post", "Hello", "-s", "src")
    (file,) = (site / "src/all/_posts").glob("*-hello.md")
    assert result.stdout == f"New post created at {file.relative_to(site).as_posix()}\n"
    matter = yaml.safe_load(file.read_text().split("---\n")[1])
    assert (matter["layout"], matter["tags"]) == ("own", ["a", "b"])
    assert str(matter["date"]).endswith("+0900")


def test_a_file_that_exists_is_kept_without_force(site: Path) -> None:
    (site / "about.md").write_text("mine")
    result = run("page", "About")
    assert (result.exit_code, (site / "about.md").read_text()) == (1, "mine")
    assert "To overwrite it, use --force" in result.stderr
    run("page", "About", "--force")
    assert "title: About" in (site / "about.md").read_text()


def test_publish_and_unpublish_keep_what_is_written(site: Path) -> None:
    (site / "_drafts").mkdir()
    text = "---\n# mine\ntitle:   A\ntags: [a,b] # c\n---\n\nText\n---\ndate: x\n"
    (site / "_drafts/a.md").write_text(text)
    run("publish", "_drafts/a.md", "--date", "2024-05-01")
    post = site / "_posts/2024-05-01-a.md"
    assert post.read_text() == text.replace("# c\n", "# c\ndate: 2024-05-01 00:00 +0000\n", 1)
    assert not (site / "_drafts/a.md").exists()
    run("unpublish", "_posts/2024-05-01-a.md")
    assert (site / "_drafts/a.md").read_text() == text


def test_publish_keeps_a_date(site: Path) -> None:
    (site / "_drafts").mkdir()
    (site / "_drafts/a.md").write_text("---\ndate: 2020-01-01\n---\n")
    (site / "_drafts/b.md").write_text("---\ndate:\n---\n")
    run("publish", "_drafts/a.md", "--date", "2024-05-01")
    run("publish", "_drafts/b.md", "--date", "2024-05-01")
    assert (site / "_posts/2024-05-01-a.md").read_text() == "---\ndate: 2020-01-01\n---\n"
    assert "date: 2024-05-01 00:00" in (site / "_posts/2024-05-01-b.md").read_text()


def test_rename(site: Path) -> None:
    (site / "_posts").mkdir()
    (site / "_posts/2024-05-01-a.html").write_text("---\ntitle: >\n  A\n  B\nx: 1\n---\n")
    run("rename", "_posts/2024-05-01-a.html", "Other", "name")
    post = site / "_posts/2024-05-01-other-name.html"
    assert post.read_text() == "---\ntitle: Other name\nx: 1\n---\n"
    run("rename", "_posts/2024-05-01-other-name.html", "New", "--date", "2024-06-01")
    assert (site / "_posts/2024-06-01-new.html").read_text() == (
        "---\ntitle: New\nx: 1\ndate: 2024-06-01 00:00 +0000\n---\n"
    )
    (site / "page.md").write_text("---\ntitle: P\n---\n")
    run("rename", "page.md", "P")
    assert (site / "p.md").exists()
    assert run("rename", "p.md", "P", "--now", "--date", "2024-06-01").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("publish", "_drafts/none.md"), "The draft cannot be read"),
        (("unpublish", "_posts/none.md"), "The post cannot be read"),
        (("post", "x", "--date", "someday"), "--date should be a date"),
        (("draft", "?!"), "needs a letter or a digit"),
    ],
)
def test_mistakes_are_told(arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert message in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the editor is a shell command")
def test_the_editor_opens_where_the_site_asks(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JEKYLL_EDITOR", "cp _config.yml")
    (site / "_config.yml").write_text("jekyll_compose: {auto_open: true}\n")
    run("draft", "a")
    assert (site / "_drafts/a.md").read_text() == "jekyll_compose: {auto_open: true}\n"
    for editor in ("no-such-editor", "'"):
        monkeypatch.setenv("JEKYLL_EDITOR", editor)
        result = run("draft", "a", "--force")
        assert result.exit_code == 1
        assert "cannot be started" in result.stderr


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("yes", "'yes'"), ("y", '"y"'), ("12:30", "'12:30'"), ("08", "'08'"), ("1.5", "'1.5'"),
        ("# x", '"# x"'), ("a: b", "'a: b'"), ("a #b", "'a #b'"), ("it's", "it's"),
        ("“quoted”", '"“quoted”"'), ("a “quoted”", "a “quoted”"), ("2024-05-01", "'2024-05-01'"),
        (":sym", '":sym"'), ("null", "'null'"), ("", "''"), ("日本", "日本"),
    ],
)  # fmt: skip
def test_values_are_written_as_ruby_does(title: str, line: str) -> None:
    assert front_matter({"title": title}) == f"---\ntitle: {line}\n---\n"


@pytest.mark.parametrize("text", ["", "no front matter", "---\nunfinished: 1\n", "--- x\n---\n"])
def test_a_text_without_front_matter_stays(text: str) -> None:
    assert with_changes(text, {"date": "2024"}) == text
