"""Queries: which entries `@article[year>=2020], @book` selects.

Source of the language: the README of bibtex-ruby, "Queries".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from liquidsite.plugin import TemplateError
from liquidsite.plugins.scholar.bibtex import Bibliography, Entry
from liquidsite.plugins.scholar.values import FieldValue, Names, Value

_SELECTOR = re.compile(r"(!)?@(\*|\w+)(?:\[([^\]]*)\])?")
_ALTERNATIVES = re.compile(r"\s*\|\|\s*")
_CONDITIONS = re.compile(r"\s*(?:,|&&)\s*")
_OPERATOR = re.compile(r"\s*([!~/^<>]?=|!~|=~|<|>)\s*")
_DIGITS = re.compile(r"^\d+$", re.MULTILINE | re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)

Test = Callable[[Entry], bool]


def select(bibliography: Bibliography, query: str) -> list[Entry]:
    """Return the entries that match `query`, in their order. Raises TemplateError."""
    if not query.startswith(("@", "!@")):
        return []
    tests = [_selector(*match) for match in _SELECTOR.findall(query)]
    return [entry for entry in bibliography.entries.values() if any(test(entry) for test in tests)]


def _selector(negated: str, type_: str, conditions: str) -> Test:
    type_ = type_.lower()
    every = type_ in ("*", "entry")
    # Each alternative is a list of conditions, which all have to be met.
    alternatives = [
        [_condition(text) for text in _CONDITIONS.split(part)]
        for part in _ALTERNATIVES.split(conditions)
    ]

    def matches(entry: Entry) -> bool:
        if (every or entry.type == type_) == bool(negated):
            return False
        return not conditions or any(
            all(test(entry) for test in alternative) for alternative in alternatives
        )

    return matches


def _condition(text: str) -> Test:
    parts = _OPERATOR.split(text, maxsplit=1)
    name = parts[0].strip()
    if len(parts) == 1:
        return (lambda entry: entry.provides(name)) if name else (lambda entry: True)
    operator, wanted = parts[1], _OPERATOR.split(parts[2])[0].strip()
    compare = _COMPARISONS.get(operator, _is)
    if operator in ("~=", "=~", "!~", "^="):
        try:
            re.compile(wanted)
        except re.error as error:
            raise TemplateError(f"the query has no valid expression in {text!r}: {error}") from None

    def met(entry: Entry) -> bool:
        return compare(property_of(entry, name), wanted)

    return met


def property_of(entry: Entry, name: str) -> FieldValue | None:
    """Return what a query calls `name`: a field, the key, or a date that others make up for."""
    if name in ("key", "id"):
        return Value((entry.key,))
    if name == "type":
        return entry.fields.get("type")
    if name == "date":
        return entry.get("date") or entry.get("year")
    if name == "year" and "year" not in entry.fields:
        found = _YEAR.search(entry.fields["date"].text) if "date" in entry.fields else None
        return Value((found[0],)) if found else None
    return entry.get(name)


def _is(actual: FieldValue | None, wanted: str) -> bool:
    return actual is not None and actual.text == wanted


def _matches(actual: FieldValue | None, wanted: str) -> bool:
    return actual is not None and re.search(wanted, actual.text, re.MULTILINE) is not None


def _begins(actual: FieldValue | None, wanted: str) -> bool:
    return _matches(actual, f"^{wanted}")


def _ordered(test: Callable[[int], bool]) -> Callable[[FieldValue | None, str], bool]:
    def compare(actual: FieldValue | None, wanted: str) -> bool:
        if actual is None or isinstance(actual, Names):
            return actual is not None and test((actual.text > wanted) - (actual.text < wanted))
        if _DIGITS.search(actual.text) and _DIGITS.search(wanted):
            return test(actual.integer - int(_DIGITS.search(wanted)[0]))  # type: ignore[index]
        return test((actual.text > wanted) - (actual.text < wanted))

    return compare


_COMPARISONS: Mapping[str, Callable[[FieldValue | None, str], bool]] = {
    "!=": lambda actual, wanted: not _is(actual, wanted),
    "/=": lambda actual, wanted: not _is(actual, wanted),
    "^=": _begins,
    "~=": _matches,
    "=~": _matches,
    "!~": lambda actual, wanted: not _matches(actual, wanted),
    "<=": _ordered(lambda order: order <= 0),
    ">=": _ordered(lambda order: order >= 0),
    "<": _ordered(lambda order: order < 0),
    ">": _ordered(lambda order: order > 0),
}
