"""A Gemfile, read as text: no Ruby is run."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from liquidsite import regular_file

_GEM = re.compile(r"""\s*gem[\s(]\s*["']([^"']+)["'](.*)""")
_GROUP = re.compile(r"\s*group\b(.*)\bdo\b")
_BLOCK = re.compile(r"(?:^|\s)(?:do|if|unless|case|begin)\b")
_END = re.compile(r"\s*end\b")
_WANTED = "jekyll_plugins"


def jekyll_plugins(source: Path) -> list[str]:
    """The gems of the group `jekyll_plugins`, which Jekyll loads before all others."""
    return [gem for gem, group in gems(source) if _WANTED in group]


def gems(source: Path) -> list[tuple[str, str]]:
    """Each gem with the text that says which groups it is in."""
    file = find(source)
    return list(_gems(regular_file.read_if_there(file, str(file)) or "")) if file else []


def find(source: Path) -> Path | None:
    """The Gemfile that Bundler would take; none where Jekyll is told not to ask it."""
    if os.environ.get("JEKYLL_NO_BUNDLER_REQUIRE"):
        return None
    named = os.environ.get("BUNDLE_GEMFILE")
    folders = (source, Path.cwd()) if source.is_relative_to(Path.cwd()) else (source,)
    files = [Path(named)] if named else [folder / "Gemfile" for folder in folders]
    return next((file for file in files if file.is_file()), None)


def _gems(text: str) -> Iterator[tuple[str, str]]:
    groups: list[str] = []
    for line in text.splitlines():
        line = line.partition("#")[0]
        if group := _GROUP.match(line):
            groups.append(group[1])
        elif gem := _GEM.match(line):
            yield gem[1], " ".join([*groups, gem[2]])
        elif _END.match(line) and groups:
            groups.pop()
        elif _BLOCK.search(line):
            groups.append("")
