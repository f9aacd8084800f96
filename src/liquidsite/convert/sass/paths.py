"""Where Sass looks for partials: `load_paths`, `sass_dir` and the theme's `_sass`."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from liquidsite import regular_file
from liquidsite.errors import ConversionError
from liquidsite.ruby.globs import glob

_EXTENSIONS = (".scss", ".sass", ".css")
# What Addressable leaves as it is in a path.
_PLAIN_IN_URL = "/:@!$&'()*+,;=-._~%"


def load_paths(
    source: str, wanted: Iterable[str], sass_dir: str, safe: bool, theme_sass: str | None
) -> list[str]:
    """Return the absolute paths of the folders that exist, in the order in which they are tried.

    `wanted` may hold globs; in safe mode nothing outside of the source is looked at.
    """
    own = sanitized(source, sass_dir).removeprefix(f"{source}/")
    paths = [*wanted, own]
    if safe:
        paths = [sanitized(source, path).removeprefix(f"{source}/") or "." for path in paths]
    found = [posixpath.join(source, path) for path in _expanded(source, paths)]
    absolute = [sanitized(source, path) if safe else os.path.normpath(path) for path in found]
    if theme_sass is not None:
        absolute.append(theme_sass)
    return [path for path in dict.fromkeys(absolute) if os.path.isdir(path)]  # noqa: PTH112


def check_stylesheets(folder: str, source: str, *, every: bool = False) -> None:
    """Refuse stylesheets that are no regular files: Dart Sass would wait for their end.

    Packages of npm, which cannot hold any, are not looked through. With `every` regular files are
    opened too, to find those that may not be read. Raises ConversionError, for a
    folder that cannot be listed too.
    """
    try:
        _check_below(folder, every)
    except OSError as error:
        shown = os.path.relpath(str(error.filename), source).replace(os.sep, "/")
        raise ConversionError(f"The file cannot be read: {error.strerror}", path=shown) from error


def _check_below(folder: str, every: bool) -> None:
    with os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "node_modules" and not entry.name.startswith("."):
                _check_below(entry.path, every)
        elif entry.name.endswith(_EXTENSIONS) and (every or not _is_plain(entry)):
            _check_file(entry)


def _is_plain(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False)


def _check_file(entry: os.DirEntry[str]) -> None:
    """Open it as Dart Sass would, which does not find links to nowhere."""
    try:
        if not entry.is_dir():
            regular_file.read(entry.path, 1)
    except OSError as error:
        if not regular_file.is_absent(error):
            raise


def _expanded(source: str, patterns: Iterable[str]) -> Iterator[str]:
    for pattern in patterns:
        yield from glob(pattern, source)


def sanitized(source: str, path: str) -> str:
    """Return `path` below `source`; neither `..` nor a leading `/` can leave it."""
    clean = posixpath.normpath(f"/{path}").replace("//", "/")
    if clean == source or clean.startswith(f"{source}/"):
        return clean
    return source.rstrip("/") + clean


def file_url(path: str) -> str:
    return f"file://{'' if path.startswith('/') else '/'}{encoded(path)}"


def encoded(path: str) -> str:
    return quote(path, safe=_PLAIN_IN_URL)
