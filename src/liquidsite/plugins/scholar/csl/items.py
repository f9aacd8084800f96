"""Entries as CSL items: the types and variables of the Citation Style Language.

Source of the mapping: what bibtex-ruby's `to_citeproc` gives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from liquidsite.plugins.scholar.bibtex import MONTHS, Entry
from liquidsite.plugins.scholar.values import FieldValue, Names
from liquidsite.ruby.numbers import leading_integer

_TYPES: Mapping[str, str] = {
    "booklet": "pamphlet",
    "conference": "paper-conference",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "manual": "book",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "proceedings": "book",
    "techreport": "report",
    "unpublished": "manuscript",
    "article": "article-journal",
}
_VARIABLES: Mapping[str, str] = {
    "isbn": "ISBN",
    "booktitle": "container-title",
    "journal": "container-title",
    "journaltitle": "container-title",
    "series": "collection-title",
    "address": "publisher-place",
    "pages": "page",
    "number": "issue",
    "url": "URL",
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "type": "genre",
    "school": "publisher",
    "institution": "publisher",
    "organization": "publisher",
    "howpublished": "publisher",
    "urldate": "accessed",
}
_DATES = ("year", "month", "day", "date")
_GENRES = {"mastersthesis": "Master's thesis", "phdthesis": "PhD thesis"}
_URL = re.compile(r"url{?([^}]*)")
_YEAR = re.compile(r"^\d+$", re.MULTILINE | re.ASCII)
_DATE = re.compile(r"^[\d/\s-]+$", re.MULTILINE | re.ASCII)


def csl_item(entry: Entry) -> dict[str, Any]:
    """Return the variables of an entry: texts, lists of people, and dates."""
    item: dict[str, Any] = {}
    for name, value in entry.fields.items():
        _add(item, name, value)
    for name in entry.inherited_names():
        inherited = entry.inherited(name)
        if inherited is not None:
            _add(item, name, inherited)
    _add_what_the_type_has(item, entry)
    issued = _issued(entry)
    if issued:
        item["issued"] = issued
    if "accessed" in item:
        item["accessed"] = _date(str(item["accessed"]))
    item["id"] = entry.key
    item["type"] = _TYPES.get(entry.type, entry.type)
    if "genre" not in item and entry.type in _GENRES:
        item["genre"] = _GENRES[entry.type]
    return item


def _add(item: dict[str, Any], name: str, value: FieldValue) -> None:
    if name in _DATES:
        return
    if name == "howpublished" and "url" in value.text:
        found = _URL.search(value.text)
        item["URL"] = found[1] if found else ""
        return
    variable = _VARIABLES.get(name, name)
    item[name if variable in item else variable] = _shown(value)


def _shown(value: FieldValue) -> object:
    if not isinstance(value, Names):
        return value.text
    return [
        {
            part: text
            for part, text in (
                ("family", name.last),
                ("given", name.first),
                ("suffix", name.suffix),
                ("non-dropping-particle", name.prefix),
            )
            if text is not None
        }
        for name in value.people
    ]


def _add_what_the_type_has(item: dict[str, Any], entry: Entry) -> None:
    fields = entry.fields
    if entry.type in ("conference", "proceedings", "inproceedings"):
        if "organization" in fields and "publisher" in fields:
            item["authority"] = fields["organization"].text
            item["publisher"] = fields["publisher"].text
        if "address" in fields:
            item["event-place"] = fields["address"].text
    elif entry.type in ("techreport", "report") and "number" in fields:
        item["number"] = fields["number"].text


def _issued(entry: Entry) -> dict[str, Any] | None:
    if "date" in entry.fields:
        return _parts(entry.fields["date"].text)
    year = entry.fields.get("year")
    if year is None:
        return None
    if not _YEAR.search(year.text):
        return {"literal": year.text}
    parts = [leading_integer(year.text)]
    month = entry.fields.get("month")
    if month is not None:
        if month.text in MONTHS:
            parts.append(MONTHS.index(month.text) + 1)
        if "day" in entry.fields:
            parts.append(leading_integer(entry.fields["day"].text))
    return {"date-parts": [parts]}


def _date(text: str) -> dict[str, Any]:
    return _parts(text) if _DATE.search(text) else {"literal": text}


def _parts(text: str) -> dict[str, Any]:
    dates = text.split("/")
    return {"date-parts": [[leading_integer(part) for part in date.split("-")] for date in dates]}
