"""Where templates and includes come from outside of a site: a folder, a mapping or a function."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from liquidsite.errors import ReadError

from .source import Source

Loader: TypeAlias = str | os.PathLike[str] | Mapping[str, str] | Callable[[str], str | None]


def load(loader: Loader, name: str) -> Source | None:
    """Return the template `name`; None where there is none. Raises ReadError.

    A file is read each time, so that an edit of it counts at once. A name never leads out of the
    folder.
    """
    if isinstance(loader, Mapping):
        text = loader.get(name)
    elif callable(loader):
        text = loader(name)
    else:
        return _read(Path(loader), name)
    return None if text is None else Source(text, name)


def _read(folder: Path, name: str) -> Source | None:
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or ":" in parts[0]:
        return None
    file = folder / name
    try:
        return Source(file.read_text(encoding="utf-8"), name, file=str(file))
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise ReadError(f"the template cannot be read: {error}", path=str(file)) from error
