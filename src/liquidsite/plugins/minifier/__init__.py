"""jekyll-minifier: HTML, scripts, stylesheets and JSON with fewer bytes, for production only.

Source of the settings: the README of jekyll-minifier.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from liquidsite.drops import SiteDrop
from liquidsite.errors import Notice
from liquidsite.model import ConvertedFile, FileConversion, Renderable, Site, StaticFile
from liquidsite.plugin import LAST, Plugin
from liquidsite.plugins.minifier import code, markup
from liquidsite.ruby import regexp
from liquidsite.ruby.globs import fnmatch
from liquidsite.urls import extname

_KEY = "jekyll-minifier"
_PRODUCTION = "production"
# The gem's names of settings that htmlcompressor calls otherwise.
_NAMES = {
    "compress_css_in_html": "compress_css",
    "compress_javascript_in_html": "compress_javascript",
}
_PHP = re.compile(r"<\?php.*?\?>", re.IGNORECASE | re.DOTALL)
_STATIC = frozenset((".js", ".json", ".css", ".xml"))
_TRUE: tuple[object, ...] = (True, "true", "1", 1)
_FALSE: tuple[object, ...] = (False, "false", "0", 0)


class Settings(NamedTuple):
    """The settings under `jekyll-minifier`."""

    values: Mapping[str, Any]

    @classmethod
    def of(cls, values: object) -> Settings:
        return cls(values if isinstance(values, Mapping) else {})

    def is_on(self, name: str, default: bool) -> bool:
        value = self.values.get(name)
        return value in _TRUE if value in (*_TRUE, *_FALSE) else default

    def excludes(self, path: str) -> bool:
        """Return whether the file at `path` in the destination stays as it is."""
        return any(path == name or fnmatch(name, path) for name in self._list("exclude"))

    def _list(self, name: str) -> list[str]:
        value = self.values.get(name)
        found = value if isinstance(value, list) else [] if value is None else [value]
        return [one for one in found if isinstance(one, str)]

    def markup(self) -> markup.Markup:
        """Return how pages are made smaller."""
        defaults = markup.ON | {"compress_css", "compress_javascript"}
        names = {_NAMES.get(name, name): name for name in sorted(markup.SETTINGS)}
        names |= {of_markup: own for own, of_markup in _NAMES.items()}
        on = frozenset(name for name, own in names.items() if self.is_on(own, name in defaults))
        return markup.Markup(on, code.minify_script, code.minify_style, self._preserved())

    def _preserved(self) -> list[re.Pattern[str]]:
        """Return the patterns of text that stays; what is no pattern counts for nothing."""
        found = [_PHP] if self.is_on("preserve_php", False) else []
        for pattern in self._list("preserve_patterns"):
            with suppress(ValueError):
                found.append(regexp.compiled(pattern))
        return found

    def minify(self, path: str, text: str) -> str:
        """Return the text of the file at `path` in the destination with fewer bytes.

        Raises ValueError for JSON that is none.
        """
        ext = extname(path)
        if path.endswith((".min.js", ".min.css")) or self.excludes(path):
            return text
        if ext == ".js":
            return code.minify_script(text) if self.is_on("compress_javascript", True) else text
        if ext == ".css":
            return code.minify_style(text) if self.is_on("compress_css", True) else text
        if ext == ".json":
            return code.minify_json(text) if self.is_on("compress_json", True) else text
        return self.markup().minify(text)


def minify_page(page: str, item: Renderable, site: SiteDrop) -> str | None:
    """Return `page` with fewer bytes."""
    if site.environment != _PRODUCTION:
        return None
    try:
        return Settings.of(site[_KEY]).minify(item.destination, page)
    except ValueError:
        return None


def minify_files(site: Site) -> Site:
    """Have static scripts, stylesheets, JSON and XML files minified."""
    if site.config.environment != _PRODUCTION:
        return site
    settings = Settings.of(site.config.get(_KEY))
    files = tuple(_converted(file, settings) for file in site.static_files)
    return replace(site, static_files=files, notices=(*site.notices, *code.missing(_KEY)))


def _converted(file: StaticFile, settings: Settings) -> StaticFile:
    path = file.destination
    if extname(path) not in _STATIC or settings.excludes(path) or file.conversion is not None:
        return file
    key = f"minified {code.versions()} {extname(path)} {settings.values!r}"
    return replace(file, conversion=FileConversion(key, partial(_minified, settings, path)))


def _minified(settings: Settings, path: str, data: bytes) -> ConvertedFile:
    """Return the file smaller; what is no text, or no JSON, as it is."""
    try:
        return ConvertedFile(settings.minify(path, data.decode()).encode())
    except UnicodeDecodeError:
        return ConvertedFile(data)
    except ValueError as error:
        message = f"{path} is not JSON, and is copied as it is: {error}"
        return ConvertedFile(data, (Notice("Minifier:", message),))


plugin = Plugin(
    _KEY,
    generators=(minify_files,),
    hooks={("pages", "post_render"): minify_page, ("documents", "post_render"): minify_page},
    priority=LAST,
)
