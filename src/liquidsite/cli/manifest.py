"""Writes the manifest of a build that had nothing to do: see `up_to_date`."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence

from liquidsite import up_to_date
from liquidsite.builder.result import BuildResult, Validity
from liquidsite.config import Config
from liquidsite.config.gemfile import find
from liquidsite.file_stamp import is_racy
from liquidsite.installed import installed
from liquidsite.safe_mode.paths import is_git
from liquidsite.source.watched import FOLDER_SETTINGS, Relevance, watched_folders

Line = up_to_date.Line


class _DoubtError(Exception):
    """A file may change without another stamp, or leads elsewhere."""


def keep(
    arguments: Sequence[str], config: Config, result: BuildResult, lines: Sequence[Line], began: int
) -> None:
    """Write the manifest, if the build had nothing to do and no file of the site is racy.

    `arguments` are those of the command, `lines` what it printed so far, `began` is when it began,
    in ns.
    """
    validity = result.validity
    if validity is None or not _is_plain(arguments, config):
        return
    file = config.source / up_to_date.FILE
    with contextlib.suppress(OSError, _DoubtError):
        stats = [up_to_date.stat_of(path) for path in _paths(config, validity, began)]
        part = file.with_name(f"{file.name}.{os.getpid()}")
        part.write_bytes(up_to_date.pack(arguments, lines, validity.until, stats))
        part.replace(file)


def _is_plain(arguments: Sequence[str], config: Config) -> bool:
    """Return whether the next command finds the manifest, and does no more than build."""
    more = ("watch", "incremental", "profile", "strict", "disable_disk_cache", "github_pages")
    if any(config.get(name) for name in more) or config.github_pages:
        return False
    if up_to_date.source_of(arguments) != str(config.source):
        return False
    # A `sass` on the PATH is no package, whose version is known.
    return config["cache_dir"] == ".jekyll-cache" and installed()[-1].endswith("-info")


def _paths(config: Config, validity: Validity, began: int) -> Iterator[str]:
    """Yield every file and folder that the build looked at. Raises OSError, _DoubtError."""
    own, relevance = _folders(config), Relevance.of(config)
    folders = [*own.items(), (str(config.destination), True)]
    gemfiles = map(str, filter(None, [find(config.source)]))
    files = [*map(str, config.files), *gemfiles, *filter(os.path.exists, validity.read)]
    for path in files:
        _check(path, os.stat(path), began)  # noqa: PTH116 - as below
        yield path
    while folders:
        folder, recursive = folders.pop()
        _check(folder, os.stat(folder), began)  # noqa: PTH116 - thousands of calls
        yield folder
        with os.scandir(folder) as found:
            for entry in found:
                if is_git(entry.name) or not (recursive or entry.is_file()):
                    continue
                stat = entry.stat()
                if entry.is_symlink():
                    raise _DoubtError
                if not entry.is_dir():
                    _check(entry.path, stat, began)
                    yield entry.path
                elif entry.path not in own and _is_inside(entry.path, config, relevance):
                    folders.append((entry.path, True))


def _folders(config: Config) -> dict[str, bool]:
    """Map each folder of the site to whether it is looked at with its subfolders."""
    special = (config.source / str(config[name] or "").strip("/") for name in FOLDER_SETTINGS)
    more = {str(folder): True for folder in special if folder != config.source and folder.is_dir()}
    folders = {**watched_folders(config), **more}
    for name in config["include"]:  # it may be of a folder that is excluded
        top = str(name).lstrip("/").partition("/")[0]
        if top != name and str(config.source / top) not in folders:
            raise _DoubtError(name)
    return folders


def _is_inside(folder: str, config: Config, relevance: Relevance) -> bool:
    destination = str(config.destination)
    return folder.startswith(destination + os.sep) or relevance.matters(folder)


def _check(path: str, stat: os.stat_result, began: int) -> None:
    """Raise _DoubtError for a file that may change within a tick of its clock."""
    if is_racy(stat, began):
        raise _DoubtError(path)
