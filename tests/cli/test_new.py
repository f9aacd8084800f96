"""What `liquidsite new` writes: sites that build, with nothing to complain of."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from liquidsite.cli.group import main


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def built(folder: Path) -> dict[str, str]:
    """Path → text of what a build makes, which must say nothing."""
    result = run("build", "-q", "--strict", "-s", folder, "-d", folder / "_site")
    assert (result.exit_code, result.output) == (0, "")
    files = (path for path in (folder / "_site").rglob("*") if path.is_file())
    return {path.relative_to(folder / "_site").as_posix(): path.read_text() for path in files}


def test_a_new_site_has_a_post_a_feed_and_metadata(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    result = run("new", folder)
    assert result.exit_code == 0
    assert result.stdout == f"New site in {folder}. To see it: liquidsite serve --source {folder}\n"
    pages = built(folder)
    post = f"{date.today():%Y/%m/%d}/first-post/index.html"
    assert {"index.html", "about/index.html", "404.html", "feed.xml", post} <= pages.keys()
    assert "The first post" in pages["index.html"] and "<entry>" in pages["feed.xml"]
    assert '<meta property="og:title" content="The first post" />' in pages[post]
    assert 'type="application/atom+xml"' in pages[post]
    assert (folder / ".gitignore").read_text().startswith("_site/\n")
    assert not (folder / "gitignore").exists()


def test_a_new_workshop_shows_its_data(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert run("new", folder, "--workshop").exit_code == 0
    pages = built(folder)
    names = ("speakers", "schedule", "papers", "call")
    assert {"index.html", *(f"{name}/index.html" for name in names)} <= pages.keys()
    for name, edited in (("speakers", "index"), ("speakers", "speakers/index")):
        file = folder / f"_data/{name}.yml"
        file.write_text(file.read_text().replace("First Speaker", "Ada Lovelace"))
        assert "Ada Lovelace" in built(folder)[f"{edited}.html"]
    settings = yaml.safe_load((folder / "_config.yml").read_text())
    assert settings["event"]["date"] == date.today() + timedelta(days=180)
    assert "IN_" not in (folder / "_data/dates.yml").read_text()


def test_people_of_a_new_workshop_come_from_its_data_only(tmp_path: Path) -> None:
    run("new", tmp_path / "site", "--workshop")
    for file in (tmp_path / "site/_data").glob("*.yml"):
        if file.name != "dates.yml":
            file.write_text("")
    text = " ".join(built(tmp_path / "site").values())
    assert not re.search(r"(First|Second|Third) (Speaker|Organizer|Author|Reviewer)", text)


def test_a_blank_site_is_as_jekylls(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert run("new", folder, "--blank").exit_code == 0
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*")) == [
        *("_config.yml", "_data", "_drafts", "_includes", "_layouts", "_layouts/default.html"),
        *("_posts", "_sass", "_sass/base.scss", "assets", "assets/css", "assets/css/main.scss"),
        "index.md",
    ]
    assert set(built(folder)) == {"index.html", "assets/css/main.css", "assets/css/main.css.map"}


def test_words_of_a_path_are_joined_as_jekyll_joins_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("new", "my", "site")
    assert (tmp_path / "my site/index.md").is_file()
    assert result.stdout.endswith('liquidsite serve --source "my site"\n')


def test_two_kinds_of_site_at_once(tmp_path: Path) -> None:
    result = run("new", tmp_path / "site", "--blank", "--workshop")
    assert (result.exit_code, (tmp_path / "site").exists()) == (2, False)
