"""Which documents a pagination of jekyll-paginate-v2 is over, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cmp_to_key
from typing import Any

from liquidsite.model import Document, Site
from liquidsite.ruby.values import is_truthy

_FILTERS = {"category": "categories", "tag": "tags", "locale": "locale"}
_SEPARATORS = re.compile(r"[;,\s]")


def chosen(site: Site, settings: Mapping[str, Any]) -> list[Document]:
    """Return the documents of the settings' collections that pass their filters, in their order."""
    docs = [doc for name in _collections(settings) for doc in _collection(site, name)]
    docs = [doc for doc in docs if not is_truthy(doc.data.get("hidden"))]
    for setting, key in _FILTERS.items():
        for wanted in _listed(settings.get(setting), "[;,]"):
            docs = _having(docs, key, wanted)
    return _sorted(docs, settings) if settings["sort_field"] else docs


def _collections(settings: Mapping[str, Any]) -> list[str]:
    names = settings["collection"]
    parts = _SEPARATORS.split(names) if isinstance(names, str) else names
    return [str(name).lower().strip() for name in parts]


def _collection(site: Site, name: str) -> Iterator[Document]:
    """Yield the documents of a collection, or with `all` of every one but the posts."""
    for label, collection in site.collections.items():
        if label == name or (name == "all" and label != "posts"):
            yield from (doc for doc in collection.docs if "pagination" not in doc.data)


def _having(docs: list[Document], key: str, wanted: str) -> list[Document]:
    if (key, wanted) == ("categories", "posts"):
        return docs
    return [doc for doc in docs if wanted in _listed(doc.data.get(key), r"[;,\s]")]


def _listed(value: object, separators: str) -> list[str]:
    """Return one value, many in a string, or a list of such strings; in lower case."""
    values = re.split(separators, value) if isinstance(value, str) else value
    parts = [part for item in values or () for part in re.split("[;,]", str(item))]  # type: ignore[attr-defined]
    return [part.lower().strip() for part in parts]


def _sorted(docs: list[Document], settings: Mapping[str, Any]) -> list[Document]:
    field = str(settings["sort_field"])

    def compare(one: Document, other: Document) -> int:
        return _compare(_value(one, field), _value(other, field))

    docs = sorted(docs, key=cmp_to_key(compare))
    offset = max(int(settings["offset"] or 0), 0)
    docs = docs[: len(docs) - offset] if offset < len(docs) else []
    return docs[::-1] if settings["sort_reverse"] else docs


def _value(doc: Document, field: str) -> Any:
    """Return the front matter value at `parent:child`; None when there is none, or a hash."""
    value: Any = doc.data
    for key in field.split(":"):
        name = key.lower().strip()
        if not isinstance(value, Mapping) or name not in value:
            return None
        value = value[name]
    return None if isinstance(value, Mapping) else value


def _compare(a: Any, b: Any) -> int:
    """Compare: nothing first, texts without regard to case, days as their first moment."""
    if a is None or b is None:
        return (a is not None) - (b is not None)
    if isinstance(a, str) and isinstance(b, str):
        a, b = a.lower(), b.lower()
    elif isinstance(a, date) and isinstance(b, date) and type(a) is not type(b):
        a, b = _moment(a), _moment(b)
    try:
        return int(a > b) - int(a < b)
    except TypeError:
        return 0


def _moment(day: date) -> float:
    if isinstance(day, datetime):
        return day.timestamp()
    return datetime(day.year, day.month, day.day).astimezone().timestamp()
