"""The `_data` tree: folders and files become nested hashes, as templates see `site.data`."""

from __future__ import annotations

import contextlib
import os
from typing import Any

from liquidsite.config import deep_merge
from liquidsite.folder_tree import is_folder
from liquidsite.model import Data, Theme
from liquidsite.regular_file import is_absent
from liquidsite.ruby.safe_yaml.packed import pack, unpack
from liquidsite.source.data_files import data_key, load_data
from liquidsite.source.reader import Reader

# In the order in which Jekyll reads them: of two files with one key the later wins.
TABLES = (".csv", ".tsv")
EXTENSIONS = (".yaml", ".yml", ".json", *TABLES)


def read_data(reader: Reader, theme: Theme | None) -> Data:
    """Return the site's data over the theme's."""
    own = _read_tree(reader, reader.full(str(reader.config["data_dir"])))
    if theme is None or not reader.config.generation.reads_theme_data:
        return own
    return deep_merge(_read_tree(reader, os.path.join(theme.root, "_data")), own)  # noqa: PTH118


def _read_tree(reader: Reader, folder: str) -> dict[str, Any]:
    data: dict[str, Any] = {}
    waiting = [(folder, data)]
    while waiting:
        waiting += reversed(_read_folder(reader, *waiting.pop()))
    return data


def _read_folder(
    reader: Reader, folder: str, data: dict[str, Any]
) -> list[tuple[str, dict[str, Any]]]:
    """Read the files of one folder; return the folders in it, each with the hash it fills."""
    reader.enter(folder)
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        if is_absent(error):
            return []
        raise reader.closed(error) from error
    shown = [entry for entry in entries if not entry.name.startswith(".")]
    if reader.filter.safe:
        shown = [entry for entry in shown if not reader.filter.leaves_source(entry.path)]
    for extension in EXTENSIONS:
        for entry in shown:
            if entry.name.endswith(extension) and not is_folder(entry):
                stem = entry.name.removesuffix(extension)
                data[data_key(stem)] = _read_file(reader, entry.path)
    below: list[tuple[str, dict[str, Any]]] = []
    for entry in shown:
        if is_folder(entry):
            below.append((entry.path, {}))
            data[data_key(entry.name)] = below[-1][1]
    return below


def _read_file(reader: Reader, file: str) -> Any:
    shown = os.path.relpath(file, reader.config.source).replace(os.sep, "/")
    known = reader.parsed_files.find(shown, file)
    with contextlib.suppress(LookupError):
        if known:
            return unpack(known)
    value = load_data(shown, reader.bytes(file, shown), reader.config, reader.config.limits)
    if not file.endswith(TABLES):  # which depend on settings
        reader.parsed_files.insert(shown, file, pack(value))
    return value
