"""What stands behind a change: the same cause on many pages has one signature.

Numbers, dates and digests vary from page to page where the cause is one, so signatures leave
them out; where texts vary wholly, the `shape` of a change is what is left of it.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher

from liquidsite.migrate.diff.change import Change, around, common_start

_DIGEST = re.compile(r"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{6,64}\b")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"\w+|\s+|.", re.DOTALL)
_INDEX = re.compile(r"\[\d+\]")
_VERSIONED = re.compile(r"(?<=[?&@])(?:v|ver|version|t|ts|_|hash)=[\w.-]+|(?<=\?)[\w.-]+\Z")
_GENERATOR = re.compile(r"\bgenerator\b|\bjekyll\b|liquidsite", re.IGNORECASE)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ISO = re.compile(r"\b(?P<y>\d{4})-?(?P<m>\d\d)-?(?P<d>\d\d)(?=\b|T|_)")
_NAMED = re.compile(
    r"\b(?P<d>\d{1,2})(?:st|nd|rd|th)?[ -]+(?P<m>[a-z]{3})[a-z]*\.?,?[ -]+(?P<y>\d{4})\b"
    r"|\b(?P<m2>[a-z]{3})[a-z]*\.? +(?P<d2>\d{1,2})(?:st|nd|rd|th)?,? +(?P<y2>\d{4})\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STAMP = re.compile(r"\b1[0-9]{9}\b")
_CLOCK = re.compile(
    r"(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?(?: ?[AaPp][Mm])?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?"
)
# Texts of more words than this are compared by their ends only.
_MOST_WORDS = 300
_LONG = "…"

# Name → what there is to say. These are no differences of the site.
HARMLESS = {
    "build time": "The time of the build or of a checkout: site.time, feeds, files in sitemaps",
    "clock": "What depends on the time: built at the reference's time, it is the same",
    "chance": "What is drawn by lot, as by the filter `sample`: two builds differ there too",
    "generator": "The name or version of the program that built the page",
    "token classes": "Classes of tokens inside highlighted code, from another lexer",
    "digest": "Digests or versions in the names of assets",
    "order of pages": "Pages whose files have one name: Jekyll lists them as the file system does",
    "another Sass": "Stylesheets with the same rules, which another Sass wrote in another way",
    "source maps": "Source maps, which no page shows",
    "not downloaded": "Files that nothing links to, so that the copy from the server lacks them",
}
_NAMED_KINDS = {
    "code": "token classes",
    "unlinked": "not downloaded",
    "notation": "another Sass",
    "map": "source maps",
    "clock": "clock",
    "chance": "chance",
}


@dataclass(frozen=True, slots=True)
class Cause:
    """The harmless cause of a change, or none; what is the same on all pages that have it.

    `label` says it in words, where it is a small edit.
    """

    name: str | None
    signature: Hashable
    shape: Hashable
    label: str = ""


def cause_of(change: Change, moment: datetime) -> Cause:
    """Return the cause of `change`, in a site that was built at `moment`."""
    name = _harmless(change, moment)
    if name is not None:
        return Cause(name, name, name)
    where = _INDEX.sub("", change.path)
    shape: Hashable
    if change.kind == "attribute" or (change.removed and change.added):
        edits = tuple(sorted({edit for pair in change.varying for edit in edits_of(*pair)}))
        shape = (change.kind, where, change.name)
        if _is_small(edits):
            # One edit is one cause wherever it stands; that of a whole attribute is that one's.
            is_whole = change.kind == "attribute" and set(edits) & set(change.varying)
            label = ", ".join(f"“{one}” → “{other}”" for one, other in edits)
            spot = f"{change.name} " if is_whole else ""
            return Cause(None, ("edit", spot, edits), shape, spot + label)
        general = tuple(sorted({(abstracted(one), abstracted(other)) for one, other in edits}))
        return Cause(None, (change.kind, where, general), shape)
    lines = tuple(abstracted(line) for line in (*change.removed, *change.added))
    gone = bool(change.removed)
    shape = (change.kind, where, change.name, gone, _head(change))
    return Cause(None, (change.kind, where, gone, lines), shape)


def _head(change: Change) -> str:
    """Return the tag that an element begins with, without what varies."""
    first = (*change.removed, *change.added, "")[0]
    tag = first[: first.find(">") + 1]
    return re.sub(r'="[^"]*"', "", tag)


def abstracted(text: str) -> str:
    """Replace what varies in `text`: digests and numbers."""
    return _NUMBER.sub("0", _DIGEST.sub("#", text))


def _is_small(edits: tuple[tuple[str, str], ...]) -> bool:
    """Return whether an edit can be recognised elsewhere: it is short, and no mere digit."""
    sizes = [len(one) + len(other) for one, other in edits]
    numbers = any(_NUMBER.search(one + other) for one, other in edits)
    known = 0 < len(edits) <= 3 and (_LONG, _LONG) not in edits
    return known and sum(sizes) <= 60 and (sum(sizes) > 4 or not numbers)


def edits_of(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Return what was replaced by what, word by word."""
    one, other = _WORD.findall(old), _WORD.findall(new)
    if len(one) > _MOST_WORDS or len(other) > _MOST_WORDS:
        one, other = _WORD.findall(_middle(old, new)), _WORD.findall(_middle(new, old))
        if len(one) > _MOST_WORDS or len(other) > _MOST_WORDS:
            yield _LONG, _LONG
            return
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield "".join(one[a:b]), "".join(other[c:d])


def _middle(text: str, other: str) -> str:
    start = common_start(text, other)
    end = common_start(text[start:][::-1], other[start:][::-1])
    return text[start : len(text) - end]


def _harmless(change: Change, moment: datetime) -> str | None:
    if change.kind in _NAMED_KINDS:
        return _NAMED_KINDS[change.kind]
    if change.kind == "order":
        return "order of pages" if change.name else None
    if not (change.removed and change.added):
        return None
    pairs = change.varying
    if all(_is_build_time(*pair, moment) for pair in pairs):
        return "build time"
    if all(_without_digests(old) == _without_digests(new) for old, new in pairs):
        return "digest"
    is_generator = _GENERATOR.search(change.path) or "generator" in "".join(change.removed)
    if is_generator and all(_GENERATOR.search("".join(s)) for s in (change.removed, change.added)):
        return "generator"
    return None


def _without_digests(text: str) -> str:
    return _VERSIONED.sub("?", _DIGEST.sub("#", text))


def _is_build_time(old: str, new: str, moment: datetime) -> bool:
    """Return whether the texts differ in dates and times only, and the new ones are those of
    `moment`.
    """
    if max(len(old), len(new)) > 2000:
        old, new = around(old, new)
    days = [moment.date() + timedelta(days=n) for n in (-1, 0, 1)]
    if _timeless(old, None) != _timeless(new, None) or old == new:
        return _year_only(old, new, moment)
    # Dates that both have belong to the text; a new one is that of the build or none.
    fresh = set(_dates(new)) - set(_dates(old))
    return all(day in days for day in fresh) and (bool(fresh) or _now_in(new, days))


def _now_in(text: str, days: list[date]) -> bool:
    return any(day in days for day in _dates(text)) or any(
        date.fromtimestamp(int(stamp)) in days for stamp in _STAMP.findall(text)
    )


def _timeless(text: str, by: str | None) -> str:
    for pattern in (_NAMED, _ISO, _CLOCK, _STAMP):
        text = pattern.sub(by or "0", text)
    return re.sub(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b", "0", text)


def _year_only(old: str, new: str, moment: datetime) -> bool:
    """Return whether one has this year where the other has an earlier one: a copyright."""
    years = _YEAR.findall(old), _YEAR.findall(new)
    pairs = [pair for pair in zip(*years, strict=False) if pair[0] != pair[1]]
    return (
        bool(pairs)
        and _YEAR.sub("0", old) == _YEAR.sub("0", new)
        and all(int(old) < int(new) == moment.year for old, new in pairs)
    )


def _dates(text: str) -> Iterator[date]:
    for match in _ISO.finditer(text):
        yield from _date(match["y"], match["m"], match["d"])
    for match in _NAMED.finditer(text):
        month = (match["m"] or match["m2"]).lower()
        if month in _MONTHS:
            number = str(_MONTHS.index(month) + 1)
            yield from _date(match["y"] or match["y2"], number, match["d"] or match["d2"])


def _date(year: str, month: str, day: str) -> Iterator[date]:
    try:
        yield date(int(year), int(month), int(day))
    except ValueError:
        return
