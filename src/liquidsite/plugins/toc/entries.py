"""The headings of a text as a nested list, as jekyll-toc writes it."""

from __future__ import annotations

import html as entities
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote_plus

from liquidsite.plugins.html import Element, parse, to_html

DEFAULTS: Mapping[str, Any] = {
    "min_level": 1,
    "max_level": 6,
    "ordered_list": False,
    "no_toc_section_class": "no_toc_section",
    "list_id": "toc",
    "list_class": "section-nav",
    "sublist_class": "",
    "item_class": "toc-entry",
    "item_prefix": "toc-",
}


@dataclass(frozen=True)
class Entry:
    """A heading of the list: its id, its text as HTML, its level, its element."""

    id: str
    text: str
    level: int
    element: Element


@dataclass(frozen=True)
class Contents:
    """The contents of a text by the settings of `toc`."""

    tree: Element
    settings: Mapping[str, Any]

    @classmethod
    def of(cls, html: str, settings: object) -> Contents:
        own = settings if isinstance(settings, Mapping) else {}
        return cls(parse(html), {**DEFAULTS, **own})

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Return the headings.

        Ids made of the same text are numbered, those that are there stay.
        """
        made: Counter[str] = Counter()
        found = []
        for element in self._headings():
            text = element.text
            id_ = element.attributes.get("id")
            if id_ is None:
                id_ = _id(text)
                times = made[id_]
                made[id_] += 1
                id_ = f"{id_}-{times}" if times else id_
            found.append(Entry(id_, _escaped(text), int(element.name[1]), element))
        return tuple(found)

    def list(self) -> str:
        tag = self._tag
        about = f'id="{self.settings["list_id"]}" class="{self.settings["list_class"]}"'
        return f"<{tag} {about}>\n{self._items(self.entries)}</{tag}>"

    def anchored(self) -> str:
        """Return the text with an anchor at the start of each heading. Changes the tree."""
        for entry in self.entries:
            anchor = Element("a", {"class": "anchor", "href": f"#{entry.id}"})
            anchor.attributes["aria-hidden"] = "true"
            anchor.children.append(Element("span", {"class": "octicon octicon-link"}))
            entry.element.children.insert(0, anchor)
        return to_html(self.tree)

    def _headings(self) -> Iterator[Element]:
        """Yield the headings of the wanted levels, without those that a class keeps out."""
        levels = range(self.settings["min_level"], self.settings["max_level"] + 1)
        names = frozenset(f"h{level}" for level in levels)
        barred = self.settings["no_toc_section_class"]
        classes = frozenset(barred if isinstance(barred, list) else [barred])
        pending = [self.tree]
        while pending:
            element = pending.pop()
            if element.name in names and "no_toc" not in element.classes:
                yield element
            if classes.isdisjoint(element.classes):
                pending += [c for c in reversed(element.children) if isinstance(c, Element)]

    @property
    def _tag(self) -> str:
        return "ol" if self.settings["ordered_list"] else "ul"

    def _items(self, entries: Sequence[Entry]) -> str:
        """Return the items of a list; deeper headings before its own level stand on that level."""
        top = min((entry.level for entry in entries), default=0)
        out: list[str] = []
        place = 0
        while place < len(entries):
            end = place + (entries[place].level == top)
            while end < len(entries) and entries[end].level > top:
                end += 1
            if entries[place].level == top:
                out.append(self._item(entries[place], entries[place + 1 : end]))
            else:
                out.append(self._items(entries[place:end]))
            place = end
        return "".join(out)

    def _item(self, entry: Entry, below: Sequence[Entry]) -> str:
        settings = self.settings
        start = (
            f'<li class="{settings["item_class"]} {settings["item_prefix"]}{entry.element.name}">'
            f'<a href="#{entry.id}">{entry.text}</a>'
        )
        if not below:
            return f"{start}</li>\n"
        own = f' class="{settings["sublist_class"]}"' if settings["sublist_class"] else ""
        return f"{start}\n<{self._tag}{own}>\n{self._items(below)}</{self._tag}>\n</li>\n"


def _id(text: str) -> str:
    kept = (char for char in text.lower() if char in "- " or _is_word(char))
    return quote_plus("".join(kept).replace(" ", "-"))


def _is_word(char: str) -> bool:
    """Test for Unicode's word characters: letters, marks, digits and connectors."""
    category = unicodedata.category(char)
    return category[0] in "LM" or category in ("Nd", "Pc")


def _escaped(text: str) -> str:
    return entities.escape(text, quote=False).replace('"', "&quot;").replace("'", "&#39;")
