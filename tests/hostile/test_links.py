"""Links that leave the source, wherever a site may have one: passed over, or refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from .attack import Link
from .conftest import Attack

PAGE = {"index.md": "---\n---\nhello\n"}
SHOW = "---\nlayout: x\n---\n{{ site.data }}{{ site.pages }}{{ site.docs }}{{ site.posts }}"


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("secret.txt", "../outside/secret.txt"),
        ("secret.html", "../outside/secret.html"),
        ("folder", "../outside"),
        ("passwd", "/etc/passwd"),
        ("etc", "/etc"),
        ("_data/secret.yml", "../../outside/secret.yml"),
        ("_data/folder", "../../outside"),
        ("_layouts/x.html", "../../outside/secret.html"),
        ("_includes/secret.html", "../../outside/secret.html"),
        ("_posts/2020-01-01-secret.md", "../../outside/2020-01-01-secret.md"),
        ("_docs/secret.html", "../../outside/secret.html"),
        ("_docs/secret.txt", "../../outside/secret.txt"),
        ("_sass/secret.scss", "../../outside/secret.scss"),
        ("assets/secret.txt", "../../outside/secret.txt"),
        (".htaccess", "../outside/secret.txt"),
        ("loop", "."),
        ("zero", "/dev/zero"),
        ("nowhere", "nowhere"),
        ("chain", "link-to-link"),
    ],
)
def test_passed_over(attacked: Attack, name: str, target: str) -> None:
    config = "collections: {docs: {output: true}}\n"
    files = {"_config.yml": config, "index.html": SHOW, name: Link(target)}
    if name == "chain":
        files["link-to-link"] = Link("../outside/secret.txt")
    outcome = attacked(files)
    assert outcome.error in ("", "ReadError")
    assert "daemon:" not in "".join(outcome.written.values())


@pytest.mark.parametrize(
    "folder", ["_layouts", "_includes", "_data", "_posts", "_docs", "_drafts", "_sass", "assets"]
)
def test_folders_of_jekyll_that_are_links(attacked: Attack, folder: str) -> None:
    files = {**PAGE, "_config.yml": "collections: [docs]\nshow_drafts: true\n"}
    outcome = attacked({**files, folder: Link("../outside")})
    assert outcome.error in ("", "ReadError", "ConfigError")


@pytest.mark.parametrize(
    "name", ["_config.yml", "Gemfile", "Gemfile.lock", "CNAME", "_themes", "x.gemspec"]
)
def test_settings_that_are_links(attacked: Attack, name: str) -> None:
    outcome = attacked({**PAGE, name: Link("../outside/secret.yml")})
    assert outcome.error == "ConfigError"
    assert "leads out of the source" in outcome.message
    assert outcome.path == name


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("secret.html", "ReadError"),
        ("secret.txt", "ReadError"),
        ("_data/secret.yml", "ReadError"),
        ("_layouts/x.html", "ReadError"),
        ("_posts/2020-01-01-secret.md", "ReadError"),
        ("_includes/secret.html", "IncludeError"),
        ("_sass/secret.scss", "ConversionError"),
        ("_config.yml", "ConfigError"),
        ("Gemfile", "ConfigError"),
    ],
)
def test_hard_links(attacked: Attack, tmp_path: Path, name: str, error: str) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "linked").write_text("a: daemon\n")
    (tmp_path / "site" / name).parent.mkdir(parents=True)
    (tmp_path / "site" / name).hardlink_to(tmp_path / "outside" / "linked")
    page = "---\nlayout: x\n---\n"
    page += "{% include secret.html %}" if "_includes" in name else ""
    style = "---\n---\n@import 'secret';"
    files = {"index.html": page, **({"main.scss": style} if "_sass" in name else {})}
    assert attacked(files).error == error


def test_a_theme_that_is_a_link(attacked: Attack) -> None:
    files = {**PAGE, "_config.yml": "theme: own\n", "_themes/own": Link("../../outside")}
    assert attacked(files).error == "ConfigError"


def test_a_link_in_a_theme(attacked: Attack) -> None:
    files = {
        "_config.yml": "theme: own\n",
        "index.html": "---\nlayout: x\n---\n{% include secret.html %}",
        "_themes/own/_layouts/x.html": "{{ content }}",
        "_themes/own/_includes/secret.html": Link("../../../../outside/secret.html"),
    }
    assert attacked(files).error == "ConfigError"


def test_a_destination_with_a_link_in_it(attacked: Attack) -> None:
    files = {
        "_config.yml": "keep_files: [kept]\n",
        "kept/secret.txt": "overwritten",
        "_site/kept": Link("../../outside"),
    }
    outcome = attacked(files, destination=False)
    assert outcome.error == "WriteError"


def test_a_destination_that_is_a_link(attacked: Attack) -> None:
    outcome = attacked({**PAGE, "_site": Link("../outside")}, destination=False)
    assert outcome.error in ("ConfigError", "WriteError")


def test_an_include_entry_behind_a_link(attacked: Attack) -> None:
    config = "include: [folder/secret.txt]\n"
    assert attacked({**PAGE, "_config.yml": config, "folder": Link("../outside")}).error == ""
