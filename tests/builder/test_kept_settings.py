"""What the configuration says is kept: a warm build parses no YAML, and misses no edit."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from liquidsite import Site, file_stamp
from liquidsite.config import config_files

KEPT = Path(config_files.FOLDER) / config_files._KEPT


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(file_stamp, "_FRESH", -(10**18))
    write(tmp_path, "title: One\nsince: 2020-05-06 07:08:09 +0200\nlist: [1, a, {b: 2.5}]\n")
    text = "{{ site.title }} {{ site.since }} {{ site.list | jsonify }}"
    (tmp_path / "index.html").write_text(f"---\n---\n{text}")
    return tmp_path


def write(root: Path, config: str, name: str = "_config.yml") -> None:
    (root / name).write_text(config)


def shown(root: Path, **config: object) -> str:
    Site.load(root, config=config).build()
    return (root / "_site" / "index.html").read_text()


def test_settings_are_what_they_were(root: Path) -> None:
    first = shown(root)
    assert first == 'One 2020-05-06 07:08:09 +0200 [1,"a",{"b":2.5}]'
    assert (root / KEPT).exists()
    assert shown(root) == first


def test_a_warm_build_loads_no_parser(root: Path) -> None:
    shown(root)
    (root / "index.html").write_text("---\n---\nedited: {{ site.title }}")
    unwanted = ("yaml", "liquidsite.kramdown", "liquidsite.ruby.csv", "liquidsite.plugins.ruby_")
    code = (
        "import sys; from liquidsite import Site; Site.load(sys.argv[1]).build()\n"
        f"print([name for name in sys.modules if name.startswith({unwanted})])"
    )
    run = [sys.executable, "-c", code, str(root)]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_an_edit_is_noticed(root: Path) -> None:
    shown(root)
    write(root, "title: Two\n")
    assert shown(root).startswith("Two")
    (root / "_config.yml").rename(root / "_config.yaml")
    write(root, "title: Six\n")
    assert shown(root).startswith("Six")


def test_a_file_just_written_is_not_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its next edit may leave every stamp as it is."""
    monkeypatch.setattr(file_stamp, "_FRESH", 10**12)
    shown(root)
    assert not (root / KEPT).exists()


def test_several_files(root: Path) -> None:
    write(root, "title: Over\n", "more.yml")
    for _ in range(2):
        site = Site.load(root, config_files=[str(root / "_config.yml"), str(root / "more.yml")])
        assert (site.config["title"], site.config["list"][0]) == ("Over", 1)
        site.build()


@pytest.mark.parametrize("config", [{"disable_disk_cache": True}, {"safe": True}])
def test_nothing_is_kept_without_a_cache(root: Path, config: dict[str, object]) -> None:
    shown(root, **config)
    assert not (root / KEPT).exists()
    write(root, "title: One\ncache_dir: .other\n")
    shown(root)
    assert not (root / KEPT).exists()


@pytest.mark.parametrize(
    "damage",
    [lambda data: data[:40], lambda data: b"", lambda data: data.replace(b"One", b"Two"),
     lambda data: b"\xff" * len(data)],
)  # fmt: skip
def test_damage_does_no_harm(root: Path, damage: Callable[[bytes], bytes]) -> None:
    first = shown(root)
    (root / KEPT).write_bytes(damage((root / KEPT).read_bytes()))
    assert shown(root) == first


def test_bad_settings_are_told_each_time(root: Path) -> None:
    shown(root)
    write(root, "title: One\nplugins: none\n")
    for _ in range(2):
        with pytest.raises(Exception, match=r"'plugins' should be set as an array") as error:
            shown(root)
        assert "_config.yml:2" in str(error.value) or getattr(error.value, "line", 0) == 2


def test_another_yaml_parser_reads_the_settings_anew(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(root)
    folder = root / config_files.FOLDER
    assert config_files.kept(folder)
    monkeypatch.setattr(config_files, "installed", lambda: ["pyyaml-99.dist-info"])
    assert not config_files.kept(folder)
