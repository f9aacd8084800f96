"""The variables of an item while it is rendered: which were read, and which are suppressed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from liquidsite.plugins.scholar import names

_NAMES = frozenset(
    """
    author collection-editor composer container-author recipient editor editorial-director
    illustrator interviewer original-author translator director reviewed-author
    """.split()  # noqa: SIM905
)
_DATES = frozenset(("accessed", "container", "event-date", "issued", "original-date", "submitted"))
_NUMBER = r"[\w.:;]*\d+[\w.:;]*"
_NUMERIC = re.compile(rf"^{_NUMBER}(\s*[,&-]\s*{_NUMBER})*$", re.MULTILINE | re.ASCII)
_PLURAL = re.compile(r"\S[\s,&–-]\S|\df")
_NO = re.compile(r"^(false|no|never)$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Person:
    """A name in its parts; "" for what it does not have."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    particle: str = ""


@dataclass(frozen=True)
class Date:
    """The parts of a date that are known, or its text."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    literal: str = ""

    def __bool__(self) -> bool:
        return self.year is not None or bool(self.literal)


Variable: TypeAlias = "str | tuple[Person, ...] | Date"


def is_numeric(value: Variable | None) -> bool:
    return isinstance(value, str) and _NUMERIC.search(value) is not None


def is_plural(text: str) -> bool:
    """Return whether a number is several, `2-4`."""
    return _PLURAL.search(text) is not None


@dataclass(eq=False)
class Item:
    """One entry as a style sees it. `observers` note what is read, for groups and substitutes."""

    variables: Mapping[str, Variable]
    locator: str | None = None
    label: str = ""
    suppressed: set[str] = field(default_factory=set)
    observers: list[dict[str, Variable | None]] = field(default_factory=list)

    @property
    def type(self) -> str:
        return str(self.variables.get("type", ""))

    def peek(self, name: str) -> Variable | None:
        return self.variables.get(name)

    def read(self, name: str) -> Variable | None:
        """Return a variable that is rendered, unless it was already, in the place of a name."""
        value = self.peek(name)
        self.note(name, value)
        return None if name in self.suppressed else value

    def note(self, name: str, value: Variable | None) -> None:
        for observer in self.observers:
            observer[name] = value

    def has(self, name: str) -> bool:
        value = self.variables.get(name)
        if name == "locator" and self.locator:
            return True
        return bool(value) and not (isinstance(value, str) and _NO.search(value))


def variables_of(item: Mapping[str, Any]) -> dict[str, Variable]:
    """Return the variables of a CSL item by their types."""
    return {name: _variable(name, value) for name, value in item.items()}


def _variable(name: str, value: Any) -> Variable:
    if name in _NAMES:
        people = value if isinstance(value, list) else _parsed(str(value))
        return tuple(_person(person) for person in people)
    if name in _DATES:
        return _date(value) if isinstance(value, Mapping) else Date(literal=str(value))
    return value if isinstance(value, str) else ""


def _parsed(text: str) -> list[dict[str, str]]:
    return [
        {"family": name.last or "", "given": name.first or "", "suffix": name.suffix or ""}
        for name in names.parse(text)
    ]


def _person(parts: Mapping[str, str]) -> Person:
    return Person(
        parts.get("family", ""),
        parts.get("given", ""),
        parts.get("suffix", ""),
        parts.get("non-dropping-particle", ""),
    )


def _date(value: Mapping[str, Any]) -> Date:
    if "literal" in value:
        return Date(literal=str(value["literal"]))
    parts = [*value["date-parts"][0], None, None, None][:3]
    return Date(*parts)
