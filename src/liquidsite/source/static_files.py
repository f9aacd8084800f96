"""Static files: what is copied as it is."""

from __future__ import annotations

import os
import posixpath
from datetime import datetime
from typing import Any

from liquidsite import urls
from liquidsite.model import Collection, StaticFile
from liquidsite.source.reader import Reader, unreadable


def read_static_file(reader: Reader, path: str, file: str) -> StaticFile:
    """Return the static file outside of collections at `path`, with Jekyll's leading slash."""
    ext = urls.extname(path)
    url = urls.strip_trailing_dots(path[: len(path) - len(ext)]).removesuffix("/") + ext
    return _static_file(reader, path, file, url, None)


def read_collection_file(
    reader: Reader, collection: Collection, path: str, file: str, template: str
) -> StaticFile:
    """Return the static file at `path` (`_label/…`) of a collection with the URL `template`.

    In Jekyll 3 it has no `:name`, so that its folder is what is left of the template.
    """
    ext = urls.extname(path)
    stem = urls.strip_trailing_dots(path[: len(path) - len(ext)])
    placeholders: dict[str, str | None] = {
        "collection": collection.label,
        "path": stem.replace(collection.relative_directory, "", 1),
        "output_ext": "",
        "name": stem.rpartition("/")[2],
        "title": "",
    }
    if reader.config.generation.collection_files_are_static:
        url = urls.expand_plain(template, placeholders).removesuffix("/") + ext
    else:
        inside = path.replace(collection.relative_directory, "", 1)
        plain = urls.expand_plain(template, {**placeholders, "path": inside, "name": ""})
        url = posixpath.join(posixpath.dirname(plain.removesuffix("/")), posixpath.basename(path))
    return _static_file(reader, path, file, url, collection)


def _static_file(
    reader: Reader, path: str, file: str, url: str, collection: Collection | None
) -> StaticFile:
    if reader.guard:
        reader.guard.copy(file, path)
    label = collection.label if collection else None
    follows = reader.config.generation.collection_files_are_static
    published = reader.defaults.all(url, label).get("published", True)
    shown = published is not False and published is not None
    return StaticFile(
        path=path,
        file=file,
        url=url,
        modified=_modified(file, path, reader.zone),
        collection=label,
        data=reader.defaults.all(path, label),
        written=shown and (collection is None or collection.output or not follows),
    )


def _modified(file: str, shown: str, zone: Any) -> datetime:
    try:
        return datetime.fromtimestamp(os.stat(file).st_mtime, zone)  # noqa: PTH116
    except OSError as error:
        raise unreadable(error, shown) from error
