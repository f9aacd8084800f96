"""How a style writes people: the order of the parts, initials, `and`, `et al.`.

Source: the CSL specification, "Name" and "Name Options".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from liquidsite.plugins.scholar.csl.formatting import formatted, join
from liquidsite.plugins.scholar.csl.locale import Locale
from liquidsite.plugins.scholar.csl.nodes import Node
from liquidsite.plugins.scholar.csl.values import Person

# What a `name` has from the style and from its `citation` or `bibliography`.
INHERITED = (
    *("and", "delimiter-precedes-et-al", "initialize-with", "delimiter-precedes-last"),
    *("et-al-min", "et-al-use-first", "et-al-subsequent-min", "et-al-subsequent-use-first"),
    *("et-al-use-last", "name-as-sort-order", "sort-separator", "initialize"),
)
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARMENIAN", "GEORGIAN", "MODIFIER LETTER")
_LONE_LETTER = re.compile(r"\b([^\W\d_])\b(?:(?!-)[\W\d_])*")
_MARKUP = re.compile(r"<[^>]*>")
_SPACES = re.compile(r" +")
_HYPHEN = re.compile(r"\s*-")


@dataclass(frozen=True)
class NameForm:
    """The form that names have at one place of a style."""

    options: Mapping[str, str]
    node: Node
    et_al: Node | None
    demotes: str
    locale: Locale
    # Returns the text for all names, for a style that writes a dash for names as before.
    replaced: Callable[[str], str]

    def get(self, name: str) -> str:
        return self.options.get(name, "")

    @property
    def delimiter(self) -> str:
        return self.options.get("delimiter", ", ")

    def kept(self, count: int) -> int | None:
        """Return how many of `count` names are written before `et al.`; None for all."""
        least, first = self.get("et-al-min"), self.get("et-al-use-first")
        return int(first) if least and first and count >= int(least) else None

    def is_inverted(self, place: int) -> bool:
        order = self.get("name-as-sort-order")
        return order == "all" or (order == "first" and place == 1)

    def written(self, people: Sequence[Person]) -> str:
        """Return the names of a list."""
        kept = self.kept(len(people))
        if kept is not None:
            if kept == 0:
                return ""
            text = self._truncated(people, kept)
        else:
            text = self._all(people)
        return formatted(self.replaced(text), self.node, self.locale)

    def _all(self, people: Sequence[Person]) -> str:
        names = [self.name(person, place) for place, person in enumerate(people, 1)]
        connector = {"text": self.locale.term("and"), "symbol": "&"}.get(self.get("and"))
        between = f" {connector} " if connector else self.delimiter
        if connector and self._precedes_last(len(names)):
            between = _SPACES.sub(" ", self.delimiter + between)
        if len(names) < 3:
            return join(names, between, self.locale)
        first = join(names[:-1], self.delimiter, self.locale)
        return join([first, names[-1]], between, self.locale)

    def _precedes_last(self, count: int) -> bool:
        when = self.get("delimiter-precedes-last")
        if when in ("always", "never"):
            return when == "always"
        if when == "after-inverted-name":
            order = self.get("name-as-sort-order")
            return order == "all" or (bool(order) and count == 2)
        return count > 2

    def _truncated(self, people: Sequence[Person], kept: int) -> str:
        names = [self.name(person, place) for place, person in enumerate(people[:kept], 1)]
        first = join(names, self.delimiter, self.locale)
        if self.get("et-al-use-last") == "true" and len(people) - kept > 1:
            last = self.name(people[-1], kept + 1)
            return join([first, last], f"{self.delimiter}… ", self.locale)
        others = self.locale.term("et-al") or ""
        if self.et_al is not None:
            term = self.locale.term(self.et_al.get("term", "et-al"))
            others = formatted(term, self.et_al, self.locale)
        between = self.delimiter if self._precedes_et_al(kept) else " "
        return join([first, others], between, self.locale)

    def _precedes_et_al(self, kept: int) -> bool:
        when = self.get("delimiter-precedes-et-al")
        if when in ("always", "never"):
            return when == "always"
        if when == "after-inverted-name":
            return self.is_inverted(kept)
        return kept > 1

    # One name

    def name(self, person: Person, place: int) -> str:
        inverted = self.is_inverted(place)
        demoted = self.demotes == "display-and-sort" or (inverted and self.demotes == "sort-only")
        is_roman = _is_roman(person)
        given = self._initials(person.given) if is_roman else person.given
        person = replace(person, given=given)
        for part in self.node.all("name-part"):
            person = self._with_part(person, part, demoted)
        if not is_roman:
            return _joined(" ", person.family, person.given)
        if self.get("form") == "short":
            return _joined(" ", person.particle, person.family)
        if not inverted:
            whole = _joined(" ", person.given, person.particle, person.family)
            return _joined(" ", whole, person.suffix)
        comma = self.options.get("sort-separator", ", ")
        if demoted:
            given = _joined(" ", person.given, person.particle)
            return _joined(comma, person.family, given, person.suffix)
        family = _joined(" ", person.particle, person.family)
        return _joined(comma, family, person.given, person.suffix)

    def _with_part(self, person: Person, part: Node, demoted: bool) -> Person:
        if part.get("name") == "family":
            if demoted:
                return replace(person, family=formatted(person.family, part, self.locale))
            family = _joined(" ", person.particle, person.family)
            return replace(person, family=formatted(family, part, self.locale), particle="")
        if part.get("name") == "given":
            return replace(person, given=formatted(person.given, part, self.locale))
        return person

    def _initials(self, given: str) -> str:
        mark = self.options.get("initialize-with")
        if mark is None or not given:
            return given
        if self.get("initialize") == "false":
            given = _LONE_LETTER.sub(
                lambda m: m[1] + mark if m[1].isupper() else m[0], _with_pairs_apart(given)
            )
        else:
            given = _initialized(given, mark)
        return _HYPHEN.sub("-", given).strip()


def _joined(glue: str, *parts: str) -> str:
    return glue.join(part for part in parts if part)


def _with_pairs_apart(given: str) -> str:
    """Write two capitals, one beside the other, with a space between: `JR` → `J R`."""
    parts: list[str] = []
    position = 0
    while position < len(given):
        pair = given[position : position + 2]
        is_pair = len(pair) == 2 and pair[0].isupper() and pair[1].isupper()
        parts.append(f"{pair[0]} {pair[1]}" if is_pair else given[position])
        position += 2 if is_pair else 1
    return "".join(parts)


def _initialized(given: str, mark: str) -> str:
    """Write each capital with `mark` after it, without the small letters that follow it."""
    parts: list[str] = []
    position, end = 0, len(given)
    while position < end:
        char = given[position]
        position += 1
        parts.append(char)
        if not char.isupper():
            continue
        while position < end and not (given[position].isupper() or given[position] in " \t\n-"):
            position += 1
        while position < end and given[position].isspace():
            position += 1
        parts.append(mark)
    return "".join(parts)


def _is_roman(person: Person) -> bool:
    """Return whether all letters are of scripts in which the given name comes first.

    A mark that makes no one character with its letter is of none, as in citeproc-ruby.
    """
    text = unicodedata.normalize("NFC", _MARKUP.sub("", person.given + person.family))
    return text.isascii() or all(
        unicodedata.name(char, "").startswith(_SCRIPTS)
        for char in text
        if (char.isalpha() or unicodedata.combining(char)) and not char.isascii()
    )
