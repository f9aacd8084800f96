"""The one way to open a file of the source: whole, and only what is a regular file.

A pipe, a socket or a device blocks who opens or reads it, or never ends; so do some files of the
kernel below /proc, which look regular and empty.
"""

from __future__ import annotations

import errno
import os
import stat

from liquidsite import folder_tree
from liquidsite.errors import ReadError

NOT_REGULAR = "It is not a regular file"

# Without O_NONBLOCK a pipe is opened only when something writes into it.
_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)


def read(file: str | os.PathLike[str], most: int | None = None) -> bytes:
    """Return the content, or its first `most` bytes.

    Raises OSError, for what is no regular file too.
    """
    number = os.open(file, _FLAGS)
    try:
        size = _size(number, file)
        data = _read(number, size if most is None else most, whole=most is None)
        if data and not size and not _size(number, file):  # a file of the kernel
            raise OSError(errno.EINVAL, NOT_REGULAR, os.fspath(file))
        return data
    finally:
        os.close(number)


def read_text(file: str | os.PathLike[str]) -> str:
    """Return the content as UTF-8, with U+FFFD for what is not, its line ends as `\\n`.

    Raises OSError.
    """
    return read(file).decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")


def read_if_there(file: str | os.PathLike[str], shown: str) -> str | None:
    """Return the content as `read_text` does; None when there is no file.

    Raises ReadError for a file that cannot be read.
    """
    try:
        return read_text(file)
    except OSError as error:
        if is_absent(error):
            return None
        raise ReadError(f"The file cannot be read: {error.strerror}", path=shown) from error


def is_file(file: str | os.PathLike[str]) -> bool:
    """Return whether there is a regular file. Raises OSError when the system does not tell."""
    try:
        return stat.S_ISREG(os.stat(file).st_mode)  # noqa: PTH116 - thousands of calls
    except ValueError:  # a NUL in the name
        return False
    except OSError as error:
        if is_absent(error) or error.errno == errno.ENAMETOOLONG:
            return False
        raise


def files_below(folder: str | os.PathLike[str]) -> list[str]:
    """Return the paths of all files below `folder`, links to folders left out, sorted.

    Nothing when there is no such folder. Raises OSError for one that cannot be read.
    """

    def refuse(error: OSError) -> None:
        if not is_absent(error):
            raise error

    found = folder_tree.walk(folder, refuse)
    return sorted(os.path.join(below, name) for below, _, names in found for name in names)  # noqa: PTH118


def is_absent(error: OSError) -> bool:
    """Return whether `error` means a missing file, or a link that leads nowhere or to itself."""
    return isinstance(error, FileNotFoundError | NotADirectoryError) or error.errno == errno.ELOOP


def _size(number: int, file: str | os.PathLike[str]) -> int:
    found = os.fstat(number)
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(file))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, NOT_REGULAR, os.fspath(file))
    return found.st_size


def _read(number: int, size: int, *, whole: bool) -> bytes:
    """Read `size` bytes, and when `whole` all that come after, of a file that has grown."""
    if not whole:
        return os.read(number, size)
    parts = []
    while part := os.read(number, size + 1):
        parts.append(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)
