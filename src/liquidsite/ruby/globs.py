"""Ruby's patterns of paths: what `File.fnmatch` matches, and what `Dir.glob` finds.

Source of the rules: Ruby's documentation of `File.fnmatch` and `Dir.glob`. `*` matches any
characters, `?` one, `[a-z]` one of a set and `[^a-z]` one that is not in it; a backslash takes the
meaning from the next character. `Dir.glob` also knows `{a,b}` and `**/`, any folders.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

_NOTHING = r"(?!)"
_ANY_FOLDERS = "**"


def fnmatch(pattern: str, path: str) -> bool:
    """Return whether `File.fnmatch(pattern, path)`: `*` matches a slash but no leading dot."""
    return bool(_name_pattern(pattern).fullmatch(path))


def expression(pattern: str) -> str:
    """Return the regular expression of `pattern`, for paths in which no dot is special.

    Text between two stars matches where it is first found, without backtracking.
    """
    parts: list[str] = []
    out: list[str] = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*":
            parts.append("".join(out))
            out = []
        elif char == "?":
            out.append(".")
        elif char == "[":
            members, at = _set(pattern, at)
            out.append(members)
        else:
            if char == "\\":
                char = pattern[at : at + 1]
                at += 1
            out.append(re.escape(char))
    last = "".join(out)
    if not parts:
        return last
    between = "".join(f"(?>.*?{part})" for part in parts[1:] if part)
    return f"{parts[0]}{between}.*{last}"


def _set(pattern: str, at: int) -> tuple[str, int]:
    """Return the expression of the set whose `[` is before `at`, and where it ends.

    The first `]` ends it, so a set can be empty; without one, nothing matches the pattern.
    """
    negated = pattern[at : at + 1] in ("!", "^")
    at += negated
    members: list[str] = []
    while at < len(pattern) and pattern[at] != "]":
        first, at = _member(pattern, at)
        last = first
        if pattern[at : at + 1] == "-" and pattern[at + 1 : at + 2] not in ("", "]"):
            last, at = _member(pattern, at + 1)
        is_range = first < last
        members.append(f"{re.escape(first)}{'-' if is_range else ''}{re.escape(last)}")
    if at >= len(pattern):
        return _NOTHING, at
    if not members:
        return "." if negated else _NOTHING, at + 1
    return f"[{'^' if negated else ''}{''.join(members)}]", at + 1


def _member(pattern: str, at: int) -> tuple[str, int]:
    if pattern[at] == "\\" and at + 1 < len(pattern):
        at += 1
    return pattern[at], at + 1


@cache
def _name_pattern(pattern: str) -> re.Pattern[str]:
    """Compile `pattern` for a whole name, whose leading dot has to be in the pattern as well."""
    shown = r"(?!\.)" if pattern[:1] in ("*", "?", "[") else ""
    return re.compile(shown + expression(pattern), re.DOTALL)


def braces(pattern: str) -> Iterator[str]:
    """Yield a pattern for each choice that `{a,b}` gives, which may hold further braces."""
    found = _brace(pattern)
    if found is None:
        yield pattern
        return
    start, commas, end = found
    for begin, stop in zip([start, *commas], [*commas, end], strict=True):
        yield from braces(pattern[:start] + pattern[begin + 1 : stop] + pattern[end + 1 :])


def _brace(pattern: str) -> tuple[int, list[int], int] | None:
    """Return the places of the first `{` with a `}`, of its own commas, and of that `}`."""
    depth, start, commas = 0, 0, []
    escaped = False
    for at, char in enumerate(pattern):
        if escaped or char == "\\":
            escaped = not escaped
        elif char == "{":
            start = at if depth == 0 else start
            depth += 1
        elif char == "," and depth == 1:
            commas.append(at)
        elif char == "}" and depth:
            depth -= 1
            if depth == 0:
                return start, commas, at
    return None


def glob(pattern: str, root: str, within: str | None = None) -> Iterator[str]:
    """Yield the paths that `Dir.glob(pattern)` finds in the folder `root`, in its order.

    They are relative to `root` unless the pattern is absolute; a pattern that ends in a slash finds
    only folders, whose paths end in it too. With `within`, the search stays in that folder; `**/`
    leads to it through links and hidden folders, so that the result does not depend on its place.
    """
    brace = _brace(pattern)
    cut = pattern.rfind("/", 0, brace[0]) + 1 if brace else 0
    for folder in glob(pattern[:cut], root, within) if cut else ("",):
        for choice in braces(pattern[cut:]):
            if choice or folder:
                yield from _find(choice, root, folder, within)


def _find(pattern: str, root: str, folder: str, within: str | None) -> Iterator[str]:
    """Yield what a pattern without braces finds in `folder`, which is a path below `root`."""
    drive, path = os.path.splitdrive(pattern)
    if path.startswith("/") and not folder:
        folder = f"{drive or os.path.splitdrive(root)[0]}/"
    steps = tuple(_steps([part for part in path.split("/") if part], path))
    yield from _Search(root, steps, path.endswith("/"), within).found(folder, {0})


def _steps(parts: list[str], path: str) -> Iterator[str]:
    """Yield the pattern of each level.

    `**` means any folders, as the last name only with a slash.
    """
    last = len(parts) - 1
    before = ""
    for number, part in enumerate(parts):
        any_folders = part == _ANY_FOLDERS and (number < last or path.endswith("/"))
        step = part if any_folders or part != _ANY_FOLDERS else "*"
        if not (any_folders and before == _ANY_FOLDERS):
            yield step
        before = step


@dataclass(frozen=True, eq=False, repr=False)
class _Search:
    """A pattern to find below `root`: `steps` has a name, or any folders, for each level."""

    root: str
    steps: tuple[str, ...]
    folders: bool
    within: str | None

    def found(self, path: str, at: set[int]) -> Iterator[str]:
        """Yield what is found at and below `path`, where each of the steps `at` may come next."""
        at = at | {step + 1 for step in at if self._is_any(step)}
        if len(self.steps) in at and (not self.folders or os.path.isdir(self._full(path))):  # noqa: PTH112
            yield posixpath.join(path, "") if self.folders else path
        names = [step for step in sorted(at) if step < len(self.steps)]
        if not names:
            return
        if all(_is_plain(self.steps[step]) for step in names):
            yield from self._named(path, names)
            return
        entries = self._entries(path)
        if not any(self._is_any(step) for step in names):
            entries = [(".", False), *entries]
        for name, is_real_folder in entries:
            after = set(self._after(name, is_real_folder, names))
            if after:
                yield from self.found(posixpath.join(path, name), after)

    def _named(self, path: str, steps: list[int]) -> Iterator[str]:
        for name in dict.fromkeys(self.steps[step] for step in steps):
            below = posixpath.join(path, _unescaped(name))
            if os.path.lexists(self._full(below)):
                yield from self.found(below, {s + 1 for s in steps if self.steps[s] == name})

    def _after(self, name: str, is_real_folder: bool, steps: list[int]) -> Iterator[int]:
        for step in steps:
            if self._is_any(step):
                if is_real_folder:
                    yield step
            elif fnmatch(self.steps[step], name):
                yield step + 1

    def _is_any(self, step: int) -> bool:
        """Return whether this step is any folders; as a last step, `**` is a name."""
        return step < len(self.steps) and self.steps[step] == _ANY_FOLDERS

    def _entries(self, path: str) -> Iterable[tuple[str, bool]]:
        """Return the names in a folder, and whether `**/` enters each: no link or hidden folder."""
        full = posixpath.normpath(self._full(path))
        if self.within is not None:
            above = full.rstrip("/") + "/"
            if self.within.startswith(above):
                return [(self.within[len(above) :].partition("/")[0], True)]
            if not above.startswith(self.within.rstrip("/") + "/"):
                return []
        try:
            with os.scandir(full) as entries:
                return sorted((entry.name, _is_entered(entry)) for entry in entries)
        except OSError:
            return []

    def _full(self, path: str) -> str:
        return posixpath.join(self.root, path)


def _is_entered(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)


def _is_plain(step: str) -> bool:
    return not any(char in step for char in "*?[")


def _unescaped(step: str) -> str:
    return re.sub(r"\\(.)", r"\1", step, flags=re.DOTALL)
