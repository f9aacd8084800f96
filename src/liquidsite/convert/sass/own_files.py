"""Stylesheets that are looked for here and not by Dart Sass: those of the site, and no others.

The rules for names are Sass's own: https://sass-lang.com/documentation/at-rules/import and the
file importer of https://github.com/sass/sass/blob/main/spec/modules.md
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from liquidsite import regular_file
from liquidsite.convert.sass.paths import file_url
from liquidsite.safe_mode.paths import is_hard_link, is_inside

# By the numbers of the protocol.
_SYNTAXES = {".scss": 0, ".sass": 1, ".css": 2}


@dataclass(frozen=True)
class OwnFiles:
    """The files below `roots`, found beside what imports them or in `load_paths`.

    The first of the roots is the source, the other the theme's.
    """

    roots: Sequence[str]
    load_paths: Sequence[str]
    most: int

    def canonical(self, url: str, *, imported: bool) -> str | None:
        """Return the address of the stylesheet that `url` names; `imported` is by `@import`.

        Raises ValueError where it may name several.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("", "file") or parts.netloc or "\0" in unquote(url):
            return None
        path = unquote(parts.path)
        bases = [""] if parts.scheme else self.load_paths
        for base in bases:
            file = posixpath.normpath(posixpath.join(base, path))
            if found := self._resolved(file, imported):
                return file_url(found)
        return None

    def read(self, url: str) -> tuple[str, int]:
        """Return the text at an address, and its syntax. Raises OSError, ValueError."""
        path = unquote(urlsplit(url).path)
        if not self._is_own(path) or os.path.getsize(path) > self.most:  # noqa: PTH202
            raise ValueError(f"The stylesheet has more than {self.most} bytes.")
        text = regular_file.read(path).decode("utf-8-sig").replace("\r\n", "\n")
        return text, _SYNTAXES[posixpath.splitext(path)[1]]

    def _resolved(self, path: str, imported: bool) -> str | None:
        stem, extension = posixpath.splitext(path)
        if extension in _SYNTAXES:
            only = self._one(self._partial(f"{stem}.import{extension}")) if imported else None
            return only or self._one(self._partial(path))
        return self._with_extension(path, imported) or self._with_extension(
            f"{path}/index", imported
        )

    def _with_extension(self, path: str, imported: bool) -> str | None:
        for stem in [f"{path}.import", path] if imported else [path]:
            found = [*self._partial(f"{stem}.sass"), *self._partial(f"{stem}.scss")]
            if one := self._one(found or self._partial(f"{stem}.css")):
                return one
        return None

    def _partial(self, path: str) -> Iterator[str]:
        folder, name = posixpath.split(path)
        for file in (f"{folder}/_{name}", path):
            if os.path.isfile(file) and self._is_own(file):  # noqa: PTH113
                yield file

    def _one(self, found: Iterator[str] | Sequence[str]) -> str | None:
        files = list(found)
        if len(files) > 1:
            listed = "".join(f"\n  {os.path.relpath(file)}" for file in files)
            raise ValueError(f"It's not clear which file to import. Found:{listed}")
        return files[0] if files else None

    def _is_own(self, path: str) -> bool:
        return any(is_inside(path, root) for root in self.roots) and not is_hard_link(
            path, self.roots[0]
        )
