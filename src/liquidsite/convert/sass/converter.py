"""The two converters, and what they share: settings, load paths, one running compiler."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from liquidsite.config import Config
from liquidsite.convert.sass.paths import (
    check_stylesheets,
    encoded,
    file_url,
    load_paths,
    sanitized,
)
from liquidsite.errors import ConversionError, Frame, Notice
from liquidsite.plugin import Converted
from liquidsite.safe_mode.limits import Limits

if TYPE_CHECKING:
    from liquidsite.convert.sass.compiler import Compiled, CompileError, Compiler, Request
    from liquidsite.convert.sass.own_files import OwnFiles

# Dart Sass's error for a file that may not be read.
_CLOSED = "Cannot open file"
_STYLES = {"expanded": 0, "compressed": 1}
_SYNTAXES = {".scss": 0, ".sass": 1}


@dataclass(frozen=True, eq=False, repr=False)
class SassSite:
    """What the converters of one site share: its `sass` settings and one running compiler."""

    source: str
    settings: Mapping[str, Any]
    theme_sass: str | None = None
    safe: bool = False
    development: bool = True
    limits: Limits | None = None
    writes_source_maps: bool = True
    imports_from_own_folder: bool = True
    sass_on_path: bool = False
    running: Compiler | None = None

    @classmethod
    def of(
        cls, config: Config, theme_sass: str | None, compiler: Compiler | None = None
    ) -> SassSite:
        """Return what the settings in `config` ask for; `compiler` is one that runs already."""
        return cls(
            config.source.as_posix(),
            config.get("sass") or {},
            theme_sass,
            bool(config.get("safe")),
            config.environment == "development",
            config.limits,
            config.generation.writes_source_maps,
            config.generation.imports_from_own_folder,
            config.prefers_sass_on_path,
            compiler,
        )

    @cached_property
    def compiler(self) -> Compiler:
        from liquidsite.convert.sass.compiler import Compiler

        if self.running is not None:
            return self.running
        seconds = self.limits.stylesheet_seconds if self.limits else None
        return Compiler(seconds=seconds, on_path=self.sass_on_path)

    @property
    def style(self) -> str:
        style = str(self.settings.get("style")).removeprefix(":")
        return style if style in _STYLES else "expanded"

    @property
    def with_source_map(self) -> bool:
        wanted = self.settings.get("sourcemap", "always")
        if not self.writes_source_maps or wanted is False or str(wanted) == "never":
            return False
        return str(wanted) != "development" or self.development

    def list_of(self, key: str) -> list[str]:
        value = self.settings.get(key)
        values = value if isinstance(value, list) else [] if value is None else [value]
        return [str(item) for item in values]

    def load_paths(self) -> list[str]:
        folder = str(self.settings.get("sass_dir") or "") or "_sass"
        return load_paths(
            self.source, self.list_of("load_paths"), folder, self.safe, self.theme_sass
        )

    @cached_property
    def checked_paths(self) -> list[str]:
        """Return the load paths, once no file that Dart Sass may find there blocks it.

        Raises ConversionError. In safe mode `OwnFiles` looks at each file itself.
        """
        self.check()
        return self.load_paths()

    def check(self, *, every: bool = False) -> None:
        """Check as `checked_paths` does, with `every` also regular files, which may be denied."""
        for folder in self.load_paths() if self.limits is None else ():
            if folder == self.theme_sass or folder.startswith(f"{self.source}/"):
                check_stylesheets(folder, self.source, every=every)

    def importer(self) -> OwnFiles | None:
        """Return the importer of safe mode; otherwise Dart Sass finds stylesheets itself."""
        if self.limits is None:
            return None
        from liquidsite.convert.sass.own_files import OwnFiles

        roots = [self.source, *([self.theme_sass] if self.theme_sass else [])]
        return OwnFiles(roots, self.load_paths(), self.limits.file_size)


class SassConverter:
    """One of the two syntaxes: `.scss`, or the indented `.sass`."""

    priority = -10

    def __init__(self, extension: str, site: SassSite) -> None:
        self.name = extension[1:]
        self._extension = extension
        self._site = site

    def matches(self, ext: str) -> bool:
        return ext.lower() == self._extension

    def output_ext(self, ext: str) -> str:
        return ".css"

    def convert(self, text: str) -> Converted:
        """Convert as the filters do."""
        return self.convert_document(text)

    def convert_document(self, text: str, line: int = 1) -> Converted:
        """Convert what is no page: neither with a source map nor a mark of the character set.

        Imports in it are looked for in the load paths alone, as though it were in no folder.
        """
        compiled = self._compile(text, None, line)
        loaded = tuple(_path_of(url) for url in compiled.loaded if url.startswith("file:"))
        searched = tuple(_searched(loaded, (), self._site.load_paths()))
        notices = tuple(Notice("Sass:", warning) for warning in compiled.warnings)
        return Converted(compiled.css, None, loaded, notices, searched)

    def convert_page(self, text: str, path: str, line: int = 1) -> Converted:
        """Return the page at `path`, relative to the source, whose `text` begins on `line`."""
        url = file_url(sanitized(self._site.source, path))
        compiled = self._compile(text, path, line)
        loaded = tuple(_path_of(other) for other in compiled.loaded if other != url)
        notices = tuple(Notice("Sass:", warning) for warning in compiled.warnings)
        own = [_path_of(url)] if self._site.imports_from_own_folder else []
        searched = tuple(_searched(loaded, own, self._site.load_paths()))
        if not self._site.with_source_map:
            return Converted(compiled.css, None, loaded, notices, searched)
        name = posixpath.splitext(posixpath.basename(path))[0]
        gap = "" if self._site.style == "compressed" else "\n\n"
        css = f"{compiled.css}{gap}/*# sourceMappingURL={encoded(name)}.css.map */"
        source_map = _relative_map(compiled.source_map, url, f"{encoded(name)}.css")
        return Converted(css, source_map, loaded, notices, searched)

    def _compile(self, text: str, path: str | None, line: int) -> Compiled:
        from liquidsite.convert.sass.compiler import CompileError

        request = self._request(text, path)
        try:
            return self._site.compiler.compile(request)
        except CompileError as error:
            if str(error) == _CLOSED:  # but not which
                self._site.check(every=True)
            raise self._error(error, request.url, path, line) from None

    def _request(self, text: str, path: str | None) -> Request:
        from liquidsite.convert.sass.compiler import Request

        site = self._site
        is_in_folder = path is not None and site.imports_from_own_folder
        return Request(
            text,
            file_url(sanitized(site.source, path or "")) if is_in_folder else "",
            syntax=_SYNTAXES[self._extension],
            style=_STYLES[site.style],
            load_paths=site.checked_paths,
            importer=site.importer(),
            source_map=path is not None and site.with_source_map,
            charset=path is not None,
            quiet_deps=bool(site.settings.get("quiet_deps")),
            verbose=bool(site.settings.get("verbose")),
            fatal_deprecations=site.list_of("fatal_deprecations"),
            future_deprecations=site.list_of("future_deprecations"),
            silence_deprecations=site.list_of("silence_deprecations"),
        )

    def _error(self, error: CompileError, url: str, path: str | None, line: int) -> ConversionError:
        is_own = error.url in ("", url)
        shown = path if is_own else _path_of(error.url).removeprefix(f"{self._site.source}/")
        return ConversionError(
            str(error),
            path=shown,
            line=error.line + (line if is_own else 1),
            column=error.column + 1,
            stack=() if is_own or path is None else (Frame(path),),
        )


def _searched(
    loaded: Iterable[str], page: Iterable[str], load_paths: Iterable[str]
) -> Iterator[str]:
    """Yield the folders in which imports of the file `page`, if there is one, were looked for.

    An import is looked for beside the file that has it, then below each load path: what was found
    below one of these could have been found below any other.
    """
    folders = dict.fromkeys(posixpath.dirname(file) for file in loaded)
    if folders:
        roots = dict.fromkeys([*map(posixpath.dirname, page), *folders, *load_paths])
        below = {
            posixpath.relpath(folder, root)
            for folder in folders
            for root in roots
            if f"{folder}/".startswith(f"{root}/")
        }
        yield from dict.fromkeys(posixpath.normpath(f"{r}/{b}") for r in roots for b in below)


def _relative_map(source_map: str, url: str, file: str) -> str:
    """Return the map with its sources relative to the page, as it is published."""
    import json

    data = json.loads(source_map)
    data["file"] = file
    folder = posixpath.dirname(urlsplit(url).path)
    data["sources"] = [
        posixpath.relpath(urlsplit(source).path, folder) if source.startswith("file:") else source
        for source in data["sources"]
    ]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _path_of(url: str) -> str:
    path = unquote(urlsplit(url).path)
    return path[1:] if re.match(r"/[A-Za-z]:", path) else path
