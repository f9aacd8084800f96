"""Walks and removes trees of folders of any depth, without recursion.

The standard library's functions recurse, and end in RecursionError: `os.walk` before Python 3.12,
`shutil.rmtree` before 3.13.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


def walk(
    folder: str | os.PathLike[str], onerror: Callable[[OSError], object] = lambda _: None
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield what `os.walk` does: each folder, the names of its folders, and of its files.

    Names that are taken out of the list of folders are not entered, nor are links.
    """
    waiting = [os.fspath(folder)]
    while waiting:
        here = waiting.pop()
        folders: list[str] = []
        files: list[str] = []
        try:
            with os.scandir(here) as found:
                for entry in found:
                    (folders if is_folder(entry) else files).append(entry.name)
        except OSError as error:
            onerror(error)
            continue
        yield here, folders, files
        below = (os.path.join(here, name) for name in reversed(folders))  # noqa: PTH118
        waiting += [path for path in below if not os.path.islink(path)]  # noqa: PTH114


def files(folder: str | os.PathLike[str], suffix: str = "") -> Iterator[str]:
    """Yield the path of each file below `folder` whose name ends with `suffix`."""
    for here, _, names in walk(folder):
        yield from (os.path.join(here, name) for name in names if name.endswith(suffix))  # noqa: PTH118


@contextmanager
def temporary() -> Iterator[str]:
    """Make a folder for the time of the block, and remove it with all that is in it."""
    import tempfile

    folder = tempfile.mkdtemp(prefix="liquidsite-")
    try:
        yield folder
    finally:
        with suppress(OSError):
            remove(folder)


def remove(folder: str | os.PathLike[str]) -> None:
    """Remove a folder and all that is in it. Raises OSError."""
    for here, folders, names in reversed([*walk(folder, _refuse)]):
        for name in names:
            os.unlink(os.path.join(here, name))  # noqa: PTH108, PTH118
        for name in folders:
            path = os.path.join(here, name)  # noqa: PTH118
            if os.path.islink(path):  # noqa: PTH114
                os.unlink(path)  # noqa: PTH108
        os.rmdir(here)  # noqa: PTH106


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether `entry` is a folder, or a link to one; not a link that leads to itself."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _refuse(error: OSError) -> None:
    raise error
