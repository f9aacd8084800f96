"""Bibliographies: the entries of .bib files, with names, months and @strings resolved.

The package bibtexparser splits the text into blocks and fields; what these mean is what the gem
bibtex-ruby makes of them, so that sites show the same.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any, NamedTuple

from liquidsite.errors import PluginError
from liquidsite.plugins.scholar.filters import TextFilter
from liquidsite.plugins.scholar.values import FieldValue, Names, Symbol, Value

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAME_FIELDS = ("author", "editor", "translator", "director", "producer", "composer")
# What an entry without a field has from the one that it refers to, under another name.
_ALIASES = {"booktitle": "title"}
# @strings that name others several times could grow without end.
_MOST_TEXT = 200_000

_MONTH = re.compile(rf"^({'|'.join(MONTHS)})", re.IGNORECASE | re.MULTILINE)
_MONTH_NUMBER = re.compile(r"^\d\d?$", re.MULTILINE | re.ASCII)
_LINE_BREAK = re.compile(r"\n[ \t\r\n\f\v]*")
_LINE = re.compile(r"^(?!\Z)", re.MULTILINE)
_TOKEN = re.compile(r"\s*(?:(#)|([{\"])|([^\s#{}\",]+))")
_DELIMITER = re.compile(r"[{}\"]")
# Braces count even after a backslash, as in BibTeX; the splitter leaves such ones out.
_ESCAPED_BRACE = re.compile(r"\\(?=[{}])")
_BACKSLASH = "\ufdd0"
_ALNUM_RUN = re.compile(r"[0-9]+$|[a-z]+$|[A-Z]+$")


class Options(NamedTuple):
    """The settings for reading .bib files, such as `bibtex_options`.

    `unique` are the fields that two entries of one type do not both have; None allows it.
    """

    strip: bool = True
    parse_names: bool = True
    parse_months: bool = True
    allow_missing_keys: bool = False
    replace_strings: bool = True
    join_strings: bool = True
    unique: tuple[str, ...] | None = None
    filters: tuple[TextFilter, ...] = ()


class Problem(NamedTuple):
    """Something wrong in the text, and its line."""

    line: int
    message: str


@dataclass(frozen=True)
class Entry:
    """One entry; `parent` is what its `crossref` names."""

    key: str
    type: str
    fields: Mapping[str, FieldValue]
    parent: Entry | None = None

    def __repr__(self) -> str:
        """Show all that a page can see: of the parent what the entry inherits."""
        inherited = {name: self.inherited(name) for name in self.inherited_names()}
        return f"Entry({self.key!r}, {self.type!r}, {self.fields!r}, {inherited!r})"

    def get(self, name: str) -> FieldValue | None:
        """Return a field of its own, or else what it inherits."""
        found = self.fields.get(name)
        return found if found is not None else self.inherited(name)

    def inherited(self, name: str) -> FieldValue | None:
        if self.parent is None:
            return None
        fields = self.parent.fields
        return fields[name] if name in fields else fields.get(_ALIASES.get(name, ""))

    def inherited_names(self) -> list[str]:
        """Return the names of the fields that it has from its parent, sorted."""
        if self.parent is None:
            return []
        theirs = self.parent.fields
        own = [name for name in theirs if name not in self.fields]
        return sorted([*own, *(name for name, other in _ALIASES.items() if other in theirs)])

    def provides(self, name: str) -> bool:
        return name in self.fields or _ALIASES.get(name, "") in self.fields

    def converted(self, filters: Sequence[TextFilter]) -> Entry:
        fields = {name: value.converted(filters) for name, value in self.fields.items()}
        return replace(self, fields=fields)

    def without(self, names: Iterable[str]) -> Entry:
        left_out = set(names)
        fields = {name: value for name, value in self.fields.items() if name not in left_out}
        return replace(self, fields=fields)

    def bibtex(self, quotes: Sequence[str], filters: Sequence[TextFilter] = ()) -> str:
        """Return the entry as a .bib file has it."""
        lines = (
            f"{name} = {_written(value, quotes, filters)}" for name, value in self.fields.items()
        )
        content = _LINE.sub("  ", ",\n".join(lines)) or "  "
        return f"@{self.type}{{{self.key},\n{content}\n}}\n"


def _written(value: FieldValue, quotes: Sequence[str], filters: Sequence[TextFilter]) -> str:
    if not filters or isinstance(value, Names):
        return value.quoted(quotes)
    is_plain = len(value.tokens) < 2 and not value.has_symbol
    made = value.converted(filters)
    return made.quoted(quotes) if is_plain else made.text


@dataclass(frozen=True)
class Bibliography:
    """The entries by key, in the order of the files, and what was wrong in them."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def without_duplicates(self, names: Sequence[str]) -> Bibliography:
        """Return it with the first only of entries that agree in type and in the fields `names`."""
        seen: set[str] = set()
        entries: dict[str, Entry] = {}
        for entry in self.entries.values():
            digest = _digest(entry, names or ("year", "title"))
            if digest not in seen:
                seen.add(digest)
                entries[entry.key] = entry
        return replace(self, entries=entries)


def _digest(entry: Entry, names: Sequence[str]) -> str:
    has = {*entry.fields, *entry.inherited_names()}
    fields = ((name, entry.get(name)) for name in sorted(has.intersection(names)))
    return entry.type + "".join(f"|{name}:{value.text if value else ''}" for name, value in fields)


def parse(text: str, options: Options) -> Bibliography:
    """Return the entries of a text. What cannot be read is left out, and a `Problem`."""
    reader = _Reader(options)
    for block in _blocks(_masked(text)):
        reader.read(block)
    found = reader.finished()
    return found if options.unique is None else found.without_duplicates(options.unique)


def parse_page(text: str, options: Options) -> tuple[list[str | Entry], tuple[Problem, ...]]:
    """Return the entries of a text with what is between them, and what cannot be read."""
    reader = _Reader(options)
    pieces: list[str | Entry] = []
    text = _masked(text)
    at = 0
    for block in _blocks(text):
        if type(block).__name__ == "ImplicitComment":
            continue
        start = text.find(block.raw, at) if block.raw else -1
        if start < 0:
            continue
        # The white space after an entry is part of it.
        pieces.append(text[at:start].lstrip() if at else text[:start])
        at = start + len(block.raw)
        known = len(reader.entries)
        reader.read(block)
        made = list(reader.entries.values())[known:]
        pieces += made or [""]
    rest = text[at:].lstrip() if at else text
    pieces += [rest] if rest else []
    shown = [p.replace(_BACKSLASH, "\\") if isinstance(p, str) else p for p in pieces]
    return shown, tuple(reader.problems)


def _masked(text: str) -> str:
    return _ESCAPED_BRACE.sub(_BACKSLASH, text.replace("\r\n", "\n"))


def _blocks(text: str) -> Iterator[Any]:
    try:
        splitter = import_module("bibtexparser.splitter")
    except ImportError:
        raise PluginError(
            "Bibliographies need a reader of .bib files: pip install 'liquidsite[scholar]'"
        ) from None
    # It would print what becomes a warning with a place.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    yield from splitter.Splitter(text).split().blocks


class _Reader:
    """Takes the blocks of a file in order."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.strings: dict[str, Value] = {}
        self.entries: dict[str, Entry] = {}
        self.problems: list[Problem] = []

    def read(self, block: Any) -> None:
        kind, line = type(block).__name__, (block.start_line or 0) + 1
        if kind == "Entry":
            self._entry(block, line)
        elif kind in ("DuplicateFieldKeyBlock", "DuplicateBlockKeyBlock"):
            self.read(block.ignore_error_block)
        elif kind == "String":
            value = self._value(block.value, block.key, line)
            if value is not None:
                self.strings[block.key.lower()] = value
        elif kind == "ParsingFailedBlock":
            first = (block.raw or "").strip().partition("\n")[0]
            reason = getattr(block.error, "abort_reason", None) or str(block.error)
            self.problems.append(Problem(line, f"{first!r} cannot be read: {reason.strip()}"))

    def _entry(self, block: Any, line: int) -> None:
        key = block.key
        if not key and not self.options.allow_missing_keys:
            self.problems.append(Problem(line, "the entry has no key"))
            return
        fields: dict[str, FieldValue] = {}
        for part in block.fields:
            value = self._value(part.value, part.key, (part.start_line or 0) + 1)
            if value is not None:
                fields[part.key.lower()] = value
        while key in self.entries:
            key = _successor(key)
        if self.options.parse_names:
            self._parse_names(fields)
        if self.options.parse_months:
            _parse_month(fields)
        entry = Entry(key, block.entry_type.lower(), fields)
        self.entries[key] = entry.converted(self.options.filters) if self.options.filters else entry

    def _parse_names(self, fields: dict[str, FieldValue]) -> None:
        for name in NAME_FIELDS:
            value = fields.get(name)
            if isinstance(value, Value):
                fields[name] = value.replaced(self.strings).joined().people()

    def _value(self, raw: str, name: str, line: int) -> Value | None:
        raw = raw.replace(_BACKSLASH, "\\")
        tokens = _tokens(raw)
        if tokens is None:
            self.problems.append(Problem(line, f"the value of {name!r} cannot be read: {raw!r}"))
            return None
        if self.options.strip:
            tokens = [
                token if isinstance(token, Symbol) else _LINE_BREAK.sub(" ", token)
                for token in tokens
            ]
        return Value(tuple(tokens))

    def finished(self) -> Bibliography:
        entries = self.entries
        if self.options.replace_strings:
            self._resolve_strings()
            entries = {key: self._resolved(entry) for key, entry in entries.items()}
        parents = {
            key: replace(entry, parent=entries[entry.fields["crossref"].text])
            for key, entry in entries.items()
            if "crossref" in entry.fields and entry.fields["crossref"].text in entries
        }
        return Bibliography({**entries, **parents}, tuple(self.problems))

    def _resolve_strings(self) -> None:
        for name, value in self.strings.items():
            resolved = value.replaced(self.strings)
            if sum(map(len, resolved.tokens)) < _MOST_TEXT:
                self.strings[name] = resolved.joined() if self.options.join_strings else resolved

    def _resolved(self, entry: Entry) -> Entry:
        if not any(value.has_symbol or _is_joint(value) for value in entry.fields.values()):
            return entry
        fields = {name: value.replaced(self.strings) for name, value in entry.fields.items()}
        if self.options.join_strings:
            fields = {name: value.joined() for name, value in fields.items()}
        return replace(entry, fields=fields)


def _is_joint(value: FieldValue) -> bool:
    return isinstance(value, Value) and len(value.tokens) > 1


def _tokens(raw: str) -> list[str] | None:
    """Return the parts of a value as written, `{a} # b`; None when it is no value."""
    tokens: list[str] = []
    position, end = 0, len(raw)
    is_after_sharp = True
    while position < end:
        match = _TOKEN.match(raw, position)
        if match is None:
            return tokens if tokens and not raw[position:].strip() else None
        position = match.end()
        if match[1]:
            if is_after_sharp:
                return None
            is_after_sharp = True
            continue
        if not is_after_sharp:
            return None
        is_after_sharp = False
        if match[2]:
            closing = _closing(raw, position, match[2])
            if closing is None:
                return None
            tokens.append(raw[position:closing])
            position = closing + 1
        else:
            word = match[3]
            tokens.append(word if word.isdigit() else Symbol(word.lower()))
    return None if is_after_sharp else tokens


def _closing(raw: str, position: int, opening: str) -> int | None:
    """Return the place of what closes the brace or quote before `position`."""
    level = 0
    for found in _DELIMITER.finditer(raw, position):
        if found[0] == "{":
            level += 1
        elif found[0] == "}":
            if level == 0 and opening == "{":
                return found.start()
            level -= 1
        elif level == 0 and opening == '"':
            return found.start()
    return None


def _parse_month(fields: dict[str, FieldValue]) -> None:
    """Write the month as its symbol, and its number as a field of its own."""
    fields.pop("month_numeric", None)
    value = fields.get("month")
    if not isinstance(value, Value):
        return
    written = value.text.strip()
    if _MONTH.search(written):
        value = Value((Symbol(value.text[:3].lower()),))
    elif _MONTH_NUMBER.search(written) and value.integer <= len(MONTHS):
        value = Value((Symbol(MONTHS[value.integer - 1]),))
    fields["month"] = value
    if value.text in MONTHS:
        fields["month_numeric"] = Value((str(MONTHS.index(value.text) + 1),))


def _successor(key: str) -> str:
    """Return the next key, as Ruby's `succ`: `knuth84` → `knuth85`, `az` → `ba`."""
    stem = key
    while stem and not (stem[-1].isascii() and stem[-1].isalnum()):
        stem = stem[:-1]
    if not stem:
        return key[:-1] + chr(ord(key[-1]) + 1)
    tail = key[len(stem) :]
    run = _ALNUM_RUN.search(stem)
    assert run is not None
    head, counted = stem[: run.start()], run[0]
    kinds = (("0", "9"), ("a", "z"), ("A", "Z"))
    first, last = next(kind for kind in kinds if kind[0] <= counted[0] <= kind[1])
    stripped = counted.rstrip(last)
    wrapped = first * (len(counted) - len(stripped))
    if stripped:
        return head + stripped[:-1] + chr(ord(stripped[-1]) + 1) + wrapped + tail
    if head and head[-1].isascii() and head[-1].isalnum():
        return _successor(head) + wrapped + tail
    return head + ("1" if first == "0" else first) + wrapped + tail
