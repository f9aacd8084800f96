"""Where Sass looks for partials: `load_paths`, `sass_dir` and the theme's `_sass`."""

from __future__ import annotations

import glob
import os
import posixpath
from collections.abc import Iterable, Iterator
from urllib.parse import quote

# What Addressable leaves as it is in a path.
_PLAIN_IN_URL = "/:@!$&'()*+,;=-._~%"


def load_paths(
    source: str, wanted: Iterable[str], sass_dir: str, safe: bool, theme_sass: str | None
) -> list[str]:
    """The absolute paths of the folders that exist, in the order in which they are tried.

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


def _expanded(source: str, patterns: Iterable[str]) -> Iterator[str]:
    for pattern in patterns:
        yield from sorted(glob.glob(pattern, root_dir=source, recursive=True))  # noqa: PTH207


def sanitized(source: str, path: str) -> str:
    """`path` as one below `source`, whatever it says: `..` cannot leave it, nor a leading `/`."""
    clean = posixpath.normpath(f"/{path}").replace("//", "/")
    if clean == source or clean.startswith(f"{source}/"):
        return clean
    return source.rstrip("/") + clean


def file_url(path: str) -> str:
    return f"file://{'' if path.startswith('/') else '/'}{encoded(path)}"


def encoded(path: str) -> str:
    return quote(path, safe=_PLAIN_IN_URL)
