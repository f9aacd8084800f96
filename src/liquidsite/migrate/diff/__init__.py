"""Proof of a move: two builds of one site, compared file by file.

    from liquidsite.migrate.diff import compare

    comparison = compare("reference", "_site")
    assert comparison.same, comparison.findings

Each file is one of

    same     equal to the byte
    dom      equal except for white space that readers cannot see, the order of attributes and the
             like; of stylesheets with the same rules
    code     as `dom`, but for the classes of tokens inside highlighted code
    differs  anything else
    missing  in the reference only
    extra    in what was built only

and what differs is grouped by its cause.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from liquidsite import folder_tree
from liquidsite.errors import ReadError
from liquidsite.migrate.diff.change import Change
from liquidsite.migrate.diff.downloaded import (
    Addresses,
    looks_downloaded,
    paired,
    repeated,
    root_of,
)
from liquidsite.migrate.diff.files import MARKUP, Verdict, judge, trees
from liquidsite.migrate.diff.findings import Example, Finding, Findings
from liquidsite.migrate.diff.varying import explained

STATES = ("same", "dom", "code", "differs", "missing", "extra")
# What Jekyll and version control leave in a built site; no part of it.
_PASSED_OVER = frozenset([".git", ".svn", ".hg", ".DS_Store"])

__all__ = ["STATES", "Addresses", "Comparison", "Example", "Finding", "compare"]


@dataclass(frozen=True)
class Comparison:
    """What the comparison found.

    files       state → the files of it, by their path in the reference (extra ones: as built)
    pairs       path in the reference → path as built, where these are not the same
    findings    what differs by cause, that of most files first, harmless ones last
    downloaded  whether the reference was taken as a copy from a server: then it has what links
                lead to, and no word is lost about the rest
    hint        something to try
    """

    reference: Path
    built: Path
    files: Mapping[str, list[str]]
    findings: list[Finding]
    pairs: Mapping[str, str] = field(default_factory=dict)
    downloaded: bool = False
    hint: str = ""

    @property
    def counts(self) -> dict[str, int]:
        return {state: len(self.files[state]) for state in STATES}

    @property
    def same(self) -> bool:
        """Return whether nothing differs but what is harmless."""
        return all(finding.harmless for finding in self.findings)


def compare(
    reference: str | os.PathLike[str],
    built: str | os.PathLike[str],
    *,
    downloaded: Addresses | None = None,
    moment: datetime | None = None,
    again: str | os.PathLike[str] | None = None,
) -> Comparison:
    """Compare two built sites. Raises ReadError when a folder does not exist.

    `downloaded` is the address of the site, where the reference was downloaded from it; `moment`
    when `built` was built, from which times of the build are recognised; by default now. `again` is
    a second build, at the time of the reference: where it is like the reference, the clock is the
    cause, and where it is like neither, chance.
    """
    old_root, new_root = _folder(reference), _folder(built)
    if downloaded is not None:
        old_root = root_of(old_root, downloaded.baseurl)
        downloaded = downloaded.of(old_root)
    old, new = dict(_walk(old_root)), dict(_walk(new_root))
    pairs = paired(old, new) if downloaded else {name: name for name in old if name in new}
    files: dict[str, list[str]] = {state: [] for state in STATES}
    findings = Findings(moment or datetime.now(UTC).astimezone())
    second = dict(_walk(_folder(again))) if again is not None else None
    for name in sorted(pairs):
        state, changes = _judged(name, pairs[name], old, new, downloaded)
        files[state].append(name)
        if changes and second and pairs[name] in second:
            other = pairs[name]
            varying = _judged(other, other, new, second, downloaded)[1]
            left = _judged(name, other, old, second, downloaded)[1]
            changes = list(explained(changes, varying, left))
        findings.add(name, changes)
    missing = old.keys() - pairs.keys()
    files["missing"] = sorted(missing - repeated(missing, pairs) if downloaded else missing)
    files["extra"] = sorted(new.keys() - set(pairs.values()))
    for state in ("missing", "extra"):
        unlinked = downloaded is not None and state == "extra"
        for name in files[state]:
            change = Change("unlinked", "", (), ()) if unlinked else _absent(state, name)
            if second is not None and (name in second) == (state == "missing"):
                change = Change("clock", "", (), ())
            findings.add(name, [(change, 0, 0)])
    hint = ""
    if downloaded is None and looks_downloaded(files["missing"], dict.fromkeys(files["extra"])):
        hint = "The reference looks like a download: try --downloaded."
    others = {name: other for name, other in pairs.items() if name != other}
    result = findings.result()
    return Comparison(old_root, new_root, files, result, others, downloaded is not None, hint)


def _folder(path: str | os.PathLike[str]) -> Path:
    folder = Path(path)
    if not folder.is_dir():
        raise ReadError("there is no such folder to compare", path=str(folder))
    return folder


def _walk(root: Path) -> Iterator[tuple[str, str]]:
    """Map each path below `root`, with `/`, to its file."""
    for folder, folders, names in folder_tree.walk(root):
        folders[:] = [name for name in folders if name not in _PASSED_OVER]
        below = os.path.relpath(folder, root).replace(os.sep, "/")
        prefix = "" if below == "." else f"{below}/"
        for name in names:
            if name not in _PASSED_OVER:
                yield prefix + name, f"{folder}/{name}"


def _judged(
    name: str,
    other: str,
    old: Mapping[str, str],
    new: Mapping[str, str],
    downloaded: Addresses | None,
) -> Verdict:
    one, two = _read(old[name]), _read(new[other])
    suffix = Path(other).suffix.lower()
    if one == two or downloaded is None or suffix not in (*MARKUP, ".css"):
        return judge(other, one, two)
    texts = one.decode("utf-8", "replace"), two.decode("utf-8", "replace")
    if suffix == ".css":
        sheets = downloaded.stylesheet(texts[0], name), downloaded.stylesheet(texts[1], other)
        same = sheets[0] == sheets[1]
        return ("dom", []) if same else judge(other, sheets[0].encode(), sheets[1].encode())
    pages = trees(other, *texts)
    downloaded.resolve(pages[0], name)
    downloaded.resolve(pages[1], other)
    return judge(other, one, two, pages)


def _read(file: str) -> bytes:
    with open(file, "rb") as stream:  # noqa: PTH123 - thousands of files
        return stream.read()


def _absent(state: str, name: str) -> Change:
    """Return a file of one side only; those of a folder are one finding."""
    if name.endswith(".css.map"):
        return Change("map", "", (), ())
    folder, _, base = name.rpartition("/")
    kind = base.rpartition(".")[2] if "." in base else ""
    where = f"{folder.partition('/')[0]}/…" if folder else ""
    return Change(state, f"{where}{'*.' + kind if folder else name}", (), ())
