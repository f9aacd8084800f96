"""The parser of .bib files: their entries are the parts that a page may depend on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias

from liquidsite.plugin import FileParser
from liquidsite.plugins.scholar import bibtex, query
from liquidsite.plugins.scholar.bibtex import Entry
from liquidsite.plugins.scholar.names import Name
from liquidsite.plugins.scholar.values import FieldValue, Names, Symbol, Value

# What its dependencies are called: `the entry knuth84 of _bibliography/references.bib`.
PARSER = "entry"

# A text, or the name of a symbol as a tuple: marshalling keeps no class.
_Token: TypeAlias = "str | tuple[str]"
# The type, the fields, and the key of the parent.
_Packed: TypeAlias = "tuple[str, dict[str, list[Any] | tuple[Any, ...]], str | None]"


def options_text(options: bibtex.Options) -> str:
    """Return the options, which have no filters, as the parser takes them."""
    assert not options.filters
    return json.dumps(options[:-1])


def parse(texts: Sequence[tuple[str, str]], options: str) -> dict[str, Any]:
    """Return the entries of all files, in order, in lists, tuples and dicts."""
    *flags, unique = json.loads(options)
    reading = bibtex.Options._make([*flags, None if unique is None else tuple(unique), ()])
    found = bibtex.parse("".join(text for _, text in texts), reading)
    parents = {p.key: p for e in found.entries.values() if (p := e.parent) is not None}
    return {
        "entries": {key: _packed(entry) for key, entry in found.entries.items()},
        "parents": {key: _packed(entry) for key, entry in parents.items()},
        "problems": [(*_place(problem.line, texts), problem.message) for problem in found.problems],
    }


def _packed(entry: Entry) -> _Packed:
    fields = {name: _packed_value(value) for name, value in entry.fields.items()}
    return entry.type, fields, entry.parent.key if entry.parent is not None else None


def _packed_value(value: FieldValue) -> list[Any] | tuple[Any, ...]:
    """Return people as a list, everything else as a tuple."""
    if isinstance(value, Names):
        return [tuple(person) for person in value.people]
    return tuple((str(t),) if isinstance(t, Symbol) else t for t in value.tokens)


def _value(packed: list[Any] | tuple[Any, ...]) -> FieldValue:
    if isinstance(packed, list):
        return Names(tuple(Name(*person) for person in packed))
    return Value(tuple(t if isinstance(t, str) else Symbol(t[0]) for t in packed))


def _place(line: int, texts: Sequence[tuple[str, str]]) -> tuple[str, int]:
    """Return the path and the line there of a line of all texts together."""
    for path, text in texts[:-1]:
        lines = text.count("\n")
        if line <= lines:
            return path, line
        line -= lines
    return texts[-1][0], line


class Entries:
    """The entries of some files, each made when it is asked for."""

    def __init__(self, value: Mapping[str, Any]) -> None:
        self.problems: Sequence[tuple[str, int, str]] = value["problems"]
        self._packed: Mapping[str, _Packed] = value["entries"]
        self._parents: Mapping[str, _Packed] = value["parents"]
        self._made: dict[str, Entry] = {}
        self._selected: dict[tuple[str, ...], Sequence[str]] = {}

    def get(self, name: str) -> Entry | None:
        made = self._made.get(name)
        if made is None and name in self._packed:
            made = self._made[name] = self._entry(name, self._packed[name])
        return made

    def _entry(self, key: str, packed: _Packed) -> Entry:
        type_, fields, parent = packed
        return Entry(
            key,
            type_,
            {name: _value(value) for name, value in fields.items()},
            None if parent is None else self._entry(parent, self._parents[parent]),
        )

    def select(self, *question: str) -> Sequence[str]:
        """Return the keys of what a query selects, ordered by fields. Raises TemplateError.

        The question is the query, then the names of the fields, each with its order.
        """
        known = self._selected.get(question)
        if known is None:
            wanted, *fields = question
            entries = query.select(self._all, wanted)
            ordered = query.ordered(entries, [*zip(fields[::2], fields[1::2], strict=True)])
            known = self._selected[question] = tuple(entry.key for entry in ordered)
        return known

    @cached_property
    def _all(self) -> list[Entry]:
        return [entry for key in self._packed if (entry := self.get(key)) is not None]


PARSERS = {PARSER: FileParser(parse, Entries)}
