"""A theme's `assets`: pages and static files that the site has no file of its own for."""

from __future__ import annotations

import os
from collections.abc import Iterator

from liquidsite.errors import Notice
from liquidsite.model import Page, StaticFile, Theme
from liquidsite.source.pages import read_theme_page
from liquidsite.source.reader import Reader
from liquidsite.source.static_files import read_static_file


def read_theme_assets(reader: Reader, theme: Theme | None) -> Iterator[Page | StaticFile]:
    """Yield everything below the theme's `assets`; links are left out, with a warning."""
    if theme is None:
        return
    for entry in reader.walk(f"{theme.root}/assets", hidden=True):
        path, file = f"assets/{entry}", f"{theme.root}/assets/{entry}"
        if os.path.islink(file):  # noqa: PTH114 - as in the other readers
            reader.warn(Notice("Theme reader:", f"Ignored symlinked asset: {file}"))
        elif not reader.has_header(file, path):
            yield read_static_file(reader, f"/{path}", file)
        elif page := read_theme_page(reader, path, file):
            yield page


def added(
    pages: list[Page], files: list[StaticFile], assets: Iterator[Page | StaticFile]
) -> tuple[tuple[Page, ...], tuple[StaticFile, ...]]:
    """Return the site's pages and files, and those of `assets` at paths that are still free."""
    own_pages = {page.path for page in pages}
    own_files = {file.path for file in files}
    for asset in assets:
        if isinstance(asset, Page):
            pages += [asset] if asset.path not in own_pages else []
        else:
            files += [asset] if asset.path not in own_files else []
    return tuple(pages), tuple(files)
