"""The settings: what the configuration and the page say under `scholar`, and the options of a tag.

Source of names and defaults: the README of jekyll-scholar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from liquidsite.plugin import TemplateError
from liquidsite.ruby.numbers import leading_integer
from liquidsite.ruby.values import is_truthy, to_s

DEFAULTS: Mapping[str, Any] = {
    "style": "apa",
    "locale": "en",
    "sort_by": "none",
    "order": "ascending",
    "group_by": "none",
    "group_order": "ascending",
    "bibliography_group_tag": "h2,h3,h4,h5",
    "bibliography_list_tag": "ol",
    "bibliography_item_tag": "li",
    "bibliography_list_attributes": {},
    "bibliography_item_attributes": {},
    "source": "./_bibliography",
    "bibliography": "references.bib",
    "repository": None,
    "repository_file_delimiter": ".",
    "bibtex_options": {"strip": False, "parse_months": True},
    "bibtex_filters": [
        *("smallcaps", "superscript", "italics", "textit"),
        *("lowercase", "textregistered", "tiny", "latex"),
    ],
    "raw_bibtex_filters": [],
    "bibtex_skip_fields": ["abstract", "month_numeric"],
    "bibtex_quotes": ["{", "}"],
    "replace_strings": True,
    "join_strings": True,
    "remove_duplicates": False,
    "details_dir": "bibliography",
    "details_layout": "bibtex.html",
    "details_link": "Details",
    "details_permalink": "/:details_dir/:key:extension",
    "bibliography_class": "bibliography",
    "bibliography_template": "{{reference}}",
    "reference_tagname": "span",
    "missing_reference": "(missing reference)",
    "details_link_class": "details",
    "query": "@*",
    "cite_class": "citation",
    "separate_links": False,
    "type_names": {
        "article": "Journal Articles",
        "book": "Books",
        "incollection": "Book Chapters",
        "inproceedings": "Conference Articles",
        "thesis": "Theses",
        "mastersthesis": "Master's Theses",
        "phdthesis": "PhD Theses",
        "manual": "Manuals",
        "techreport": "Technical Reports",
        "misc": "Miscellaneous",
        "unpublished": "Unpublished",
    },
    "type_aliases": {"phdthesis": "thesis", "mastersthesis": "thesis"},
    "type_order": [],
    "month_names": None,
    "allow_locale_overrides": False,
}


class Variables(Protocol):
    """Where variables are looked up."""

    def __getitem__(self, expression: str) -> object: ...


_PLACEHOLDER = re.compile(r"{{\s*([\w.]+)\s*}}")
_COMMA = re.compile(r"\s*,\s*")
_FIELD_SEPARATOR = re.compile(r",\s+")


@dataclass(frozen=True)
class Settings:
    """The settings of one tag on one page."""

    values: Mapping[str, Any]

    @classmethod
    def of(cls, configured: object, own: object = None) -> Settings:
        """Join the defaults, what the configuration says, and what the page says."""
        values = {**DEFAULTS, **_hash(configured), **_hash(own)}
        for name in ("type_names", "type_aliases"):
            values[name] = {**DEFAULTS[name], **_hash(values[name])}
        return cls(values)

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    def text(self, name: str) -> str:
        return to_s(self.values.get(name))

    def has(self, name: str) -> bool:
        return is_truthy(self.values.get(name))

    def hash(self, name: str) -> Mapping[str, Any]:
        return _hash(self.values.get(name))

    def items(self, name: str) -> list[Any]:
        """Return what a list holds, or one value as a list."""
        value = self.values.get(name)
        return value if isinstance(value, list) else [] if value is None else [value]

    def words(self, name: str) -> list[str]:
        """Return what a list or a text with commas names."""
        return split(self.values.get(name))

    def option(self, name: str, default: bool) -> bool:
        """Return one of `bibtex_options`."""
        options = self.hash("bibtex_options")
        return is_truthy(options.get(name, options.get(f":{name}", default)))


def split(value: object) -> list[str]:
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [word for item in values for word in _COMMA.split(to_s(item)) if word]


def _hash(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


@dataclass
class Options:
    """The options of a tag; None is for those that it does not have."""

    cited: bool = False
    in_order: bool = False
    clear: bool = False
    remove_duplicates: bool = False
    match_fields: Sequence[str] = ()
    suppress_author: bool = False
    files: list[str] = field(default_factory=list)
    query: str | None = None
    list_tag: str | None = None
    prefix: str | None = None
    text: str | None = None
    locators: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    offset: int = 0
    most: int | None = None
    style: str | None = None
    group_by: str | None = None
    group_order: str | None = None
    template: str | None = None


def _set(name: str, make: Callable[[str], Any] = str) -> Callable[[Options, str], None]:
    return lambda options, value: setattr(options, name, make(value))


def _flags(*names: str) -> Callable[[Options, str], None]:
    def turn_on(options: Options, value: str) -> None:
        for name in names:
            setattr(options, name, True)

    return turn_on


def _duplicates(options: Options, value: str) -> None:
    options.remove_duplicates = True
    if value:
        options.match_fields = _FIELD_SEPARATOR.split(value)


_Take = Callable[[Options, str], None]
# Its names → what it does, and whether a value has to follow; None where one may.
_OPTIONS: Sequence[tuple[tuple[str, ...], _Take, bool | None]] = (
    (("-c", "--cited"), _flags("cited"), False),
    (("-C", "--cited_in_order"), _flags("cited", "in_order"), False),
    (("--clear",), _flags("clear"), False),
    (("-r", "--remove_duplicates"), _duplicates, None),
    (("-A", "--suppress_author"), _flags("suppress_author"), False),
    (("-f", "--file"), lambda options, value: options.files.append(value), True),
    (("-q", "--query"), _set("query"), True),
    (("-h", "--bibliography_list_tag"), _set("list_tag"), True),
    (("-p", "--prefix"), _set("prefix"), True),
    (("-t", "--text"), _set("text"), True),
    (("-l", "--locator"), lambda options, value: options.locators.append(value), True),
    (("-L", "--label"), lambda options, value: options.labels.append(value), True),
    (("-o", "--offset"), _set("offset", leading_integer), True),
    (("-m", "--max"), _set("most", leading_integer), True),
    (("-s", "--style"), _set("style"), True),
    (("-g", "--group_by"), _set("group_by"), True),
    (("-G", "--group_order"), _set("group_order"), True),
    (("-O", "--type_order"), _set("group_by"), True),
    (("-T", "--template"), _set("template"), True),
)
_BY_NAME = {name: (take, needs) for names, take, needs in _OPTIONS for name in names}
_LONG = sorted((name[2:] for name in _BY_NAME if name[1] == "-"), key=len, reverse=True)
_SHORT = "".join(name[1] for name in _BY_NAME if name[1] != "-")
# A value may hold spaces, but no option: it ends before the next one.
_OPTION = re.compile(rf"(?<!\w)--(?:{'|'.join(_LONG)})(?!\w)|(?<!\w)-[{_SHORT}]|(?<!\w)--\w*")


def parse_options(markup: str) -> Options:
    """Return the options in the markup of a tag. Raises TemplateError for one without its value."""
    options = Options()
    for name, value in _split_options(markup):
        if name not in _BY_NAME:
            continue
        take, needs = _BY_NAME[name]
        if needs and not value:
            raise TemplateError(f"the option {name} needs a value")
        take(options, value)
    return options


def _split_options(markup: str) -> Iterator[tuple[str, str]]:
    found = list(_OPTION.finditer(markup))
    ends = [match.start() for match in found[1:]] + [len(markup)]
    for match, end in zip(found, ends, strict=False):
        yield match[0], markup[match.end() : end].strip()


def split_keys(markup: str) -> tuple[list[str], str]:
    """Return the keys that a tag begins with, and the rest of its markup."""
    words = markup.split()
    first = next((place for place, word in enumerate(words) if word[0] == "-"), len(words))
    return words[:first], " ".join(words[first:])


def interpolated(text: str, context: Variables) -> str:
    """Return `text` with the variables that it names in double braces."""

    def value(match: re.Match[str]) -> str:
        found = context[match[1]]
        return to_s(found) if is_truthy(found) else match[0]

    return _PLACEHOLDER.sub(value, text)
