"""The code blocks of a page in Markdown, and how each kind of them is run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from liquidsite import Site
from liquidsite.cli import new
from liquidsite.ruby import safe_yaml

# Commands that no test runs as they are printed, with the reason.
NOT_RUN = {
    "make": "the gate runs it",
    "python3 -m venv": "tests/docs/test_package.py does it",
    ".venv/bin/pip install": "tests/docs/test_package.py does it",
    "rsync": "it needs a server on the web",
    "liquidsite serve": "it serves until it is stopped; tests/serve does so",
}

_BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# ([\w./-]+\.\w+)\n")
_VARYING = re.compile(r"\d+\.\d+")


@dataclass(frozen=True)
class Block:
    """One code block: `line` is that of its first line in the page, from 1."""

    page: str
    line: int
    language: str
    text: str


def blocks(page: str, text: str) -> Iterator[Block]:
    for match in _BLOCK.finditer(text):
        line = text.count("\n", 0, match.start()) + 2
        indent = re.compile(f"^{match[1]}", re.MULTILINE)
        yield Block(page, line, match[2], indent.sub("", match[3]))


@dataclass
class Run:
    """A page's blocks, one after the other in one folder; the Python ones share their names."""

    folder: Path
    interpreter: Path = Path(sys.executable)  # the commands are those beside it
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "manual"})
    printed: str = ""

    def block(self, block: Block) -> None:
        """Run one block. Raises AssertionError when it does not do what the page says."""
        if named := _FILE.match(block.text):
            file = self.folder / named[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
        KINDS[block.language](self, block)

    def python(self, block: Block) -> None:
        """In this process; but a program with a `__main__`, which starts others, in its own."""
        if "__main__" in block.text:
            return self.command([str(self.interpreter), "-c", block.text])
        place = f"{block.page}, line {block.line}"
        with redirect_stdout(StringIO()) as out:
            exec(compile(block.text, place, "exec"), self.names)
        self.printed = out.getvalue()
        return None

    def liquid(self, block: Block) -> None:
        """A template, in a site that has the plugin of the block before, and posts."""
        site = self.folder / "templates"
        for year in (2019, 2021):
            (site / "_posts").mkdir(parents=True, exist_ok=True)
            (site / "_posts" / f"{year}-01-01-talk.md").write_text("---\n---\n")
        text = re.sub(r"{% (?:end)?raw %}", "", block.text)
        (site / "page.html").write_text(f"---\ntitle: Ada\ndashes: true\n---\n{text}")
        self.printed = Site.load(site, plugins=[self.names["plugin"]]).render("page.html")

    def ruby(self, block: Block) -> None:
        """What a page shows for comparison: Ruby at least reads it, where there is Ruby."""
        if shutil.which("ruby"):
            self.command(["ruby", "-c", "-e", block.text])

    def shell(self, block: Block) -> None:
        """Commands in order, each after a prompt or each in a line; `#` begins a comment."""
        for line in block.text.replace("\\\n", "").splitlines():
            words = line.removeprefix("$ ").split("  #")[0].strip()
            if words and not words.startswith(tuple(NOT_RUN)):
                self.command(["bash", "-euc", words])

    def command(self, words: list[str]) -> None:
        environment = {**os.environ, "PATH": f"{self.interpreter.parent}:{os.environ['PATH']}"}
        environment["JEKYLL_NO_BUNDLER_REQUIRE"] = "true"
        done = subprocess.run(
            words, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, f"{words[-1]}\n{done.stdout}{done.stderr}"
        self.printed = done.stdout + done.stderr

    def output(self, block: Block) -> None:
        """What the block before printed; `…` stands for any lines, a decimal for any other."""
        lines = (_pattern(line) for line in block.text.strip("\n").split("\n"))
        printed = self.printed.strip("\n")
        assert re.fullmatch("\n".join(lines), printed), f"{printed!r} is not {block.text!r}"

    def parsed(self, block: Block) -> None:
        _PARSERS[block.language](block.text)


def _pattern(line: str) -> str:
    if line.strip() == "…":
        return r"(?:.*\n)*?.*"
    parts = _VARYING.split(line.rstrip())
    return r"\d+\.\d+".join(map(re.escape, parts)) + " *"


def _parse_yaml(text: str) -> object:
    return safe_yaml.load(text, "block.yml")


_PARSERS: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "toml": tomllib.loads,
    "yaml": _parse_yaml,
}

KINDS: dict[str, Callable[[Run, Block], None]] = {
    "": Run.shell,
    "console": Run.shell,
    "html": Run.output,
    "json": Run.parsed,
    "liquid": Run.liquid,
    "python": Run.python,
    "ruby": Run.ruby,
    "sh": Run.shell,
    "text": Run.output,
    "toml": Run.parsed,
    "yaml": Run.parsed,
}


def workplace(root: Path, folder: Path) -> None:
    """Make `folder` what the pages speak of: the examples, and `my-site`, a site of one's own."""
    unbuilt = shutil.ignore_patterns("_site", ".*cache")
    shutil.copytree(root / "examples", folder / "examples", ignore=unbuilt)
    own_site(folder / "my-site")


def own_site(folder: Path) -> None:
    CliRunner().invoke(new.command, [str(folder)], catch_exceptions=False)
