"""Links that open a file in the reader's editor, at the line of a mistake."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

_VSCODE = "vscode://file{path}:{line}:{column}"


def editor_url(file: Path, line: int | None = None, column: int | None = None) -> str:
    """Return a URL that opens `file`, an absolute path, in an editor.

    EDITOR_URL in the environment is a URL with `{path}`, `{line}` and `{column}` in it, such as
    `idea://open?file={path}&line={line}`; without it the URL is Visual Studio Code's.
    """
    path = quote(file.as_posix())
    url = os.environ.get("EDITOR_URL") or _VSCODE
    known = {"{path}": path if path.startswith("/") else f"/{path}"}
    known |= {"{line}": str(line or 1), "{column}": str(column or 1)}
    for name, value in known.items():
        url = url.replace(name, value)
    return url
