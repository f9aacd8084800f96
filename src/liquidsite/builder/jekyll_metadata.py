"""The file that Jekyll's `--incremental` leaves in the source, for scripts that look for it."""

from __future__ import annotations

import contextlib

from liquidsite.config import Config

NAME = ".jekyll-metadata"
TEXT = "# Left by an incremental build. What liquidsite itself remembers is in the cache folder.\n"


def mark(config: Config) -> None:
    """Write the file after an incremental build; a build that is not incremental removes it."""
    file = config.source / NAME
    with contextlib.suppress(OSError):
        if config.limits and file.is_symlink():  # which may lead anywhere
            return
        if not config["incremental"]:
            file.unlink(missing_ok=True)
        elif not file.is_file():
            file.write_text(TEXT, encoding="utf-8")
