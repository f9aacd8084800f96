"""What a theme is fetched with: a download and an archive's files, both within limits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import IO

from liquidsite.config import Config
from liquidsite.errors import ThemeError

MOST_DOWNLOADED = 100 << 20
MOST_UNPACKED = 500 << 20
_SECONDS = 30
_BLOCK = 1 << 20


class UnavailableError(ThemeError):
    """The server cannot be asked, or does not have what it is asked for."""


def folder(config: Config) -> Path:
    """Return the folder that keeps the themes that were fetched."""
    return config.cache_dir / "themes"


def gem_home(config: Config) -> Path:
    """Return the folder that keeps fetched gems; it is laid out as RubyGems' own."""
    return folder(config) / "gems"


def refusal(config: Config) -> str | None:
    """Return why nothing may be fetched; None when it may."""
    if config.limits:
        return "themes are not fetched in safe mode"
    if config.get("offline"):
        return "nothing is fetched with --offline"
    return None


def download(url: str, what: str) -> bytes:
    """Return what the server has at `url`. Raises UnavailableError, and ThemeError for too much."""
    from http.client import HTTPException
    from urllib.request import Request, urlopen

    try:
        request = Request(url, headers={"User-Agent": "liquidsite"})
        with urlopen(request, timeout=_SECONDS) as answer:
            content: bytes = answer.read(MOST_DOWNLOADED + 1)
    except (OSError, ValueError, HTTPException) as error:
        raise UnavailableError(f"{what} cannot be fetched: {error}", path=url) from error
    if len(content) > MOST_DOWNLOADED:
        raise ThemeError(f"{what} is too large", path=url)
    return content


def parts(name: str, shown: str) -> tuple[str, ...]:
    """Return the parts of an archived file's path. Raises ThemeError for one that leads out."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise ThemeError(f"the theme's archive leads out of itself: {name}", path=shown)
    return path.parts


def refuse_link(name: str, shown: str) -> None:
    raise ThemeError(f"the theme's archive has a link: {name}", path=shown)


def counted(most: int, shown: str) -> Callable[[IO[bytes], Path], None]:
    """Return a function that copies an opened file to a path, until `most` bytes are written.

    Sizes are counted while copying: what an archive says of them may be wrong.
    """
    left = most

    def copy(source: IO[bytes], target: Path) -> None:
        nonlocal left
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            while block := source.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise ThemeError("the theme's archive unpacks to too much", path=shown)
                file.write(block)

    return copy


def move(scratch: Path, folder: Path) -> None:
    """Give what is unpacked its place, unless another build was faster."""
    try:
        scratch.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
