"""What keeps a site inside of its own folder: the rules of safe mode for paths and links."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from liquidsite.errors import ConfigError, WriteError

# Settings that are folders, of which a site may only name its own.
FOLDERS = (
    "source",
    "destination",
    "cache_dir",
    "collections_dir",
    "plugins_dir",
    "layouts_dir",
    "data_dir",
    "includes_dir",
    "theme_dir",
)
# Read before, or beside, what the readers of the site look at.
_FILES = ("_config.yml", "_config.yaml", "_config.toml", "Gemfile", "Gemfile.lock", "CNAME")
_TREES = ("_themes", "vendor")


def is_inside(path: str | os.PathLike[str], folder: str | os.PathLike[str]) -> bool:
    """Whether `path`, its links followed, is `folder` or below it."""
    real, root = os.path.realpath(path), os.path.realpath(folder)
    return real == root or real.startswith(root.rstrip(os.sep) + os.sep)


def check_files(source: Path) -> None:
    """Refuse links out of the source where a site has its settings and themes."""
    for path in _special(source):
        if path.is_symlink() and not is_inside(path, source):
            shown = path.relative_to(source).as_posix()
            raise ConfigError("The file is a link that leads out of the source.", path=shown)


def _special(source: Path) -> Iterator[Path]:
    yield from (source / name for name in (*_FILES, *_TREES))
    yield from source.glob("*.gemspec")
    for name in _TREES:
        for folder, folders, files in os.walk(source / name):
            yield from (Path(folder, entry) for entry in (*folders, *files))


def check_settings(settings: Mapping[str, Any], given: Collection[str]) -> None:
    """Refuse folders out of the source; those that the caller `given` are the caller's."""
    source = Path(os.path.abspath(str(settings["source"])))  # noqa: PTH100 - links are kept
    root = source if "source" in given else Path.cwd()
    for key in FOLDERS:
        value = settings.get(key)
        if key in given or value is None:
            continue
        values = value if isinstance(value, list) else [value]
        for folder in values:
            if not _is_own(str(folder), root if key == "source" else source):
                raise ConfigError(
                    f"'{key}' leads out of the source, which safe mode does not allow: {folder}"
                )


def _is_own(folder: str, source: Path) -> bool:
    return "\0" not in folder and not folder.startswith("~") and is_inside(source / folder, source)


def check_written(destination: Path, source: Path) -> None:
    """Refuse a destination with links in it: what is written there would land elsewhere."""
    if destination.is_relative_to(source) and not is_inside(destination, source):
        raise WriteError("The destination leads out of the source.", path=str(destination))
    for folder, folders, files in os.walk(destination):
        for name in (*folders, *files):
            path = Path(folder, name)
            if path.is_symlink() and not is_inside(path, destination):
                raise WriteError("A link leads out of the destination.", path=str(path))
