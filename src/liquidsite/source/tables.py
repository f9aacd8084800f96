"""Tables under `_data`: rows of CSV and TSV as the hashes or arrays that templates see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from liquidsite.ruby.csv_converters import Convert, convert, converters
from liquidsite.ruby.csv_rows import Row, rows


def records(text: str, separator: str, settings: Mapping[str, Any], path: str) -> list[object]:
    """Return the rows of `text` as `csv_reader` or `tsv_reader` asks for them.

    Raises `DataError` with line and column, and `ConfigError` for settings that do not exist.
    """
    table = rows(text, separator, path)
    headers = settings.get("headers", True)
    if isinstance(headers, str):
        headers = next(rows(headers, separator, path), [])
    return _records(table, headers, settings)


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
