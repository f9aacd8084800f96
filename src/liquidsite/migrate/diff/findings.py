"""Changes, grouped by their cause: one finding however many pages have it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from liquidsite.migrate.diff.causes import HARMLESS, cause_of
from liquidsite.migrate.diff.change import Change

MOST_EXAMPLES = 5
# More variants than this at one spot of the tree are one finding: its text varies by page.
_MOST_VARIANTS = 3


@dataclass(frozen=True, slots=True)
class Example:
    """One change on one page, with the lines on which it is in both versions (from 1)."""

    file: str
    change: Change
    line: int
    built_line: int


@dataclass
class Finding:
    """One cause: how many files and changes it is behind, in how many variants, with examples.

    cause  the name of a harmless one, a key of `HARMLESS`
    label  what a small edit replaces by what
    languages  of code whose tokens have other classes
    kind   text, attribute, element, code, line, rule, order, notation, map, bytes, clock,
           chance, missing, extra or unlinked
    """

    kind: str
    where: str
    cause: str | None = None
    label: str = ""
    changes: int = 0
    variants: int = 1
    files: set[str] = field(default_factory=set)
    examples: list[Example] = field(default_factory=list)
    languages: set[str] = field(default_factory=set)

    @property
    def harmless(self) -> bool:
        return self.cause is not None

    @property
    def title(self) -> str:
        """Return a title of a few words."""
        return self.cause or self.label or f"{_KINDS[self.kind]} {self.where or self._names()}"

    def _names(self) -> str:
        """Return the name for the files: those of text files, which have no tree."""
        if len(self.files) == 1:
            return next(iter(self.files))
        return ", ".join(sorted({f"*{PurePosixPath(name).suffix}" for name in self.files}))

    @property
    def explanation(self) -> str:
        languages = f": {', '.join(sorted(self.languages))}" if self.languages else ""
        return HARMLESS.get(self.cause or "", "") + languages

    def add(self, example: Example) -> None:
        self.changes += 1
        if example.change.kind == "code" and example.change.name:
            self.languages.add(example.change.name)
        is_new = example.file not in self.files
        self.files.add(example.file)
        if is_new and len(self.examples) < MOST_EXAMPLES:
            self.examples.append(example)

    def join(self, other: Finding) -> None:
        """Take in another variant."""
        self.changes += other.changes
        self.variants += 1
        self.files |= other.files
        self.languages |= other.languages
        files = {example.file for example in self.examples}
        more = [example for example in other.examples if example.file not in files]
        self.examples = [*self.examples, *more][:MOST_EXAMPLES]


_KINDS = {
    "text": "text differs:",
    "attribute": "attribute differs:",
    "element": "element is in one of them only:",
    "code": "classes of tokens in",
    "line": "lines differ in",
    "rule": "rule differs:",
    "order": "order differs:",
    "notation": "notation differs in",
    "map": "source map differs:",
    "clock": "depends on the time:",
    "chance": "depends on chance:",
    "bytes": "bytes differ in",
    "missing": "not built:",
    "extra": "only built here:",
    "unlinked": "not downloaded:",
}


@dataclass
class Findings:
    """Collects examples; `result` groups them."""

    moment: datetime
    found: dict[Hashable, tuple[Finding, Hashable]] = field(default_factory=dict)

    def add(self, file: str, changes: Iterable[tuple[Change, int, int]]) -> None:
        """Add the changes of one file, each with its lines."""
        for change, line, built_line in changes:
            cause = cause_of(change, self.moment)
            if cause.signature not in self.found:
                where = change.name if change.kind == "attribute" else change.path
                finding = Finding(change.kind, where, cause.name, cause.label)
                self.found[cause.signature] = finding, cause.shape
            self.found[cause.signature][0].add(Example(file, change, line, built_line))

    def result(self) -> list[Finding]:
        """Return the findings, those of most files first, harmless ones last."""
        shapes: dict[Hashable, list[Finding]] = {}
        for finding, shape in self.found.values():
            shapes.setdefault(shape, []).append(finding)
        found = [finding for variants in shapes.values() for finding in _joined(variants)]
        return sorted(found, key=lambda finding: (finding.harmless, -len(finding.files)))


def _joined(variants: list[Finding]) -> list[Finding]:
    if len(variants) <= _MOST_VARIANTS:
        return variants
    first, *others = sorted(variants, key=lambda finding: -len(finding.files))
    for other in others:
        first.join(other)
    return [first]
