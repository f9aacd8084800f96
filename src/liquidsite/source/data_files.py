"""One file under `_data`: its bytes, by its extension, as the value that templates see."""

from __future__ import annotations

import os.path
import re
from collections.abc import Mapping
from typing import Any

from liquidsite.errors import DataError, ReadError, not_in, place_in, undecoded
from liquidsite.ruby import safe_yaml
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
        from liquidsite.source.tables import records

        section, separator = _SEPARATORS[extension]
        settings = config.get(section) or {}
        encoding = settings.get("encoding") or config.get("encoding") or "utf-8"
        return records(_decode(raw, str(encoding), path), separator, settings, path)
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
