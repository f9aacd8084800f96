"""Gems on this machine, found and read as files: no Ruby is run."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from glob import escape
from pathlib import Path
from typing import NamedTuple

from liquidsite.config import gemfile
from liquidsite.themes.versions import Version, satisfies

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
        """Return the strings in a field of the gemspec, `authors` or `metadata`."""
        lines = [text for name, text in _FIELD.findall(self.specification) if name == field]
        return strings(lines[0]) if lines else []

    def dependencies(self) -> list[list[str]]:
        """Return the gems that it needs to run, each with its versions: `["jekyll", ">= 3.5"]`.

        Generated gemspecs list all gems a second time for old versions of RubyGems.
        """
        current, _, _ = self.specification.partition("\n  else\n")
        return [strings(line) for line in _DEPENDENCY.findall(current)]


def strings(ruby: str) -> list[str]:
    """Return the string literals in a line of Ruby."""
    return [_ESCAPED.sub(r"\1", quoted) or listed for quoted, listed in _STRING.findall(ruby)]


def specification_text(
    authors: Iterable[str],
    description: str,
    metadata: Mapping[str, str],
    dependencies: Iterable[tuple[str, Iterable[str]]],
) -> str:
    """Return a gemspec with these fields, as `Gem` reads it."""
    pairs = ", ".join(f"{_quoted(key)} => {_quoted(value)}" for key, value in metadata.items())
    lines = [
        f"  s.authors = [{', '.join(map(_quoted, authors))}]",
        f"  s.description = {_quoted(description)}",
        f"  s.metadata = {{ {pairs} }}",
    ]
    for name, versions in dependencies:
        strings = ", ".join(map(_quoted, versions))
        lines.append(f"  s.add_runtime_dependency({_quoted(name)}, [{strings}])")
    return "\n".join(["Gem::Specification.new do |s|", *lines, "end", ""])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{" ".join(escaped.splitlines())}"'


def find_gem(name: str, source: Path, home: Path | None = None) -> Gem | None:
    """Return the gem `name` in the version that the site's Gemfile asks for.

    That is the one of Gemfile.lock, else the newest that the Gemfile allows; None when no such
    version is installed. `home` is one more folder where gems are.
    """
    allowed = installed(name, source, home)
    locked = gemfile.lock(source).versions.get(name)
    wanted = gemfile.requirements(source, name) if locked is None else [locked]
    fitting = [gem for gem in allowed if satisfies(Version(gem.version), wanted)]
    return max(fitting, key=_by_version, default=None)


def newest_gem(name: str, source: Path, home: Path | None = None) -> Gem | None:
    """Return the newest version of the gem that is installed, whatever the Gemfile says."""
    return max(installed(name, source, home), key=_by_version, default=None)


def installed(name: str, source: Path, home: Path | None = None) -> list[Gem]:
    """Return all versions of a gem; of one in two folders, that which counts more."""
    found = {
        folder.name.removeprefix(f"{name}-"): folder for folder in _folders(name, source, home)
    }
    return [Gem(name, key, path, specification_of(path)) for key, path in found.items()]


def _by_version(gem: Gem) -> tuple[bool, Version]:
    version = Version(gem.version)
    return not version.is_prerelease, version


def folders(source: Path) -> Iterator[Path]:
    """Return where gems are installed: each has the folders `gems` and `specifications`."""
    environment = (os.environ.get("GEM_HOME", ""), *os.environ.get("GEM_PATH", "").split(":"))
    yield from (Path(path) for path in environment if path)
    yield from sorted((source / "vendor/bundle/ruby").glob("*"), reverse=True)
    for pattern in _HOME_FOLDERS:
        yield from sorted(Path.home().glob(pattern), reverse=True)
    for pattern in _SYSTEM_FOLDERS:
        yield from sorted(Path("/").glob(pattern[1:]), reverse=True)


def _folders(name: str, source: Path, home: Path | None) -> Iterator[Path]:
    """Yield the folders of all versions of a gem, those that count least first."""
    homes = [home] if home is not None else []
    for root in [*homes, *reversed(list(folders(source)))]:
        for folder in (root / "gems").glob(f"{escape(name)}-*"):
            if _VERSION.fullmatch(folder.name.removeprefix(f"{name}-")) and folder.is_dir():
                yield folder


def specification_of(folder: Path) -> str:
    """Return the gemspec of an installed gem's folder; empty when it has none."""
    file = folder.parent.parent / "specifications" / f"{folder.name}.gemspec"
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""
