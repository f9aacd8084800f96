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

from liquidsite import Plugin, Site
from liquidsite.cli import new
from liquidsite.ruby import safe_yaml

# Commands that no test runs as they are printed, with the reason.
NOT_RUN = {
    "LIQUIDSITE_COMPILE=1": "`make test-compiled` does it",
    "make": "the gate runs it",
    "python3 -m venv": "tests/docs/test_package.py does it",
    ".venv/bin/pip install": "tests/docs/test_package.py does it",
    "rsync": "it needs a server on the web",
    "liquidsite serve": "it serves until it is stopped; tests/serve does so",
}

# A paragraph before the block that is only a path names the file which the block shows.
_BLOCK = re.compile(
    r"(?:^`(?P<path>[^`\n]+)`:\n\n)?"
    r"^(?P<indent> *)(?P<fence>`{3,})(?P<language>\w*)\n(?P<text>.*?)^(?P=indent)(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
_FILE = re.compile(r"# ([\w./-]+\.\w+)\n")
_VARYING = re.compile(r"\d+\.\d+")


@dataclass(frozen=True)
class Block:
    """One code block: `line` is that of its first line in the page, from 1; `path` its file's."""

    page: str
    line: int
    language: str
    text: str
    path: str = ""


def blocks(page: str, text: str) -> Iterator[Block]:
    """Yield the code blocks of a page, as its reader sees them: without the tags `raw`."""
    if "render_with_liquid: false" not in text:
        text = re.sub(r"{% (?:end)?raw %}", "", text)
    for match in _BLOCK.finditer(text):
        line = text.count("\n", 0, match.start("text")) + 1
        indent = re.compile(f"^{match['indent']}", re.MULTILINE)
        shown = indent.sub("", match["text"])
        yield Block(page, line, match["language"], shown, match["path"] or "")


@dataclass
class Run:
    """A page's blocks, one after the other in one folder; the Python ones share their names.

    Blocks with a path are the files of a site, in a folder of its own: those below `_site` are what
    it gives, and what comes after these is the next site. Commands after a file are run there. But
    where a page has said `cd`, its reader is in one site, and all files belong to it.
    """

    folder: Path
    interpreter: Path = Path(sys.executable)  # the commands are those beside it
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "manual"})
    printed: str = ""
    exact: bool = False  # whether `printed` has no numbers that vary
    entered: bool = False  # whether the page has said `cd`
    site: Path | None = None  # where the files of the example are, until it is complete
    built: bool = False
    examples: int = 0

    def block(self, block: Block) -> None:
        """Run one block. Raises AssertionError when it does not do what the page says."""
        if block.path.startswith("_site/"):
            return self.built_file(block)
        if block.path:
            return self.source_file(block)
        if named := _FILE.match(block.text):
            file = self.folder / named[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
        self.exact = False
        KINDS[block.language](self, block)
        return None

    def source_file(self, block: Block) -> None:
        """Write a file of the example. Its front matter or settings are read when it is built."""
        if self.entered:
            self.site = self.folder
        elif self.site is None or self.built:
            self.examples += 1
            self.site = self.folder / f"example-{self.examples}"
        self.built = False
        file = self.site / block.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.text, encoding="utf-8")

    def built_file(self, block: Block) -> None:
        """Compare a file that the example gives; blank lines do not count."""
        assert self.site is not None, f"line {block.line}: no file comes before it"
        if not self.built:
            build(self.site)
        self.built = True
        text = (self.site / block.path).read_text(encoding="utf-8")
        self.printed, self.exact = _without_blank_lines(text), True
        shown = _without_blank_lines(block.text)
        self.output(Block(block.page, block.line, block.language, shown))

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
        """A page, or the template of one, in a site that has the plugin before it, and posts."""
        site = self.folder / "templates"
        site.mkdir(exist_ok=True)
        (site / "_config.yml").write_text("timezone: UTC\n")
        for year in (2019, 2021):
            (site / "_posts").mkdir(parents=True, exist_ok=True)
            (site / "_posts" / f"{year}-01-01-talk.md").write_text("---\n---\n")
        front = "" if block.text.startswith("---\n") else "---\ntitle: Ada\ndashes: true\n---\n"
        (site / "page.html").write_text(front + block.text, encoding="utf-8")
        plugins = [value for value in self.names.values() if isinstance(value, Plugin)]
        build(site, *plugins)
        self.printed = (site / "_site" / "page.html").read_text(encoding="utf-8")
        self.exact = not plugins

    def ruby(self, block: Block) -> None:
        """What a page shows for comparison: Ruby at least reads it, where there is Ruby."""
        if shutil.which("ruby"):
            self.command(["ruby", "-c", "-e", block.text])

    def shell(self, block: Block) -> None:
        """Commands in order, each after a prompt or each in a line; `#` begins a comment."""
        for line in block.text.replace("\\\n", "").splitlines():
            words = line.removeprefix("$ ").split("  #")[0].strip()
            if words.startswith("cd "):
                self.folder, self.entered, self.site = self.folder / words[3:], True, None
            elif words and not words.startswith(tuple(NOT_RUN)):
                self.command(["bash", "-euc", words])

    def command(self, words: list[str]) -> None:
        environment = {**os.environ, "PATH": f"{self.interpreter.parent}:{os.environ['PATH']}"}
        environment["JEKYLL_NO_BUNDLER_REQUIRE"] = "true"
        done = subprocess.run(
            words,
            cwd=self.site or self.folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, f"{words[-1]}\n{done.stdout}{done.stderr}"
        self.printed = done.stdout + done.stderr

    def output(self, block: Block) -> None:
        """What the block before printed; `…` stands for any lines, a decimal for any other."""
        lines = (_pattern(line, self.exact) for line in block.text.strip("\n").split("\n"))
        printed = self.printed.strip("\n")
        assert re.fullmatch("\n".join(lines), printed), f"{printed!r} is not {block.text!r}"

    def parsed(self, block: Block) -> None:
        _PARSERS[block.language](block.text)


def build(source: Path, *plugins: Plugin) -> None:
    """Build a site of the manual; with `JEKYLL`, a command, by that, unless it has plugins."""
    jekyll = os.environ.get("JEKYLL")
    if jekyll and not plugins:
        words = [jekyll, "build", "--quiet", "--disable-disk-cache", "--source", str(source)]
        subprocess.run([*words, "--destination", str(source / "_site")], check=True, timeout=120)
    else:
        settings = {"destination": str(source / "_site"), "disable_disk_cache": True}
        Site.load(source, config=settings, plugins=plugins).build()


def _without_blank_lines(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())


def _pattern(line: str, exact: bool) -> str:
    if line.strip() == "…":
        return r"(?:.*\n)*?.*"
    parts = [line.rstrip()] if exact else _VARYING.split(line.rstrip())
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
