"""Writes the manifest of a build that had nothing to do: see `up_to_date`."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence

from liquidsite import up_to_date
from liquidsite.builder.result import BuildResult, Validity
from liquidsite.config import Config
from liquidsite.config.gemfile import find
from liquidsite.file_stamp import is_racy, stamp_of
from liquidsite.folder_tree import is_folder
from liquidsite.installed import installed
from liquidsite.safe_mode.paths import is_git
from liquidsite.source.watched import Relevance, is_noise, scanned, watched_folders

Line = up_to_date.Line
Stamped = up_to_date.Stamped


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
        stamps = [*_stamps(config, validity, began)]
        part = file.with_name(f"{file.name}.{os.getpid()}")
        times = validity.since, validity.until
        part.write_bytes(up_to_date.pack(arguments, lines, times, stamps))
        part.replace(file)


def _is_plain(arguments: Sequence[str], config: Config) -> bool:
    """Return whether the next command finds the manifest, and does no more than build."""
    more = ("watch", "incremental", "profile", "strict", "disable_disk_cache", "github_pages")
    if any(config.get(name) for name in more) or config.github_pages:
        return False
    if up_to_date.source_of(arguments) != str(config.source):
        return False
    # A `sass` on the PATH is no package, whose version is known.
    return (
        config["cache_dir"] == ".jekyll-cache"
        and not config.prefers_sass_on_path
        and installed()[-1].endswith("-info")
    )


def _stamps(config: Config, validity: Validity, began: int) -> Iterator[Stamped]:
    """Yield every file and folder that the build looked at. Raises OSError, _DoubtError."""
    gemfiles = map(str, filter(None, [find(config.source)]))
    for path in (*map(str, config.files), *gemfiles, *filter(os.path.exists, validity.read)):
        yield _stamped(path, os.stat(path), began)  # noqa: PTH116 - as below
    matters = Relevance.of(config).matters
    site = scanned(watched_folders(config), is_noise, matters, _doubt)
    destination = scanned({str(config.destination): True}, is_git, lambda _: True, _doubt)
    for folder, entries in (*site, *destination):
        yield _stamped(folder, os.stat(folder), began)  # noqa: PTH116 - thousands of calls
        for entry in entries:
            if entry.is_symlink():
                raise _DoubtError(entry.path)
            if not is_folder(entry):
                yield _stamped(entry.path, entry.stat(), began)


def _stamped(path: str, stat: os.stat_result, began: int) -> Stamped:
    """Raise _DoubtError for a file that may change within a tick of its clock."""
    if is_racy(stat, began):
        raise _DoubtError(path)
    return path, stamp_of(stat)


def _doubt(error: OSError) -> None:
    raise error
