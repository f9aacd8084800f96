"""Whether the last build of a site is still right, found before anything else is imported.

A build that had nothing to do leaves a manifest in the cache: the stamps of everything that it
looked at, the command line and environment that it had, and how long the clock leaves it valid.
The next command compares these and ends. Any doubt means an ordinary build.

Beside `file_stamp`, only modules that Python has loaded at its start anyway are imported here.
"""

from __future__ import annotations

import marshal
import os
import sys
import time

# hashlib takes it from there, but also loads OpenSSL.
from _blake2 import blake2b

from liquidsite.file_stamp import file_stamp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FILE = ".jekyll-cache/Jekyll/Cache/Jekyll--Cache/liquidsite.unchanged"
_SUM = 16
# Variables that a build may read.
_VARIABLES = (
    "BUNDLE", "GEM", "HOME", "JEKYLL", "LANG", "LC_", "LIQUIDSITE", "LOCALAPPDATA", "PAGES", "PATH",
    "PYTHON", "TZ", "XDG",
)  # fmt: skip

# What is printed, and whether it is a warning, on standard error.
Line = tuple[str, bool]
# The path of a file or folder, and its stamp.
Stamped = tuple[str, str]


def circumstances(arguments: Sequence[str]) -> list[object]:
    """Return what a build depends on beside files: versions, command line, environment."""
    folders = []
    for folder in sys.path:
        try:  # a package that comes or goes changes the time of its folder
            folders.append((folder, os.stat(folder or ".").st_mtime_ns))  # noqa: PTH116
        except OSError:
            folders.append((folder, 0))
    variables = sorted(pair for pair in os.environ.items() if pair[0].startswith(_VARIABLES))
    return [sys.version, [*arguments], os.getcwd(), folders, variables]  # noqa: PTH109


def source_of(arguments: Sequence[str]) -> str:
    """Return the source folder that a command line seems to name."""
    named = ""
    for before, argument in zip(("", *arguments), arguments, strict=False):
        if before in ("-s", "--source"):
            named = argument
        elif argument.startswith("--source="):
            named = argument.partition("=")[2]
    return os.path.abspath(named)  # noqa: PTH100


def pack(
    arguments: Sequence[str],
    lines: Iterable[Line],
    times: tuple[float, float],
    stamps: Iterable[Stamped],
) -> bytes:
    """Return a manifest.

    `lines` are what the build printed, without its summary; `times` are the first at which it is
    valid and the first at which it is not any more, in seconds.
    """
    manifest = [circumstances(arguments), [*lines], times, [*stamps]]
    data = marshal.dumps(manifest)
    return blake2b(data, digest_size=_SUM).digest() + data


def answer(arguments: Sequence[str], now: float | None = None) -> list[Line] | None:
    """Return the lines that a build with nothing to do prints; None when there may be something.

    `now` is the time in seconds, by default the clock's.
    """
    if not arguments or arguments[0] not in ("build", "b"):
        return None
    try:
        with open(os.path.join(source_of(arguments), FILE), "rb") as file:  # noqa: PTH118, PTH123
            content = file.read()
        data = content[_SUM:]
        if blake2b(data, digest_size=_SUM).digest() != content[:_SUM]:
            return None
        known, lines, (since, until), stamps = marshal.loads(data)
        moment = time.time() if now is None else now
        if known != circumstances(arguments) or not since <= moment < until:
            return None
        for path, stamp in stamps:
            if stamp != file_stamp(path):
                return None
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return [*lines]
