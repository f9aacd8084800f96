"""Themes and the cache of sites that GitHub Pages builds."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from gem_servers import gem_server, packed

from liquidsite import Site
from liquidsite.migrate.doctor import examine
from liquidsite.themes.gem_server import SERVER
from liquidsite.themes.repository import ARCHIVES

LAYOUT = "{{ site.theme }} {{ site.tone }}: {{ content }}"


@pytest.fixture
def archives(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A server of archives; the paths that it was asked for."""
    for name in ("GEM_HOME", "GEM_PATH", "JEKYLL_NO_BUNDLER_REQUIRE", "BUNDLE_GEMFILE"):
        monkeypatch.delenv(name, raising=False)
    asked: list[str] = []
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        opened.writestr("x/_layouts/default.html", LAYOUT)
        opened.writestr("x/_config.yml", "tone: of the theme\n")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404 if "missing" in self.path else 200)
            self.end_headers()
            self.wfile.write(file.getvalue())

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


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "Gemfile").write_text('gem "github-pages", group: :jekyll_plugins\n')
    (folder / "index.html").write_text("---\nlayout: default\n---\nX")
    return folder


def built(site: Path, **config: Any) -> str:
    Site.load(site, config=config).build()
    return (site / "_site/index.html").read_text()


def test_a_remote_theme_needs_no_plugin(site: Path, archives: list[str]) -> None:
    assert built(site, remote_theme="ann/forty@v1", theme=None).endswith(": X")
    assert archives == ["/ann/forty/zip/v1"]
    loaded = Site.load(site, config={"remote_theme": "ann/forty@v1", "theme": None})
    assert not [finding for finding in examine(loaded) if finding.check == "theme"]


def test_github_s_own_themes(site: Path, archives: list[str]) -> None:
    assert built(site, theme="jekyll-theme-cayman") == "jekyll-theme-cayman : X"
    assert built(site, theme="jekyll-theme-cayman") == "jekyll-theme-cayman : X"
    assert archives == ["/pages-themes/cayman/zip/v0.2.0"]


def test_the_theme_of_sites_that_name_none(site: Path, archives: list[str]) -> None:
    assert built(site) == "jekyll-theme-primer : X"
    assert archives == ["/pages-themes/primer/zip/v0.6.0"]


def test_a_gem_where_no_archive_is_to_be_had(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JEKYLL_NO_BUNDLER_REQUIRE", raising=False)
    name = "jekyll-theme-slate"
    with gem_server() as server:
        monkeypatch.setenv(SERVER, server.address)
        for version in ("0.2.0", "0.3.0"):
            gem = packed(name, version, {"_layouts/default.html": f"{version} {LAYOUT}"})
            server.add(name, version, gem)
        assert built(site, theme=name) == f"0.2.0 {name} : X"


def test_a_second_build_has_a_cache_outside_the_site(site: Path, archives: list[str]) -> None:
    assert Site.load(site, config={"theme": None}).build().rendered
    assert not (site / ".jekyll-cache").exists()
    assert Site.load(site, config={"theme": None}).build().rendered == ()
    assert Site.load(site, config={"theme": None}, safe=True).build().rendered
