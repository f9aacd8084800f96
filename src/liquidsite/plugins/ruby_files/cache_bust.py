"""al-folio's cache-bust.rb: `{{ path | bust_file_cache }}` and `bust_css_cache`.

Both put an MD5 behind a path, so that browsers load a changed file anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import md5
from pathlib import Path

from liquidsite.plugin import Context, Plugin, TemplateError, needs_context
from liquidsite.ruby.values import to_s

_ASSETS = "assets/"
_STYLES = "assets/_sass"


@needs_context
def bust_file_cache(context: Context, path: object) -> str:
    """Put the digest of the file itself behind `path`, which may have a base URL in front."""
    shown = to_s(path)
    start = max(shown.find(_ASSETS), 0)
    data = context.read_bytes(shown[start:])
    if data is None:
        raise TemplateError(f"bust_file_cache: there is no file {shown[start:]!r}")
    return _with_digest(shown, data)


@needs_context
def bust_css_cache(context: Context, path: object) -> str:
    """Put the digest of all files below `assets/_sass` behind `path`."""
    return _with_digest(to_s(path), b"".join(_files(_STYLES, context)))


def _files(folder: str, context: Context) -> Iterator[bytes]:
    """Yield what is in the files below a folder, in the order of their names."""
    for name in context.list_folder(folder):
        path = f"{folder}/{name}"
        if name.startswith("."):
            continue
        data = context.read_bytes(path)
        if data is not None:
            yield data
        elif not Path(to_s(context.config("source")), path).is_symlink():
            yield from _files(path, context)


def _with_digest(path: str, data: bytes) -> str:
    return f"{path}?{md5(data, usedforsecurity=False).hexdigest()}"


plugin = Plugin(
    "cache-bust.rb",
    filters={"bust_file_cache": bust_file_cache, "bust_css_cache": bust_css_cache},
)
