"""Queries: which entries `@article[year>=2020], @book` selects.

Source of the language: the README of bibtex-ruby, "Queries".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from liquidsite.plugin import TemplateError
from liquidsite.plugins.scholar.bibtex import Entry
from liquidsite.plugins.scholar.values import FieldValue, Names, Value, compare
from liquidsite.ruby.merge_sort import merge_sort

_SELECTOR = re.compile(r"(!)?@(\*|\w+)(?:\[([^\]]*)\])?")
_ALTERNATIVES = re.compile(r"\s*\|\|\s*")
_CONDITIONS = re.compile(r"\s*(?:,|&&)\s*")
_OPERATOR = re.compile(r"\s*([!~/^<>]?=|!~|=~|<|>)\s*")
_DIGITS = re.compile(r"^\d+$", re.MULTILINE | re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_DESCENDING = re.compile(r"^(desc|reverse)", re.IGNORECASE | re.MULTILINE)
_AROUND_NAMES = re.compile(r"\A[{\s]+|[}\s]+\Z")
_NAMED = ("author", "editor", "institution", "organization", "publisher")

Test = Callable[[Entry], bool]


def select(entries: Iterable[Entry], query: str) -> list[Entry]:
    """Return the entries that match `query`, in their order. Raises TemplateError."""
    if not query.startswith(("@", "!@")):
        return []
    test = _any([_selector(*match) for match in _SELECTOR.findall(query)])
    return [entry for entry in entries if test(entry)]


def _selector(negated: str, type_: str, conditions: str) -> Test:
    type_ = type_.lower()
    every = type_ in ("*", "entry")
    is_met = _any(
        [
            _all([_condition(text) for text in _CONDITIONS.split(part)])
            for part in _ALTERNATIVES.split(conditions)
        ]
    )
    return lambda entry: (every or entry.type == type_) != bool(negated) and is_met(entry)


def _any(tests: list[Test]) -> Test:
    return tests[0] if len(tests) == 1 else lambda entry: any(test(entry) for test in tests)


def _all(tests: list[Test]) -> Test:
    return tests[0] if len(tests) == 1 else lambda entry: all(test(entry) for test in tests)


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


def name_of(entry: Entry) -> FieldValue | None:
    """Return who made the entry: its people, or else who published it."""
    return next((value for name in _NAMED if (value := entry.get(name))), None)


def ordered(entries: list[Entry], fields: Sequence[tuple[str, str]]) -> list[Entry]:
    """Return the entries in the order of fields, each ascending or, by its word, descending."""
    if not fields:
        return entries
    orders = [is_descending(word) for _, word in fields]
    columns = {entry.key: [_sort_value(entry, name) for name, _ in fields] for entry in entries}

    def order(left: Entry, right: Entry) -> int:
        pairs = zip(columns[left.key], columns[right.key], orders, strict=True)
        for mine, other, descending in pairs:
            result = compare(other, mine) if descending else compare(mine, other)
            if result:
                return result
        return 0

    return merge_sort(entries, order)


def is_descending(word: str) -> bool:
    return _DESCENDING.search(word) is not None


def _sort_value(entry: Entry, name: str) -> FieldValue:
    if name == "name":
        found = name_of(entry)
        return Value((_AROUND_NAMES.sub("", found.text).lower() if found else "",))
    value = entry.get(name)
    return Value() if value is None else value


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
