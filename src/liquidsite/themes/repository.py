"""`remote_theme: owner/name@ref`: a theme from an archive, fetched once into the cache."""

from __future__ import annotations

import io
import os
import re
import stat
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from liquidsite.config import Config
from liquidsite.errors import ThemeError

PLUGIN = "jekyll-remote-theme"
ARCHIVES = "LIQUIDSITE_THEME_ARCHIVES"

_SPECIFICATION = re.compile(
    r"(?:https?://(?P<host>[^/]+)/)?(?P<owner>[\w-]+)/(?P<name>[\w.-]+?)(?:@(?P<ref>[\w./-]+))?",
    re.ASCII,
)
_MOST_DOWNLOADED = 100 << 20
_MOST_UNPACKED = 500 << 20
_SECONDS = 30


@dataclass(frozen=True)
class RemoteTheme:
    """A repository at a branch, tag or commit."""

    host: str
    owner: str
    name: str
    ref: str

    @classmethod
    def parse(cls, text: str) -> RemoteTheme:
        """Raises ThemeError."""
        match = _SPECIFICATION.fullmatch(text.strip())
        if match is None:
            raise ThemeError(f"remote_theme: '{text}' is not 'owner/name' or 'owner/name@ref'")
        host, owner, name, ref = match.group("host", "owner", "name", "ref")
        return cls(host or "github.com", owner, name, ref or "HEAD")

    @property
    def address(self) -> str:
        """The archive's; the environment may name another server, for mirrors and tests."""
        server = os.environ.get(ARCHIVES) or f"https://codeload.{self.host}"
        return f"{server}/{self.owner}/{self.name}/zip/{self.ref}"

    @property
    def folder_name(self) -> str:
        return "-".join([self.host, self.owner, self.name, self.ref.replace("/", "_")])


def fetch(config: Config, specification: str) -> tuple[str, Path]:
    """The theme's name and folder; downloaded when the cache does not have it.

    Raises ThemeError.
    """
    theme = RemoteTheme.parse(specification)
    folder = config.cache_dir / "themes" / theme.folder_name
    if not folder.is_dir():
        if config.limits:
            raise ThemeError(
                f"the theme {theme.owner}/{theme.name} is not fetched in safe mode. Give its "
                "folder with --theme-dir.",
                path=theme.address,
            )
        archive = _download(theme)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            unpack(archive, Path(scratch, "theme"), theme.address)
            Path(scratch, "theme").rename(folder)
    return theme.name.lower(), folder


def _download(theme: RemoteTheme) -> bytes:
    from urllib.error import URLError
    from urllib.request import urlopen

    try:
        with urlopen(theme.address, timeout=_SECONDS) as answer:
            archive: bytes = answer.read(_MOST_DOWNLOADED + 1)
    except (URLError, OSError, ValueError) as error:
        raise ThemeError(
            f"the theme {theme.owner}/{theme.name} cannot be fetched: {error}. Offline, give its "
            "folder with --theme-dir.",
            path=theme.address,
        ) from error
    if len(archive) > _MOST_DOWNLOADED:
        raise ThemeError("the theme's archive is too large", path=theme.address)
    return archive


def unpack(archive: bytes, folder: Path, shown: str) -> None:
    """The archive's files without its outermost folder. Raises ThemeError for any that is unsafe.

    Sizes are counted while unpacking: what an archive says of them may be wrong.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            left = _MOST_UNPACKED
            for entry in opened.infolist():
                target = folder.joinpath(*_parts(entry, shown))
                if entry.is_dir():
                    target.mkdir(parents=True, exist_ok=True)
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                with opened.open(entry) as source, target.open("wb") as file:
                    left -= _copy(source, file, left, shown)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise ThemeError(f"the theme's archive cannot be read: {error}", path=shown) from error
    folder.mkdir(parents=True, exist_ok=True)


def _parts(entry: zipfile.ZipInfo, shown: str) -> tuple[str, ...]:
    """Where an entry goes, below the archive's outermost folder."""
    path = PurePosixPath(entry.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in entry.filename or ":" in entry.filename:
        raise ThemeError(f"the theme's archive leads out of itself: {entry.filename}", path=shown)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ThemeError(f"the theme's archive has a link: {entry.filename}", path=shown)
    return path.parts[1:]


def _copy(source: IO[bytes], file: IO[bytes], most: int, shown: str) -> int:
    size = 0
    while block := source.read(1 << 20):
        size += len(block)
        if size > most:
            raise ThemeError("the theme's archive unpacks to too much", path=shown)
        file.write(block)
    return size
