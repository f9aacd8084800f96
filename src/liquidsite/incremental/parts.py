"""The query Parts(parser, files, options): what a plugin's parser finds in files, part by part.

Its memo is the parsed value with the digest of the texts, so that files that did not change are
read, but not parsed. A page depends on the parts that it asked for, and on each selection.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from liquidsite.incremental.parsed_files import Entry, ParsedFiles
from liquidsite.incremental.trace import Dependency, digest
from liquidsite.incremental.tracker import Tracker
from liquidsite.plugin import FileParser, Part, Parts
from liquidsite.ruby.safe_yaml.packed import loads

# A parser's name, the paths of the files with NULs between them, and the options.
Key = tuple[str, str, str]


def key_of(parser: str, files: Sequence[str], options: str) -> Key:
    return parser, "\0".join(files), options


def memo_name(key: Sequence[str]) -> str:
    """Return the name that the memo has among those of parsed files."""
    return "\0".join(key)


@dataclass(eq=False, repr=False)
class PartsQuery:
    """The parts of the files of one site; each file is read once.

    `text` returns the text of a file by its path below the source, None where there is none.
    `made` are the memos that this process had to make, by name. `paths` are the files and folders
    that were read, those that a generator read without a parser too.
    """

    text: Callable[[str], str | None]
    parsers: Mapping[str, FileParser] = field(default_factory=dict)
    memos: ParsedFiles = field(default_factory=ParsedFiles)
    made: dict[str, Entry] = field(default_factory=dict)
    paths: set[str] = field(default_factory=set)
    _texts: dict[Key, list[tuple[str, str]]] = field(default_factory=dict)
    _digests: dict[Key, str] = field(default_factory=dict)
    _found: dict[Key, Parts] = field(default_factory=dict)

    def __call__(self, parser: str, files: Sequence[str], options: str = "") -> Parts:
        """Return the parts, without recording that they were asked for. Raises LiquidsiteError."""
        return self.find(key_of(parser, files, options))

    def read(self, path: str) -> str | None:
        """Return the text of a file. Raises LiquidsiteError."""
        self.paths.add(path)
        return self.text(path)

    def find(self, key: Key) -> Parts:
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self.parsers[key[0]].load(self._value(key))
        return found

    def digest(self, key: Key) -> str:
        """Return the digest of the texts of the files."""
        known = self._digests.get(key)
        if known is None:
            files = key[1].split("\0")
            texts = self._texts[key] = [(file, self.read(file) or "") for file in files]
            known = self._digests[key] = digest(texts)
        return known

    def _value(self, key: Key) -> Any:
        now, name = self.digest(key), memo_name(key)
        memo = self.memos.new.get(name) or self.memos.known.get(name)
        if memo is not None and memo[0] == now:
            with suppress(LookupError):
                value = loads(memo[1])
                self.memos.used.add(name)
                del self._texts[key]
                return value
        value = self.parsers[key[0]].parse(self._texts.pop(key), key[2])
        self.insert({name: (now, marshal.dumps(value), "")})
        return value

    def insert(self, made: Mapping[str, Entry]) -> None:
        """Keep memos that this process, or a worker, made."""
        self.made.update(made)
        self.memos.new.update(made)

    def renewed(self, memos: ParsedFiles) -> PartsQuery:
        """Return the query for another state of the files."""
        return PartsQuery(self.text, self.parsers, memos)

    def __getstate__(self) -> dict[str, Any]:
        """Take along to another process only the memos of what was asked for here."""
        names = map(memo_name, self._found)
        memos = {**self.memos.known, **self.memos.new}
        known = {name: memos[name] for name in names if name in memos}
        return {**vars(PartsQuery(self.text, self.parsers, ParsedFiles(known)))}


@dataclass(frozen=True, eq=False, repr=False)
class RecordedParts:
    """The parts of some files as one render sees them: each read is recorded."""

    parts: Parts
    tracker: Tracker
    key: Key

    def get(self, name: str) -> Part | None:
        self._record("part", name)
        return self.parts.get(name)

    def select(self, *question: str) -> Sequence[str]:
        self._record("selection", *question)
        return self.parts.select(*question)

    @property
    def problems(self) -> Sequence[tuple[str, int, str]]:
        self._record("problems")
        return self.parts.problems

    def _record(self, kind: str, *names: str) -> None:
        dependency: Dependency = (kind, *self.key, *names)
        self.tracker.record(dependency)
