"""Gems from a gem server, fetched and unpacked without Ruby.

Source: RubyGems' guides, "Compact Index" and "RubyGems.org API". `/info/NAME` has a line for each
release, `/gems/NAME-VERSION.gem` is a tar of `metadata.gz` and `data.tar.gz`.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import re
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

import yaml

from liquidsite.config import Config, gemfile
from liquidsite.errors import ThemeError
from liquidsite.themes import download
from liquidsite.themes.gems import specification_text
from liquidsite.themes.versions import Version, satisfies

SERVER = "LIQUIDSITE_GEM_SERVER"

_RELEASE = re.compile(r"(?P<version>\d[\w.]*) (?P<needs>[^|\n]*)(?:\|(?P<more>.*))?", re.ASCII)
_MOST_METADATA = 4 << 20
_BROKEN = (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, KeyError, ValueError)


class Release(NamedTuple):
    """One version of a gem, as the server's index has it; `needs` are its requirements by gem."""

    version: Version
    needs: Mapping[str, list[str]]
    sha256: str


def server() -> str:
    """Return the address of the gem server, which the environment may name."""
    return (os.environ.get(SERVER) or "https://rubygems.org").rstrip("/")


def fetch(name: str, config: Config, jekyll: str, pinned: str | None = None) -> None:
    """Fetch the gem `name` into `download.gem_home`, in the version that the Gemfile asks for.

    That is the one of Gemfile.lock, else the newest that the Gemfile allows, and of these the
    newest that goes with the version `jekyll` if there is one. `pinned` is the version of a site
    without Gemfile.lock. Raises UnavailableError, and
    ThemeError for a gem that is not what the server or Gemfile.lock says.
    """
    if reason := download.refusal(config):
        raise download.UnavailableError(reason)
    lock = gemfile.lock(config.source)
    locked = lock.versions.get(name, pinned)
    wanted = gemfile.requirements(config.source, name)
    index = download.download(f"{server()}/info/{name}", f"the versions of {name}")
    releases = list(_releases(index.decode("utf-8", "replace")))
    release = _choose(name, releases, locked, wanted, jekyll)
    full = f"{name}-{release.version.text}"
    address = f"{server()}/gems/{full}.gem"
    archive = download.download(address, f"the gem {full}")
    _check(archive, {"the server": release.sha256, "Gemfile.lock": lock.sums.get(full)}, address)
    _install(archive, download.gem_home(config), full, address)


def _releases(index: str) -> Iterator[Release]:
    """Yield what a compact index says of versions for all platforms."""
    for line in index.splitlines():
        if match := _RELEASE.fullmatch(line.strip()):
            needs = dict(_needs(match["needs"]))
            more = dict(_needs(match["more"] or ""))
            sha256 = more.get("checksum", [""])[0]
            yield Release(Version(match["version"]), needs, sha256.lower())


def _needs(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each part of `jekyll:>= 3.5&< 5.0,jekyll-feed:~> 0.9`."""
    for part in filter(None, text.split(",")):
        name, _, requirements = part.partition(":")
        yield name.strip(), requirements.split("&")


def _choose(
    name: str, releases: Iterable[Release], locked: str | None, wanted: list[str], jekyll: str
) -> Release:
    releases = list(releases)
    if locked is not None:
        for release in releases:
            if release.version.text == locked:
                return release
        message = f"the gem server does not have {name} {locked}, which is asked for"
        raise download.UnavailableError(message)
    pre = any(Version(text.lstrip("~<>=! ")).is_prerelease for text in wanted)
    allowed = [
        release
        for release in releases
        if satisfies(release.version, wanted) and (pre or not release.version.is_prerelease)
    ]
    if not allowed:
        asked = f" {', '.join(wanted)}" if wanted else ""
        raise download.UnavailableError(f"the gem server has no version of {name}{asked}")
    fits = [item for item in allowed if satisfies(Version(jekyll), item.needs.get("jekyll", []))]
    return max(fits or allowed, key=lambda release: release.version)


def _check(archive: bytes, sums: Mapping[str, str | None], address: str) -> None:
    """Compare the SHA-256 of `archive` with each that is known. Raises ThemeError."""
    found = hashlib.sha256(archive).hexdigest()
    known = {place: wanted for place, wanted in sums.items() if wanted}
    if not known:
        raise ThemeError("the gem server gives no checksum of the gem", path=address)
    for place, wanted in known.items():
        if wanted != found:
            message = f"the gem's SHA-256 is {found}, but {place} says {wanted}"
            raise ThemeError(message, path=address)


def _install(archive: bytes, home: Path, full: str, address: str) -> None:
    """Unpack the gem to `gems/FULL`, with what its metadata says in `specifications`."""
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:") as outer:
            members = {member.name: member for member in outer if member.isfile()}
            opened = outer.extractfile(members["metadata.gz"])
            metadata = _metadata(cast(IO[bytes], opened), address)
            data = cast(IO[bytes], outer.extractfile(members["data.tar.gz"]))
            (home / "gems").mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=home) as scratch:
                folder = Path(scratch, "gem")
                folder.mkdir()
                _unpack(data, folder, address)
                file = home / "specifications" / f"{full}.gemspec"
                file.parent.mkdir(exist_ok=True)
                Path(scratch, "gemspec").write_text(_ruby(metadata), encoding="utf-8")
                Path(scratch, "gemspec").replace(file)
                download.move(folder, home / "gems" / full)
    except (*_BROKEN, yaml.YAMLError, OSError) as error:
        raise ThemeError(f"the gem cannot be read: {error}", path=address) from error


def _unpack(data: IO[bytes], folder: Path, shown: str) -> None:
    """Unpack `data.tar.gz`. Raises ThemeError for a file that is unsafe, and for too much."""
    copy = download.counted(download.MOST_UNPACKED, shown)
    with gzip.GzipFile(fileobj=data) as plain:
        limited = cast(IO[bytes], _Limited(plain, shown))
        files = tarfile.open(fileobj=limited, mode="r|")  # noqa: SIM115 - `limited` is all it has
        for member in files:
            target = folder.joinpath(*download.parts(member.name, shown))
            if member.isdir():
                target.mkdir(parents=True, exist_ok=True)
            elif member.isfile():
                copy(cast(IO[bytes], files.extractfile(member)), target)
            elif member.issym() or member.islnk():
                download.refuse_link(member.name, shown)


class _Limited:
    """A stream that ends with an error after as much as an archive may unpack to.

    Headers count too: a long name is a header of any size.
    """

    def __init__(self, stream: gzip.GzipFile, shown: str) -> None:
        self.stream = stream
        self.shown = shown
        self.left = 2 * download.MOST_UNPACKED

    def read(self, size: int = -1) -> bytes:
        content = self.stream.read(min(size, self.left + 1) if size >= 0 else self.left + 1)
        self.left -= len(content)
        if self.left < 0:
            raise ThemeError("the theme's archive unpacks to too much", path=self.shown)
        return content


class _Metadata(yaml.SafeLoader):
    """YAML of a `Gem::Specification`: Ruby's objects are read as mappings of their fields."""


def _fields(loader: yaml.SafeLoader, _: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(cast(yaml.ScalarNode, node))


_Metadata.add_multi_constructor("!ruby/", _fields)


def _metadata(stream: IO[bytes], address: str) -> Mapping[str, Any]:
    with gzip.GzipFile(fileobj=stream) as plain:
        text = plain.read(_MOST_METADATA + 1)
    if len(text) > _MOST_METADATA:
        raise ThemeError("the gem's metadata is too large", path=address)
    values = yaml.load(text, _Metadata)
    if not isinstance(values, Mapping):
        raise ThemeError("the gem's metadata is not a specification", path=address)
    return values


def _ruby(metadata: Mapping[str, Any]) -> str:
    """Return the metadata as the gemspec that RubyGems writes beside an installed gem."""
    authors = metadata.get("authors") or [metadata.get("author")]
    more = metadata.get("metadata")
    needs = [
        (str(need.get("name")), list(_requirements(need.get("requirement"))))
        for need in metadata.get("dependencies") or []
        if isinstance(need, Mapping) and str(need.get("type")).lstrip(":") == "runtime"
    ]
    return specification_text(
        authors=[str(author) for author in authors if author],
        description=str(metadata.get("description") or metadata.get("summary") or ""),
        metadata={str(key): str(value) for key, value in dict(more or {}).items()},
        dependencies=needs,
    )


def _requirements(value: object) -> Iterator[str]:
    """Yield `>= 3.5` and so on of a `Gem::Requirement`: pairs of an operator and a version."""
    if isinstance(value, Mapping):
        for operator, version in value.get("requirements") or []:
            number = version.get("version") if isinstance(version, Mapping) else version
            yield f"{operator} {number}"
