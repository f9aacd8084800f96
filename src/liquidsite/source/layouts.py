"""Layouts: the site's own before the theme's."""

from __future__ import annotations

import os

from liquidsite import urls
from liquidsite.errors import FrontMatterError, ReadError
from liquidsite.incremental.parsed_files import ParsedFile
from liquidsite.model import Layout, Theme
from liquidsite.source.reader import Reader, is_refused


def read_layouts(reader: Reader, theme: Theme | None) -> dict[str, Layout]:
    """Name → layout."""
    folder = str(reader.config["layouts_dir"])
    layouts = _read_folder(reader, str(reader.config.source), folder)
    if theme is not None:
        for name, layout in _read_folder(reader, theme.root, "_layouts").items():
            layouts.setdefault(name, layout)
    return layouts


def _read_folder(reader: Reader, root: str, folder: str) -> dict[str, Layout]:
    layouts = {}
    for entry in reader.walk(os.path.join(root, folder), hidden=False):  # noqa: PTH118
        if "." in entry.rpartition("/")[2] and reader.filter.keeps(entry):
            layout = _read_layout(reader, root, folder, entry)
            layouts[layout.name] = layout
    return layouts


def _read_layout(reader: Reader, root: str, folder: str, entry: str) -> Layout:
    path = f"{folder}/{entry}"
    file = os.path.join(root, folder, entry)  # noqa: PTH118
    try:
        text = reader.text(file, path)
    except FrontMatterError:
        raise
    except ReadError as error:
        if reader.strict or is_refused(error):
            raise
        text = ParsedFile(None, "", 1, f"Error reading file {path}: {error.message}")
    return Layout(
        name=entry.rpartition(".")[0],
        path=path,
        file=file,
        ext=urls.extname(entry),
        data=reader.mapping(text, path),
        content=text.content,
        line=text.line,
    )
