"""One file under `_data`: its bytes, by its extension, as the value that templates see."""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterator, Mapping
from typing import Any

from liquidsite.errors import DataError, ReadError, not_in, place_in, undecoded
from liquidsite.ruby import safe_yaml
from liquidsite.ruby.csv_converters import Convert, convert, converters
from liquidsite.ruby.csv_rows import Row, rows
from liquidsite.safe_mode.limits import Limits

# Ruby's `\w` and `\s` are those of ASCII, its `\b` is Unicode's.
_SPACE = r"[ \t\r\n\f\v]"
_SPACES = re.compile(f"{_SPACE}+")
_NOT_IN_A_KEY = re.compile(
    rf"[^a-zA-Z0-9_ \t\r\n\f\v-]+|(?:^|(?<=\b{_SPACE})){_SPACE}+(?=$|{_SPACE}?\b)", re.MULTILINE
)
_SEPARATORS = {".csv": ("csv_reader", ","), ".tsv": ("tsv_reader", "\t")}


def data_key(filename: str) -> str:
    """Return the key under which `site.data` has a folder, or a file without its extension."""
    return _SPACES.sub("_", _NOT_IN_A_KEY.sub("", filename))


def load_data(
    path: str, raw: bytes, config: Mapping[str, Any], limits: Limits | None = None
) -> object:
    """Return the value of a data file; JSON is read as the YAML that it is.

    Raises `DataError` with line and column, and `ConfigError` for settings that do not exist.
    """
    extension = os.path.splitext(path)[1].lower()  # noqa: PTH122
    if extension in _SEPARATORS:
        section, separator = _SEPARATORS[extension]
        settings = config.get(section) or {}
        encoding = settings.get("encoding") or config.get("encoding") or "utf-8"
        table = rows(_decode(raw, str(encoding), path), separator, path)
        headers = settings.get("headers", True)
        if isinstance(headers, str):
            headers = next(rows(headers, separator, path), [])
        return _records(table, headers, settings)
    text = _decode(raw, "bom|utf-8", path)
    try:
        return safe_yaml.load(text, path, limit=safe_yaml.MOST_NODES, limits=limits)
    except ReadError as error:
        raise DataError(
            f"The data file {path} cannot be parsed: {error.message}",
            path=path,
            line=error.line,
            column=error.column,
        ) from None


def _records(table: Iterator[Row], headers: object, settings: Mapping[str, Any]) -> list[object]:
    """Return arrays without `headers`; else hashes, by the first row if no headers are given."""
    with_converters = converters([str(name) for name in settings.get("csv_converters") or []])
    if headers is None or headers is False:
        return [[convert(field, with_converters) for field in row] for row in table]
    names = headers if isinstance(headers, list) else next(table, [])
    return [_record(names, row, with_converters) for row in table]


def _record(headers: list[Any], row: Row, with_converters: list[Convert]) -> dict[Any, object]:
    """Make a hash of a row; missing fields are nil, and the first of two equal headers counts."""
    fields = [convert(field, with_converters) for field in row]
    width = max(len(headers), len(fields))
    record: dict[Any, object] = {}
    for column in range(width):
        header = headers[column] if column < len(headers) else None
        record.setdefault(header, fields[column] if column < len(fields) else None)
    return record


def _decode(raw: bytes, encoding: str, path: str) -> str:
    """Decode by an `encoding` as Ruby names it: `utf-8`, `bom|utf-8`, `iso-8859-1:utf-8`."""
    name = encoding.partition(":")[0].lower()
    codec = "utf-8-sig" if name == "bom|utf-8" else name.removeprefix("bom|")
    try:
        text = raw.decode(codec, "surrogateescape")
    except LookupError:
        raise DataError(f"There is no encoding '{encoding}'.", path=path) from None
    if (bad := undecoded(text)) is not None:
        line, column = place_in(text, bad)
        problem = not_in(encoding.removeprefix("bom|"))
        raise DataError(
            f"The data file {path} cannot be parsed: {problem}",
            path=path,
            line=line,
            column=column,
        )
    return text
