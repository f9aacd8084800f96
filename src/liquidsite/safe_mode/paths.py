"""What keeps a site inside of its own folder: the rules of safe mode for paths and links."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from liquidsite import folder_tree
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
HARD_LINK = "The file has a second name (a hard link), which may be outside of the source."
_OUTSIDE, _HIDDEN = "out of the source", "into a hidden folder"
_HERE = (".", "..")
# The only hidden folder that a setting may name.
_CACHE = ".jekyll-cache"


def is_inside(path: str | os.PathLike[str], folder: str | os.PathLike[str]) -> bool:
    """Whether `path`, its links followed, is `folder` or below it."""
    real, root = os.path.realpath(path), os.path.realpath(folder)
    return real == root or real.startswith(root.rstrip(os.sep) + os.sep)


def is_git(name: str) -> bool:
    """Whether a folder of that name is Git's own, on any system.

    Source of the other name, and of the dots and spaces: how Windows takes names.
    """
    return name.rstrip(" .").casefold() in (".git", "git~1")


def is_in_git(path: str | os.PathLike[str]) -> bool:
    """Whether `path`, its links followed, is a `.git` folder or in one."""
    try:
        return any(is_git(part) for part in Path(os.path.realpath(path)).parts)
    except ValueError:  # a NUL, which no folder has in its name
        return False


def is_hard_link(path: str | os.PathLike[str], source: str | os.PathLike[str]) -> bool:
    """Whether a file of the source has another name, which may be outside.

    Themes are not asked: installers of packages link their files to a cache of their own.
    """
    try:
        found = Path(path).stat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_nlink > 1 and is_inside(path, source)


def check_files(source: Path) -> None:
    """Refuse links out of the source where a site has its settings and themes."""
    for path in _special(source):
        shown = path.relative_to(source).as_posix()
        if path.is_symlink() and not is_inside(path, source):
            raise ConfigError("The file is a link that leads out of the source.", path=shown)
        if is_hard_link(path, source):
            raise ConfigError(HARD_LINK, path=shown)


def _special(source: Path) -> Iterator[Path]:
    yield from (source / name for name in (*_FILES, *_TREES))
    yield from source.glob("*.gemspec")
    for name in _TREES:
        for folder, folders, files in folder_tree.walk(source / name):
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
            wrong = _wrong(str(folder), root if key == "source" else source)
            if wrong and not (key == "cache_dir" and folder == _CACHE and wrong == _HIDDEN):
                raise ConfigError(
                    f"'{key}' leads {wrong}, which safe mode does not allow: {folder}"
                )


def _wrong(folder: str, source: Path) -> str:
    """Where a folder of a setting leads that it must not; nothing when it is one of the source."""
    if "\0" in folder or folder.startswith("~") or not is_inside(source / folder, source):
        return _OUTSIDE
    named = os.path.relpath(source / folder, source)
    real = os.path.relpath(os.path.realpath(source / folder), os.path.realpath(source))
    parts = (*Path(named).parts, *Path(real).parts)
    return _HIDDEN if any(part.startswith(".") for part in parts if part not in _HERE) else ""


def check_written(destination: Path, source: Path) -> None:
    """Refuse a destination with links in it: what is written there would land elsewhere."""
    if destination.is_relative_to(source) and not is_inside(destination, source):
        raise WriteError("The destination leads out of the source.", path=str(destination))
    for folder, folders, files in folder_tree.walk(destination):
        for name in (*folders, *files):
            path = Path(folder, name)
            if path.is_symlink() and not is_inside(path, destination):
                raise WriteError("A link leads out of the destination.", path=str(path))
