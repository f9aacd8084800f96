"""A Gemfile, read as text: no Ruby is run."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from liquidsite import regular_file

# Patterns that few sites need: they are compiled when first used.
_GEM = r"""\s*gem[\s(]\s*["']([^"']+)["'](.*)"""
_GROUP = r"\s*group\b(.*)\bdo\b"
_BLOCK = r"(?:^|\s)(?:do|if|unless|case|begin)\b"
_END = r"\s*end\b"
_WANTED = "jekyll_plugins"
_OPTION = r"\w+:\s|:\w+\s*=>"
_REQUIREMENT = r"""["']((?:[~<>=!]+\s*)?\d[\w.]*)["']"""
_LOCKED = r" {4}(\S+) \(([^)]+)\)"
_SUM = r" {2}(\S+) \((\S+)\) (?:\S+,)?sha256=([0-9a-fA-F]{64})\b"


_GEMSPEC = r"""(?m)^\s*gemspec\b(?:.*\bpath(?::|\s*=>)\s*["']([^"']+)["'])?"""
_NAME = r"""(?m)^\s*\w+\.name\s*=\s*["']([^"']+)["']"""
_VERSION = r"""(?m)^\s*\w+\.version\s*=\s*["']([^"']+)["']"""


class Lock(NamedTuple):
    """What Gemfile.lock says: gem → version, and `NAME-VERSION` → SHA-256."""

    versions: Mapping[str, str]
    sums: Mapping[str, str]


def lock(source: Path) -> Lock:
    """Read the file that Bundler keeps beside the Gemfile; empty when there is none."""
    file = find(source) or source / "Gemfile"
    name = f"{file.name}.lock"
    text = regular_file.read_if_there(file.with_name(name), name) or ""
    sums = {f"{gem}-{version}": found.lower() for gem, version, found in re.findall(_SUM, text)}
    return Lock(dict(re.findall(_LOCKED, text)), sums)


def requirements(source: Path, gem: str) -> list[str]:
    """Return the versions that the Gemfile asks for of a gem: `["~> 2.5"]`."""
    texts = (arguments for name, arguments in _arguments(source) if name == gem)
    return [
        found for text in texts for found in re.findall(_REQUIREMENT, re.split(_OPTION, text)[0])
    ]


def required(source: Path) -> dict[str, list[str]]:
    """Return the versions that the Gemfile asks for, by gem: `{"minima": ["~> 2.5"]}`."""
    found: dict[str, list[str]] = {}
    for name, arguments in _arguments(source):
        texts = re.findall(_REQUIREMENT, re.split(_OPTION, arguments)[0])
        if texts:
            found.setdefault(name, []).extend(texts)
    return found


def jekyll_plugins(source: Path) -> list[str]:
    """Return the gems of the group `jekyll_plugins`, which Jekyll loads before all others."""
    return [gem for gem, group in gems(source) if _WANTED in group]


def gems(source: Path) -> list[tuple[str, str]]:
    """Return each gem with the text that says which groups it is in."""
    return [(gem, f"{groups} {arguments}") for gem, groups, arguments in _of_site(source)]


def _arguments(source: Path) -> list[tuple[str, str]]:
    return [(gem, arguments) for gem, _, arguments in _of_site(source)]


def _of_site(source: Path) -> list[tuple[str, str, str]]:
    file = find(source)
    return list(_gems(regular_file.read_if_there(file, str(file)) or "")) if file else []


def gemspec_of(name: str, source: Path) -> Path | None:
    """Return the gemspec of the gem `name` where the site is in the gem's own repository.

    That is one at the source's root, or the one that the Gemfile means by `gemspec`.
    """
    named = [*source.glob("*.gemspec"), *_meant(source)]
    for file in sorted(named):
        text = regular_file.read_if_there(file, file.name) or ""
        found = re.search(_NAME, text)
        if name == (found[1] if found else file.stem).lower():
            return file
    return None


def version_of(gemspec: str) -> str:
    """Return the version that the text of a gemspec gives; empty when it is computed."""
    found = re.search(_VERSION, gemspec)
    return found[1] if found else ""


def _meant(source: Path) -> list[Path]:
    """Return the gemspecs in the folder of the Gemfile's line `gemspec`, by default its own."""
    file = find(source)
    text = (regular_file.read_if_there(file, str(file)) or "") if file else ""
    match = re.search(_GEMSPEC, text)
    return list((file.parent / (match[1] or ".")).glob("*.gemspec")) if file and match else []


def find(source: Path) -> Path | None:
    """Return the Gemfile that Bundler would use; None where the environment turns Bundler off."""
    if os.environ.get("JEKYLL_NO_BUNDLER_REQUIRE"):
        return None
    named = os.environ.get("BUNDLE_GEMFILE")
    folders = (source, Path.cwd()) if source.is_relative_to(Path.cwd()) else (source,)
    files = [Path(named)] if named else [folder / "Gemfile" for folder in folders]
    return next((file for file in files if file.is_file()), None)


def _gems(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each gem, the groups whose blocks it is in, and what follows its name."""
    groups: list[str] = []
    for line in text.splitlines():
        line = line.partition("#")[0]
        if group := re.match(_GROUP, line):
            groups.append(group[1])
        elif gem := re.match(_GEM, line):
            yield gem[1], " ".join(groups), gem[2]
        elif re.match(_END, line) and groups:
            groups.pop()
        elif re.search(_BLOCK, line):
            groups.append("")
