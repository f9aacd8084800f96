"""Plain flags of `build` are read without click: never otherwise than click reads them."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import click
import pytest

from liquidsite.cli.build import command
from liquidsite.cli.flags import BUILD, STRICT, read_plain

FLAGS = (*BUILD, STRICT)
NAMES = [
    part for flag in FLAGS for name in flag.names for part in name.split("/") if part[:1] == "-"
]
VALUES = ["site", "_site", "", "a=b", "-", "--", "-x", "8", "github-pages", "/blog", "é"]


def by_click(arguments: list[str]) -> dict[str, object] | None:
    try:
        with command.make_context("build", list(arguments)) as context:
            return None if context.args else dict(context.params)
    except click.ClickException:
        return None


def drawn(chance: random.Random) -> str:
    name = chance.choice(NAMES)
    form = chance.randrange(8)
    if form < 4:
        return name
    if form < 6:
        return chance.choice(VALUES)
    return f"{name}={chance.choice(VALUES)}" if form == 6 else name[: chance.randint(2, len(name))]


def test_what_is_read_is_what_click_reads() -> None:
    chance, found = random.Random(1), 0
    for _ in range(4_000):
        arguments = [drawn(chance) for _ in range(chance.randrange(5))]
        plain = read_plain(FLAGS, arguments)
        if plain is not None:
            found += 1
            assert plain == by_click(arguments), arguments
    assert found > 200


@pytest.mark.parametrize("name", ["-s", "--source", "--watch", "-q", "-D", "--no-watch", "-t"])
def test_names_that_people_type_are_plain(name: str) -> None:
    arguments = [name, "site"] if name in ("-s", "--source") else [name]
    assert read_plain(FLAGS, arguments) is not None


def test_a_plain_build_does_not_import_click(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("---\n---\n{{ 1 | plus: 1 }}")
    program = (
        "import sys, os; from liquidsite import cli;"
        "cli.end_process = lambda code: print(code, 'click' in sys.modules);"
        "cli.run()"
    )
    for flags, expected in (([], "0 False"), (["--quie"], "0 True")):
        done = subprocess.run(
            [sys.executable, "-c", program, "build", "-s", str(tmp_path), *flags],
            capture_output=True,
            text=True,
            cwd=tmp_path,
        )
        assert done.stdout.splitlines()[-1] == expected, done
    assert (tmp_path / "_site/index.html").read_text() == "2"
