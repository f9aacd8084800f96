"""`remote_theme: owner/name@ref`: a theme from an archive, fetched once into the cache."""

from __future__ import annotations

import io
import os
import re
import stat
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from liquidsite.config import Config
from liquidsite.errors import ThemeError
from liquidsite.themes import download

ARCHIVES = "LIQUIDSITE_THEME_ARCHIVES"

_SPECIFICATION = re.compile(
    r"(?:https?://(?P<host>[^/]+)/)?(?P<owner>[\w-]+)/(?P<name>[\w.-]+?)(?:@(?P<ref>[\w./-]+))?",
    re.ASCII,
)


@dataclass(frozen=True)
class RemoteTheme:
    """A repository at a branch, tag or commit."""

    host: str
    owner: str
    name: str
    ref: str

    @classmethod
    def parse(cls, text: str) -> RemoteTheme:
        """Parse the setting `remote_theme`. Raises ThemeError."""
        match = _SPECIFICATION.fullmatch(text.strip())
        if match is None:
            raise ThemeError(f"remote_theme: '{text}' is not 'owner/name' or 'owner/name@ref'")
        host, owner, name, ref = match.group("host", "owner", "name", "ref")
        return cls(host or "github.com", owner, name, ref or "HEAD")

    @property
    def address(self) -> str:
        """Return the archive's; the environment may name another server, for mirrors and tests."""
        server = os.environ.get(ARCHIVES) or f"https://codeload.{self.host}"
        return f"{server}/{self.owner}/{self.name}/zip/{self.ref}"

    @property
    def folder_name(self) -> str:
        return "-".join([self.host, self.owner, self.name, self.ref.replace("/", "_")])


def fetch(config: Config, specification: str) -> tuple[str, Path]:
    """Return the theme's name and folder; downloaded when the cache does not have it.

    Raises ThemeError.
    """
    theme = RemoteTheme.parse(specification)
    folder = download.folder(config) / theme.folder_name
    if not folder.is_dir():
        shown = f"the theme {theme.owner}/{theme.name}"
        if reason := download.refusal(config):
            message = f"{shown} is missing: {reason}. Give its folder with --theme-dir."
            raise download.UnavailableError(message, path=theme.address)
        archive = download.download(theme.address, shown)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            unpack(archive, Path(scratch, "theme"), theme.address)
            download.move(Path(scratch, "theme"), folder)
    return theme.name.lower(), folder


def unpack(archive: bytes, folder: Path, shown: str) -> None:
    """Unpack an archive without its outermost folder. Raises ThemeError for any unsafe file."""
    copy = download.counted(download.MOST_UNPACKED, shown)
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            for entry in opened.infolist():
                target = folder.joinpath(*download.parts(entry.filename, shown)[1:])
                if stat.S_ISLNK(entry.external_attr >> 16):
                    download.refuse_link(entry.filename, shown)
                if entry.is_dir():
                    target.mkdir(parents=True, exist_ok=True)
                    continue
                with opened.open(entry) as source:
                    copy(source, target)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise ThemeError(f"the theme's archive cannot be read: {error}", path=shown) from error
    folder.mkdir(parents=True, exist_ok=True)
