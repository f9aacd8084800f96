"""A command ends when it finds the site up to date: then a clean build would give the same."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import sample
from sample import write
from test_incremental import tree
from test_property import SEED, STEPS, Walk

from liquidsite import Site, file_stamp, up_to_date
from liquidsite.cli import manifest
from liquidsite.config import load


class Command:
    """Builds as the command does, and counts how often the site was up to date."""

    def __init__(self) -> None:
        self.skipped = 0

    def __call__(self, root: Path, now: datetime) -> None:
        arguments = ["build", "-s", str(root)]
        if up_to_date.answer(arguments, now.timestamp()) is not None:
            self.skipped += 1
            return
        began = time.time_ns()
        config = load({"source": str(root), "destination": str(root / "_site")})
        result = Site.of(config).build(now=now)
        manifest.keep(arguments, config, result, [], began)


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files just written count as stable, as they are when an editor is slower than a test."""
    monkeypatch.setattr(file_stamp, "_FRESH", 0)


@pytest.mark.usefixtures("trusting")
def test_random_edits(tmp_path: Path) -> None:
    command, chance = Command(), random.Random(SEED + 4)
    going = Walk(sample.create(tmp_path / "site"), command, sample.EDITS)
    (going.root / "now.html").unlink()  # shows the hour
    for step in range(STEPS):
        going.check(f"step {step}")
        time.sleep(0.01)
        for _ in range(chance.choice([0, 2, 2])):
            going.check("nothing")
        going.step(chance, chance.choice([1, 1, 2]))
    assert command.skipped > STEPS // 4


FILES = {
    "_config.yml": "title: T\ntimezone: UTC\nexclude: [vendor, config]\n"
    "data_dir: config/data\nsass: {load_paths: [vendor]}\n",
    "config/data/people.yml": "chair: Ada\n",
    "vendor/_colors.scss": "$red: #f00;",
    "_layouts/base.html": "<title>{{ page.title }}</title>{{ content }}{% include foot.html %}",
    "_includes/foot.html": "{{ site.time | date: '%Y-%m-%d' }} {{ site.data.people.chair }}",
    "index.md": "---\nlayout: base\n---\n{% for p in site.posts %}{{ p.title }}{% endfor %}",
    "_posts/2020-01-01-one.md": "---\nlayout: base\n---\nOne",
    "css/main.scss": "---\n---\n@import 'colors'; b { color: $red }",
    "logo.svg": "<svg/>",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        write(tmp_path / "site" / name, text)
    return tmp_path / "site"


def settled(root: Path, now: datetime) -> Command:
    """Build until the site is up to date."""
    command = Command()
    for _ in range(3):
        command(root, now)
        time.sleep(0.02)
    assert command.skipped
    return command


NOW = datetime.fromisoformat("2026-05-07T12:00:00+00:00")

Edit = Callable[[Path], object]
REACH: dict[str, Edit] = {
    "a post": lambda root: write(root / "_posts/2020-01-01-one.md", "---\nlayout: base\n---\n1"),
    "a new post": lambda root: write(root / "_posts/2020-01-02-two.md", "---\n---\nTwo"),
    "a post that goes": lambda root: (root / "_posts/2020-01-01-one.md").unlink(),
    "an include": lambda root: write(root / "_includes/foot.html", "foot"),
    "a layout": lambda root: write(root / "_layouts/base.html", "{{ content }}"),
    "data in an excluded folder": lambda root: write(root / "config/data/people.yml", "chair: B"),
    "a stylesheet there": lambda root: write(root / "vendor/_colors.scss", "$red: #e00;"),
    "the configuration": lambda root: write(root / "_config.yml", "title: Other\n"),
    "a new folder": lambda root: write(root / "docs/a.md", "---\n---\nA"),
    "a static file": lambda root: write(root / "logo.svg", "<svg></svg>"),
    "a page in the destination": lambda root: write(root / "_site/index.html", "by hand"),
    "a stray file there": lambda root: write(root / "_site/stray.txt", "by hand"),
    "a page that goes there": lambda root: (root / "_site/index.html").unlink(),
    "a plugin": lambda root: write(root / "_plugins/a.py", "raise ValueError"),
    "a Gemfile": lambda root: write(root / "Gemfile", "gem 'jekyll', '3.9'\n"),
    "a renamed folder": lambda root: (root / "css").rename(root / "styles"),
}


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("name", REACH)
def test_an_edit_ends_it(root: Path, name: str) -> None:
    settled(root, NOW)
    time.sleep(0.02)
    REACH[name](root)
    assert up_to_date.answer(["build", "-s", str(root)], NOW.timestamp()) is None


@pytest.mark.usefixtures("trusting")
def test_an_edit_that_keeps_size_and_time_ends_it(root: Path) -> None:
    settled(root, NOW)
    time.sleep(0.02)
    file = root / "logo.svg"
    before = file.stat()
    write(file, "<SVG/>")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert up_to_date.answer(["build", "-s", str(root)], NOW.timestamp()) is None


@pytest.mark.usefixtures("trusting")
def test_the_next_day_ends_it_where_pages_show_the_day(root: Path) -> None:
    settled(root, NOW)
    arguments = ["build", "-s", str(root)]
    assert up_to_date.answer(arguments, NOW.timestamp() + 11 * 3600) is not None
    assert up_to_date.answer(arguments, NOW.timestamp() + 12 * 3600) is None


@pytest.mark.usefixtures("trusting")
def test_a_clock_that_goes_back_ends_it(root: Path) -> None:
    settled(root, NOW)
    arguments = ["build", "-s", str(root)]
    assert up_to_date.answer(arguments, NOW.timestamp()) is not None
    assert up_to_date.answer(arguments, NOW.timestamp() - 1) is None


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("_includes/foot.html", "{{ site.time }}"),
        ("_includes/foot.html", "{{ 'now' | date: '%H:%M' }}"),
        ("_posts/2090-01-01-future.md", "---\n---\nLater"),
        ("_plugins/a.py", "from liquidsite.plugin import Plugin\nplugin = Plugin('a')\n"),
        ("_config.yml", f"{FILES['_config.yml']}plugins: [jekyll-last-modified-at]\n"),
    ],
)
def test_what_may_change_at_any_time_is_built_each_time(root: Path, name: str, text: str) -> None:
    write(root / name, text)
    command = Command()
    for _ in range(3):
        command(root, NOW)
        time.sleep(0.02)
    assert not command.skipped


@pytest.mark.usefixtures("trusting")
def test_other_flags_and_variables_end_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(root, NOW)
    source, now = str(root), NOW.timestamp()
    assert up_to_date.answer(["build", "-s", source], now) is not None
    for more in (["--drafts"], ["-d", "elsewhere"], ["--baseurl", "/x"]):
        assert up_to_date.answer(["build", "-s", source, *more], now) is None
    for verb in ("serve", "doctor", "clean"):
        assert up_to_date.answer([verb, "-s", source], now) is None
    monkeypatch.setenv("JEKYLL_ENV", "production")
    assert up_to_date.answer(["build", "-s", source], now) is None


@pytest.mark.usefixtures("trusting")
def test_a_damaged_manifest_does_not_count(root: Path) -> None:
    settled(root, NOW)
    file = root / up_to_date.FILE
    good, chance = file.read_bytes(), random.Random(SEED)
    for _ in range(300):
        data = bytearray(good)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        file.write_bytes(bytes(data[: chance.choice([len(data), chance.randrange(len(data))])]))
        assert up_to_date.answer(["build", "-s", str(root)], NOW.timestamp()) is None


def test_files_just_written_are_not_trusted(root: Path) -> None:
    command = Command()
    for _ in range(3):
        command(root, NOW)
    assert not command.skipped


def test_the_command_says_what_an_ordinary_build_says(root: Path) -> None:
    """And is not there before files are two seconds old."""
    time.sleep(2.2)
    lines = []
    for _ in range(4):
        command = [sys.executable, "-m", "liquidsite", "build", "-s", str(root)]
        done = subprocess.run(
            [*command, "-d", str(root / "_site")], capture_output=True, text=True, check=True
        )
        assert "deprecation warning" in done.stderr
        lines.append([*done.stderr.splitlines(), *done.stdout.splitlines()])
        time.sleep(2.2 if len(lines) == 1 else 0)
    assert (root / up_to_date.FILE).exists()
    assert lines[1][:-1] == lines[3][:-1]
    shown = [
        line.partition(" in ")[0] + line.partition("seconds.")[2]
        for line in (lines[1][-1], lines[3][-1])
    ]
    assert shown[0] == shown[1]
    assert tree(root / "_site")


WITHOUT: dict[str, tuple[str, Edit]] = {
    "stamps": ("a post", REACH["a post"]),
    "folders": ("a new post", REACH["a new post"]),
}


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("name", WITHOUT)
def test_each_part_is_needed(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a part of the manifest is forgotten, an edit is not noticed."""
    settled(root, NOW)
    real = file_stamp.file_stamp
    known = {str(path): real(str(path)) for path in (root, *root.rglob("*"))}

    def forgetful(path: str) -> str:
        """Go on with the stamp that a file or folder had, where that kind is forgotten."""
        keeps = Path(path).is_file() if name == "folders" else Path(path).is_dir()
        return real(path) if keeps else known[path]

    monkeypatch.setattr("liquidsite.up_to_date.file_stamp", forgetful)
    time.sleep(0.02)
    WITHOUT[name][1](root)
    assert up_to_date.answer(["build", "-s", str(root)], NOW.timestamp()) is not None
