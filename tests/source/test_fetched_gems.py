"""Themes that come from a gem server, and sites that are the repositories of their themes."""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gem_servers import GemServer, gem_server, packed

from liquidsite import Site
from liquidsite.errors import ThemeError
from liquidsite.themes import download
from liquidsite.themes.gem_server import SERVER
from liquidsite.themes.versions import Version, satisfies

LAYOUT = "{{ theme.version }} {{ content }}"
ABOUT = "{{ theme.authors }}; {{ theme.description }}; {{ theme.dependencies | join: ', ' }}; "
TAG = "{% gist u/1 %}"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[GemServer]:
    for name in ("GEM_HOME", "GEM_PATH", "JEKYLL_NO_BUNDLER_REQUIRE", "BUNDLE_GEMFILE"):
        monkeypatch.delenv(name, raising=False)
    with gem_server() as served:
        monkeypatch.setenv(SERVER, f"{served.address}/")
        yield served


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("---\nlayout: default\n---\nX")
    return folder


def offer(server: GemServer, *versions: str, needs: str = "") -> None:
    for version in versions:
        gem = packed("forty", version, {"_layouts/default.html": LAYOUT})
        server.add("forty", version, gem, needs)


def built(site: Path, **config: Any) -> str:
    Site.load(site, config={"theme": "forty", **config}).build()
    return (site / "_site/index.html").read_text()


def test_a_theme_is_fetched_once(site: Path, server: GemServer) -> None:
    offer(server, "1.9.0", "1.10.0", "2.0.0.beta1")
    assert built(site) == "1.10.0 X"
    assert server.asked == ["/info/forty", "/gems/forty-1.10.0.gem"]
    assert built(site) == built(site, offline=True) == "1.10.0 X"
    assert len(server.asked) == 2


def test_what_a_fetched_theme_says_of_itself(site: Path, server: GemServer) -> None:
    needs = {"jekyll": "runtime >= 3.5", "jekyll-gist": "runtime ~> 1.5", "rake": "development > 0"}
    gem = packed("forty", "1.0", {"_layouts/default.html": ABOUT + TAG}, needs)
    server.add("forty", "1.0", gem, "jekyll:>= 3.5,jekyll-gist:~> 1.5")
    assert built(site) == (
        'Ann "A" A; A theme; jekyll (>= 3.5), jekyll-gist (~> 1.5); '
        '<script src="https://gist.github.com/u/1.js"> </script>'
    )


@pytest.mark.parametrize(
    ("gemfile", "version"),
    [
        ('gem "forty", "~> 1.9"', "1.10.0"),
        ('gem "forty", "~> 1.9.0"', "1.9.2"),
        ("gem 'forty', '>= 1.9', '< 1.9.2', group: :test", "1.9.0"),
        ('gem "forty", "1.9"', "1.9.0"),
        ('gem "forty", "2.0.0.beta1"', "2.0.0.beta1"),
        ('gem "forty"', "1.10.0"),
        ('# gem "forty", "1.9"', "1.10.0"),
    ],
)
def test_the_newest_that_the_gemfile_allows(
    site: Path, server: GemServer, gemfile: str, version: str
) -> None:
    offer(server, "1.9.0", "1.9.2", "1.10.0", "2.0.0.beta1")
    (site / "Gemfile").write_text(f"{gemfile}\n")
    assert built(site) == f"{version} X"


def test_a_version_for_this_jekyll_goes_before_a_newer_one(site: Path, server: GemServer) -> None:
    offer(server, "1.0.0", needs="jekyll:>= 3.5&< 5.0")
    offer(server, "2.0.0", needs="jekyll:>= 5.0")
    assert built(site) == "1.0.0 X"


def lock(site: Path, version: str, sha256: str = "") -> None:
    text = f"GEM\n  specs:\n    forty ({version})\n      jekyll (>= 3)\n"
    text += f"\nCHECKSUMS\n  forty ({version}) sha256={sha256}\n" if sha256 else ""
    (site / "Gemfile.lock").write_text(text)


def test_the_version_of_the_lock_file(site: Path, server: GemServer) -> None:
    offer(server, "1.9.0", "1.10.0")
    assert built(site) == "1.10.0 X"
    lock(site, "1.9.0", hashlib.sha256(server.gems["forty-1.9.0.gem"]).hexdigest())
    assert built(site) == "1.9.0 X"


def test_another_version_than_the_locked_one_is_told(site: Path, server: GemServer) -> None:
    offer(server, "1.9.0")
    assert built(site) == "1.9.0 X"
    lock(site, "1.8.0")
    loaded = Site.load(site, config={"theme": "forty", "offline": True})
    assert "forty 1.9.0 is used, since 1.8.0 of Gemfile.lock" in str(loaded.config.notices)


@pytest.mark.parametrize("who", ["the server", "Gemfile.lock"])
def test_a_gem_with_another_checksum_is_refused(site: Path, server: GemServer, who: str) -> None:
    gem = packed("forty", "1.0", {"_layouts/default.html": LAYOUT})
    server.add("forty", "1.0", gem, sha="0" * 64 if who == "the server" else "")
    lock(site, "1.0", "0" * 64 if who == "Gemfile.lock" else "")
    with pytest.raises(ThemeError, match=f"SHA-256 is .*, but {who} says 0000"):
        built(site)
    assert not list((site / ".jekyll-cache").rglob("forty-1.0"))


def test_offline_and_safe_mode_never_ask(site: Path, server: GemServer) -> None:
    offer(server, "1.0")
    with pytest.raises(ThemeError, match=r"with --offline.*Three ways out"):
        built(site, offline=True)
    with pytest.raises(ThemeError, match="not fetched in safe mode"):
        Site.load(site, config={"theme": "forty"}, safe=True).build()
    assert server.asked == []


def test_a_theme_that_the_server_does_not_have(site: Path, server: GemServer) -> None:
    with pytest.raises(ThemeError, match=r"_themes/forty.*HTTP Error 404.*--theme-dir"):
        built(site)
    offer(server, "1.0")
    (site / "Gemfile").write_text('gem "forty", "~> 9.0"\n')
    with pytest.raises(ThemeError, match=r"no version of forty ~> 9\.0"):
        built(site)


def link(kind: bytes, target: str) -> tarfile.TarInfo:
    header = tarfile.TarInfo("_layouts/default.html")
    header.type, header.linkname = kind, target
    return header


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"../../a": "x"}, "leads out"),
        ({"/etc/a": "x"}, "leads out"),
        ({"a\\..\\b": "x"}, "leads out"),
        ({"a": link(tarfile.SYMTYPE, "/etc/passwd")}, "has a link"),
        ({"a": link(tarfile.LNKTYPE, "../../x")}, "has a link"),
        ({"a": bytes(3 << 20)}, "too much"),
        ({"n" * (6 << 20): "x"}, "too much"),
    ],
    ids=["parent", "absolute", "backslash", "link", "hard link", "large", "large header"],
)
def test_unsafe_gems_are_refused(
    site: Path, server: GemServer, monkeypatch: pytest.MonkeyPatch, files: Any, problem: str
) -> None:
    monkeypatch.setattr(download, "MOST_UNPACKED", 2 << 20)
    server.add("forty", "1.0", packed("forty", "1.0", files))
    with pytest.raises(ThemeError, match=problem):
        built(site)
    assert not list((site / ".jekyll-cache").rglob("forty-1.0"))


@pytest.mark.parametrize("gem", [b"", b"no gem", packed("forty", "1.0", {"a": "x"})[:3000]])
def test_broken_gems_are_refused(site: Path, server: GemServer, gem: bytes) -> None:
    server.add("forty", "1.0", gem)
    with pytest.raises(ThemeError, match="cannot be read"):
        built(site)


SPECIFICATION = 'Gem::Specification.new do |s|\n  s.name = "forty"\n  s.version = "3.2"\nend\n'


@pytest.mark.parametrize("root", [".", "theme"])
def test_the_repository_is_the_theme(site: Path, server: GemServer, root: str) -> None:
    (site / root).mkdir(exist_ok=True)
    (site / root / "forty.gemspec").write_text(SPECIFICATION)
    (site / "Gemfile").write_text("gemspec\n" if root == "." else 'gemspec path: "theme"\n')
    layouts = site / root / "_layouts"
    layouts.mkdir()
    (layouts / "default.html").write_text(LAYOUT)
    assert built(site, exclude=["theme"]) == "3.2 X"
    assert server.asked == []


def test_repository_of_a_theme_has_what_the_theme_brings(site: Path, server: GemServer) -> None:
    """Jekyll 4.4.1 writes this with the source as the gem's folder: assets know no `exclude`."""
    files = {
        "forty.gemspec": SPECIFICATION,
        "_config.yml": "title: T\nexclude: [assets/b.txt, assets/off.css]\n",
        "_layouts/default.html": "{% include i.html %} {{ content }} {{ theme.root }}",
        "_includes/i.html": "{{ site.title }}, {{ site.data.d.a }}, {{ theme.version }}:",
        "_sass/part.scss": "a {b: c}",
        "_data/d.yml": "a: 1",
        "assets/main.scss": "---\n---\n@import 'part';",
        "assets/off.css": "---\n---\noff",
        "assets/b.txt": "b",
        "assets/_c/c.txt": "c",
        "assets/.d/d.txt": "d",
    }
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    assert built(site, sass={"style": "compressed", "sourcemap": "never"}) == "T, 1, 3.2: X "
    found = {path.name: path.read_text() for path in site.glob("_site/**/*") if path.is_file()}
    assert found == {
        "index.html": "T, 1, 3.2: X ",
        "forty.gemspec": SPECIFICATION,
        "main.css": "a{b:c}",
        "off.css": "off",
        "b.txt": "b",
        "c.txt": "c",
        "d.txt": "d",
    }
    assert server.asked == []
    (site / "forty.gemspec").write_text(SPECIFICATION.replace("3.2", "3.3"))
    assert built(site, sass={"style": "compressed", "sourcemap": "never"}) == "T, 1, 3.3: X "


def test_versions_as_rubygems_orders_them() -> None:
    order = ["1.a", "1.0.b2", "1.0", "1.0.1.rc1", "1.0.1", "1.9", "1.10", "2"]
    assert sorted(map(Version, reversed(order))) == [Version(text) for text in order]
    assert Version("1") == Version("1.0.0")
    for asked, allowed, refused in (
        ("~> 2.5", "2.9.1", "3.0.a"),
        ("~> 2.5.1", "2.5.9", "2.6"),
        ("~> 2", "2.9", "3"),
        ("!= 1.0", "1.1", "1"),
        ("= 1.0", "1", "1.0.1"),
        ("<= 2", "2.0", "2.0.1"),
    ):
        assert satisfies(Version(allowed), [asked])
        assert not satisfies(Version(refused), [asked])
