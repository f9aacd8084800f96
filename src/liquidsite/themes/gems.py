"""Gems on this machine, found and read as files: no Ruby is run."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from glob import escape
from pathlib import Path
from typing import NamedTuple

from liquidsite import regular_file

_HOME_FOLDERS = (".gem/ruby/*", ".local/share/gem/ruby/*", ".rbenv/versions/*/lib/ruby/gems/*")
_SYSTEM_FOLDERS = (
    "/usr/share/rubygems-integration/*",
    "/var/lib/gems/*",
    "/usr/lib/ruby/gems/*",
    "/usr/local/lib/ruby/gems/*",
    "/usr/local/bundle",
    "/opt/homebrew/lib/ruby/gems/*",
)
_VERSION = re.compile(r"\d+(?:\.\w+)*")
_LOCKED = re.compile(r" {4}(\S+) \(([^)]+)\)")

_STRING = re.compile(r"""["']((?:[^"'\\]|\\.)*+)["']|%q<([^>]*+)>""")
_ESCAPED = re.compile(r"\\(.)")
_FIELD = re.compile(r"^\s*\w+\.(authors?|description|summary|metadata)\s*=(.*)$", re.MULTILINE)
_DEPENDENCY = re.compile(r"^\s*\w+\.add_(?:runtime_)?dependency\b(.*)$", re.MULTILINE)


class Gem(NamedTuple):
    """A gem's folder; `specification` is the text of its gemspec, empty when there is none."""

    name: str
    version: str
    folder: Path
    specification: str

    def values(self, field: str) -> list[str]:
        """The strings in a field of the gemspec, `authors` or `metadata`."""
        lines = [text for name, text in _FIELD.findall(self.specification) if name == field]
        return strings(lines[0]) if lines else []

    def dependencies(self) -> list[list[str]]:
        """The gems that it needs to run, each with its versions: `["jekyll", ">= 3.5"]`.

        Generated gemspecs list all gems a second time for old versions of RubyGems.
        """
        current, _, _ = self.specification.partition("\n  else\n")
        return [strings(line) for line in _DEPENDENCY.findall(current)]


def strings(ruby: str) -> list[str]:
    """The string literals in a line of Ruby."""
    return [_ESCAPED.sub(r"\1", quoted) or listed for quoted, listed in _STRING.findall(ruby)]


def find_gem(name: str, source: Path) -> Gem | None:
    """The gem `name` in the version that `Gemfile.lock` says, else in the newest."""
    found = {folder.name.removeprefix(f"{name}-"): folder for folder in _folders(name, source)}
    if not found:
        return None
    locked = _locked_version(name, source)
    version = locked if locked in found else max(found, key=_numbers)
    return Gem(name, version, found[version], specification_of(found[version]))


def folders(source: Path) -> Iterator[Path]:
    """Where gems are installed: each has the folders `gems` and `specifications`."""
    environment = (os.environ.get("GEM_HOME", ""), *os.environ.get("GEM_PATH", "").split(":"))
    yield from (Path(path) for path in environment if path)
    yield from sorted((source / "vendor/bundle/ruby").glob("*"), reverse=True)
    for pattern in _HOME_FOLDERS:
        yield from sorted(Path.home().glob(pattern), reverse=True)
    for pattern in _SYSTEM_FOLDERS:
        yield from sorted(Path("/").glob(pattern[1:]), reverse=True)


def _folders(name: str, source: Path) -> Iterator[Path]:
    """The folders of all versions of a gem, those that count least first."""
    for root in reversed(list(folders(source))):
        for folder in (root / "gems").glob(f"{escape(name)}-*"):
            if _VERSION.fullmatch(folder.name.removeprefix(f"{name}-")) and folder.is_dir():
                yield folder


def specification_of(folder: Path) -> str:
    """The gemspec of an installed gem's folder; empty when it has none."""
    file = folder.parent.parent / "specifications" / f"{folder.name}.gemspec"
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""


def _locked_version(name: str, source: Path) -> str | None:
    lock = regular_file.read_if_there(source / "Gemfile.lock", "Gemfile.lock") or ""
    return dict(_LOCKED.findall(lock)).get(name)


def _numbers(version: str) -> list[int]:
    return [int(part) if part.isdigit() else -1 for part in version.split(".")]
