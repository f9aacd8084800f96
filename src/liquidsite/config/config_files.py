"""The `_config` files: which there are, and what they say.

What they say is kept beside the cache, by file identity: a build that has nothing to do parses no
YAML. Where the cache is they say themselves, so it is looked for where Jekyll has it.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time

# Where hashlib has it from; hashlib itself loads OpenSSL.
from _blake2 import blake2b
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from liquidsite import __version__, regular_file
from liquidsite.errors import (
    ConfigError,
    LimitError,
    ReadError,
    not_in,
    place_in,
    undecoded,
)
from liquidsite.file_stamp import file_stamp, stable_stamp
from liquidsite.installed import installed
from liquidsite.safe_mode.limits import Limits

NAMES = ("_config.yml", "_config.yaml", "_config.toml")
FOLDER = ".jekyll-cache"
_KEPT = Path("Jekyll", "Cache", "Jekyll--Cache", "liquidsite.settings")

_SUM = 16

# File → its identity, and its settings packed.
Kept = Mapping[str, tuple[str, bytes]]


class ConfigFile(NamedTuple):
    """One file as it was read: its settings, None when it is none that can be read.

    `text` is empty when the settings are those of an earlier reading, which `is_kept` says; `seen`
    is the identity of the file, empty when the file may still change without getting another one.
    """

    file: Path
    values: Mapping[str, Any] | None
    text: str = ""
    seen: str = ""
    is_kept: bool = False


def kept(folder: Path) -> Kept:
    """Return what earlier builds stored in the cache `folder`; nothing when that is damaged."""
    from liquidsite.ruby.safe_yaml.packed import loads

    with contextlib.suppress(OSError):
        data = regular_file.read(folder / _KEPT)
        if data[:_SUM] == _sum(data[_SUM:]):
            found: Kept = loads(data[_SUM:])
            return found
    return {}


def keep(folder: Path, files: Iterable[ConfigFile]) -> None:
    """Keep what `files` say in the cache `folder`, whose other content is the build's."""
    import marshal

    from liquidsite.ruby.safe_yaml.packed import pack

    files = tuple(files)
    if all(read.is_kept for read in files):
        return
    packed = ((str(read.file), read.seen, pack(read.values)) for read in files if read.seen)
    entries = {file: (seen, values) for file, seen, values in packed if values is not None}
    if not entries:
        return
    part = folder / f"{_KEPT}.{os.getpid()}"
    with contextlib.suppress(OSError):
        part.parent.mkdir(parents=True, exist_ok=True)
        data = marshal.dumps(entries)
        part.write_bytes(_sum(data) + data)
        part.replace(folder / _KEPT)


def _sum(data: bytes) -> bytes:
    """Return the checksum before the data. It differs for other versions of what parsed them."""
    versions = (__version__, sys.version, *installed())
    return blake2b(data + "\n".join(versions).encode("utf-8", "replace"), digest_size=_SUM).digest()


def read(file: Path, limits: Limits | None, known: Kept) -> ConfigFile:
    """Read `file`. Raises ConfigError, LimitError."""
    from liquidsite.ruby.safe_yaml.packed import unpack

    began = time.time_ns()
    seen, packed = known.get(str(file), ("", b""))
    if seen and seen == file_stamp(str(file)):
        return ConfigFile(file, unpack(packed), seen=seen, is_kept=True)
    parse = _PARSERS.get(file.suffix.lower())
    if parse is None:
        return ConfigFile(file, None)
    seen = stable_stamp(str(file), began)
    text = text_of(file, limits)
    values = parse(text, str(file), limits)
    if values is None or values is False:
        values = {}
    if not isinstance(values, Mapping):
        return ConfigFile(file, None)
    return ConfigFile(file, {str(key): value for key, value in values.items()}, text, seen)


def text_of(file: Path, limits: Limits | None) -> str:
    """Return the text of a configuration file. Raises ConfigError, LimitError."""
    try:
        if limits and file.stat().st_size > limits.file_size:
            raise LimitError(f"The file has more than {limits.file_size} bytes.", path=str(file))
        text = regular_file.read(file).decode("utf-8-sig", "surrogateescape")
    except OSError as error:
        message = f"The configuration file cannot be read: {error.strerror}"
        raise ConfigError(message, path=str(file)) from error
    if (bad := undecoded(text)) is not None:
        line, column = place_in(text, bad)
        message = f"The configuration file cannot be read: {not_in('UTF-8')}"
        raise ConfigError(message, path=str(file), line=line, column=column)
    return text


def _parse_toml(text: str, path: str, limits: Limits | None) -> object:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"The configuration file is not TOML: {error}", path=path) from error
    except RecursionError:
        raise ConfigError("The configuration file is nested too deeply.", path=path) from None


def _parse_yaml(text: str, path: str, limits: Limits | None) -> object:
    from liquidsite.ruby import safe_yaml

    try:
        return safe_yaml.load(text, path, limit=safe_yaml.MOST_NODES, limits=limits)
    except ReadError as error:
        message = f"The configuration file is not YAML: {error.message}"
        raise ConfigError(message, path=path, line=error.line, column=error.column) from error


_PARSERS = {".yml": _parse_yaml, ".yaml": _parse_yaml, ".toml": _parse_toml}
