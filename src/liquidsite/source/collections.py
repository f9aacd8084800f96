"""Collections and their order; posts and drafts from every folder that has them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import itemgetter
from typing import Any

from liquidsite.errors import Notice
from liquidsite.model import Collection, Document, StaticFile
from liquidsite.ruby.merge_sort import merge_sort
from liquidsite.source.documents import is_dated, is_future, is_published, template_of
from liquidsite.source.prefetch import Place, read_documents
from liquidsite.source.reader import Reader
from liquidsite.source.static_files import read_collection_file

_SPECIAL = ("posts", "data")
_NOT_IN_LABELS = "[^a-zA-Z0-9_.-]"
_OTHER_LABEL = (
    "'{0}' has characters other than ASCII letters, digits, '_', '-' and '.': "
    "its folder is '_{1}', and its settings are those of '{1}'. Rename it."
)


def declared(reader: Reader) -> dict[str, Collection]:
    """Return the collections of the configuration, still empty, `posts` among them.

    A label has no characters beyond ASCII: for Jekyll, the folder and the settings of `ünï` are
    those of `n`.
    """
    import re

    found = {}
    for name in reader.config.collections:
        label = re.sub(_NOT_IN_LABELS, "", name)
        settings = reader.config.collections.get(label, {})
        if label != name:
            reader.warn(Notice("Collections:", _OTHER_LABEL.format(name, label)))
        directory = reader.full(os.path.join(reader.config.collections_folder, f"_{label}"))  # noqa: PTH118
        found[name] = Collection(label, settings, directory=directory)
    return found


def read_collection(reader: Reader, collection: Collection) -> Collection:
    """Return `collection` with its documents and static files, in order."""
    if collection.label in _SPECIAL:
        return collection
    files: list[StaticFile] = []
    template = template_of(collection, reader)
    places: list[Place] = []
    for entry in reader.walk(collection.directory, hidden=True):
        if not reader.filter.keeps(entry, collection.relative_directory):
            continue
        path = f"{collection.relative_directory}/{entry}"
        file = f"{collection.directory}/{entry}"
        if reader.has_header(file, path):
            places.append((path, file))
        else:
            files.append(read_collection_file(reader, collection, path, file, template))
    docs = [
        doc
        for doc in read_documents(reader, collection, places)
        if doc and (reader.config["unpublished"] or doc.data.get("published") is not False)
    ]
    return replace(collection, docs=tuple(ordered(reader, collection, docs)), files=tuple(files))


def read_posts(reader: Reader, posts: Collection, folder: str) -> Iterator[Document]:
    """Yield the posts under `folder/_posts`, and the drafts under `folder/_drafts` when shown."""
    yield from _read_posts(reader, posts, folder, "_posts")
    if reader.config["show_drafts"]:
        yield from _read_posts(reader, posts, folder, "_drafts")


def _read_posts(reader: Reader, posts: Collection, folder: str, special: str) -> Iterator[Document]:
    base = f"{folder}/{special}".lstrip("/")
    places: list[Place] = []
    for entry in reader.walk(reader.full(base), hidden=False):
        if (special == "_drafts" or is_dated(entry)) and reader.filter.keeps(entry, base):
            path = f"{base}/{entry}".removeprefix(reader.config.collections_prefix)
            places.append((path, reader.full(f"{base}/{entry}")))
    for doc in read_documents(reader, posts, places):
        if doc is None:
            continue
        if is_published(reader, doc.data, doc.date):
            yield doc
        elif is_future(reader, doc.date):
            reader.warn(Notice("Skipping:", f"{doc.path} has a future date"))


def limited(reader: Reader, posts: list[Document]) -> list[Document]:
    """Return the newest posts, as many as `limit_posts` says; all when it is 0."""
    limit = int(reader.config["limit_posts"] or 0)
    return posts[-limit:] if limit > 0 else posts


def in_order(docs: Iterable[Document]) -> list[Document]:
    """Sort `docs` into Jekyll's order of documents."""
    docs = list(docs)
    dated = [(doc.date, doc.file, doc) for doc in docs if doc.date is not None]
    if len(dated) < len(docs):
        return merge_sort(docs, Document.compare)
    return [doc for *_, doc in sorted(dated, key=itemgetter(0, 1))]


def ordered(reader: Reader, collection: Collection, docs: list[Document]) -> list[Document]:
    """Sort `docs` as the collection's settings ask for: by `order`, `sort_by` or dates."""
    if not reader.config.generation.sorts_collections:
        return in_order(docs)
    order, sort_by = collection.settings.get("order"), collection.settings.get("sort_by")
    if isinstance(order, list):
        return _by_list(collection, in_order(docs), order)
    if isinstance(sort_by, str):
        return merge_sort(docs, _by_key(reader, sort_by))
    return in_order(docs)


def _by_list(collection: Collection, docs: list[Document], order: list[Any]) -> list[Document]:
    by_path = {doc.path: doc for doc in docs}
    named = [f"{collection.relative_directory}/{entry}" for entry in order]
    paths = dict.fromkeys([*(path for path in named if path in by_path), *by_path])
    return [by_path[path] for path in paths]


def _by_key(reader: Reader, key: str) -> Any:
    """Return a comparison by the front matter `key`: what lacks it comes last, with a warning."""

    def compare(one: Document, other: Document) -> int:
        a, b = one.data.get(key), other.data.get(key)
        if a is None and b is not None:
            return _without(reader, key, one, 1)
        if a is not None and b is None:
            return _without(reader, key, other, -1)
        return _compare(a, b) or one.compare(other)

    return compare


def _without(reader: Reader, key: str, doc: Document, order: int) -> int:
    notice = Notice("Sort warning:", f"'{key}' not defined in {doc.path}")
    if notice not in reader.notices:
        reader.warn(notice)
    return order


def _compare(a: Any, b: Any) -> int:
    if isinstance(a, bool) or isinstance(b, bool):  # Ruby's are no numbers, and have no order
        return 0
    try:
        return int(a > b) - int(a < b)
    except TypeError:
        return 0
