"""What the tags do: choose entries, sort and group them, and render each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol

from liquidsite import urls
from liquidsite.errors import RenderError
from liquidsite.plugin import Parts, Render
from liquidsite.plugins.scholar import bibtex, query
from liquidsite.plugins.scholar.bibtex import Entry
from liquidsite.plugins.scholar.csl import Cited, Style
from liquidsite.plugins.scholar.entries import PARSER, options_text
from liquidsite.plugins.scholar.entry_values import entry_values
from liquidsite.plugins.scholar.filters import TextFilter, filters_named
from liquidsite.plugins.scholar.settings import Options, Settings, interpolated, split
from liquidsite.plugins.scholar.values import Value
from liquidsite.ruby.merge_sort import merge_sort
from liquidsite.ruby.values import to_s

TOPIC = "Scholar:"

_NOT_IN_PATHS = re.compile(r"[:\s]+")
_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def content_tag(name: str, content: str, *attributes: tuple[str, object]) -> str:
    """Return an element. An attribute that is given twice is written twice, as the gem does."""
    written = "".join(f' {key}="{to_s(value)}"' for key, value in attributes)
    return f"<{name}{written}>{content}</{name}>"


def joined_path(base: str, path: str) -> str:
    """Join as Ruby's `File.join`: one slash between the two."""
    return f"{base.rstrip('/')}/{path.lstrip('/')}"


def may_show_reference(template: str) -> bool:
    """Return whether a template, or what it includes, may show the reference of its entry."""
    return "reference" in template or "include" in template


class Surroundings(Protocol):
    """What is needed of the context of a tag, which a generator has too."""

    def __getitem__(self, expression: str) -> object: ...

    def __setitem__(self, name: str, value: object) -> None: ...

    def config(self, key: str) -> object: ...

    def template(self, text: str, path: str = "text", line: int = 1) -> Render: ...

    def layout(self, name: str) -> tuple[str, str, int] | None: ...

    def read_file(self, path: str) -> str | None: ...

    def has_file(self, path: str) -> bool: ...

    def list_folder(self, path: str) -> list[str]: ...

    def parts(self, parser: str, files: Sequence[str], options: str = "") -> Parts: ...

    def page_source(self) -> tuple[str, str, int] | None: ...

    def warn(self, topic: str, message: str) -> None: ...


class Work:
    """One tag at work on one page."""

    def __init__(self, context: Surroundings, options: Options, settings: Settings) -> None:
        self.context = context
        self.options = options
        self.settings = settings

    # Reading

    @cached_property
    def bibliography(self) -> Parts:
        """Return the entries of all files that are asked for.

        Warns of what cannot be read, except in the site's own files: `add_details` does that, so
        that a page does not depend on mistakes elsewhere in the file.
        """
        files = [self._file(path) for path in self._paths()]
        found = self.context.parts(PARSER, files, options_text(self._reading))
        if not self._is_sites_own:
            self.warn_of(found)
        return found

    def warn_of(self, bibliography: Parts) -> None:
        for path, line, message in bibliography.problems:
            self.context.warn(TOPIC, f"{path}, line {line}: {message}")

    @property
    def _is_sites_own(self) -> bool:
        """Return whether the files are those of the configuration."""
        own = Settings.of(self.context.config("scholar"))
        names = ("source", "bibliography")
        return not self.options.files and all(own[name] == self.settings[name] for name in names)

    @property
    def _reading(self) -> bibtex.Options:
        settings = self.settings
        replaces = settings.has("replace_strings")
        removes = self.options.remove_duplicates or settings.has("remove_duplicates")
        return bibtex.Options(
            settings.option("strip", True),
            settings.option("parse_names", True),
            settings.option("parse_months", True),
            settings.option("allow_missing_keys", False),
            replaces,
            replaces and settings.has("join_strings"),
            tuple(self.options.match_fields) if removes else None,
        )

    def _paths(self) -> list[str]:
        folder = self.settings.text("source").strip("/").removeprefix("./")
        asked = [interpolated(name, self.context) for name in self.options.files]
        names = asked or [self.settings.text("bibliography")]
        if not asked and "*" in names[0]:
            names = _matching(names[0], self._below(folder))
        return [f"{folder}/{name}" if folder and folder != "." else name for name in names]

    def _below(self, folder: str, inside: str = "") -> Iterator[str]:
        """Yield the paths of all files below `folder`, from there."""
        for name in self.context.list_folder(f"{folder}/{inside}".rstrip("/") or "."):
            path = f"{inside}{name}"
            if "." in name:
                yield path
            else:
                yield from self._below(folder, f"{path}/")

    def _file(self, path: str) -> str:
        """Return the path of a file whose name may lack `.bib`. Raises RenderError without one."""
        name = path.rpartition("/")[2]
        candidates = [path] if "." in name else [path, f"{path}.bib"]
        for candidate in candidates:
            if self.context.has_file(candidate):
                return candidate
        raise RenderError(f"The bibliography '{candidates[-1]}' does not exist.")

    # Choosing

    def selected(self) -> Sequence[str]:
        """Return the keys of what the query selects, in order."""
        asked = self.options.query
        wanted = interpolated(asked, self.context) if asked else self.settings.text("query")
        fields = [_month_key(key) for key in self.settings.words("sort_by")] if self._sorts else []
        orders = _padded(self.settings.words("order"), len(fields))
        pairs = zip(fields, orders, strict=True)
        return self.bibliography.select(wanted, *(word for pair in pairs for word in pair))

    def chosen(self) -> Sequence[str]:
        """Return the keys of the selected entries, or of those of them that the page cites."""
        selected = self.selected()
        if not self.options.cited:
            return selected
        cited = self.cited
        if self._sorts:
            chosen = [key for key in selected if key in cited]
        else:
            chosen = [key for key in dict.fromkeys(cited) if key in {*selected}]
        if self.options.clear:
            cited.clear()
        return chosen

    def entries(self, keys: Iterable[str]) -> list[Entry]:
        return [entry for key in keys if (entry := self.bibliography.get(key)) is not None]

    @property
    def cited(self) -> list[str]:
        """Return the keys that the page has cited so far, which may be added to."""
        if not isinstance(self.context["cited"], list):
            self.context["cited"] = self._cited_in_content()
        # What was assigned may be a copy.
        cited = self.context["cited"]
        assert isinstance(cited, list)
        return cited

    def _cited_in_content(self) -> list[str]:
        """Return what the text of the page cites, for a tag that is in its layout.

        A layout has the converted text only, so the page's source is rendered again.
        """
        cited: list[str] = []
        source = self.context.page_source() if self.context["content"] is not None else None
        if source is not None and "cite" in source[0]:
            self.context.template(*source)({"cited": cited, "paginator": self.context["paginator"]})
        return cited

    def number(self, key: str) -> int:
        """Return the number of a citation, counted on the page."""
        if not isinstance(self.context["citation_numbers"], dict):
            self.context["citation_numbers"] = {}
        numbers = self.context["citation_numbers"]
        assert isinstance(numbers, dict)
        return int(numbers.setdefault(key, len(self.cited)))

    def cite_key(self, key: str) -> None:
        if key not in self.cited:
            self.cited.append(key)

    # Sorting and grouping

    @property
    def _sorts(self) -> bool:
        return not self.options.in_order and self.settings["sort_by"] != "none"

    @cached_property
    def group_keys(self) -> list[str]:
        asked = self.options.group_by
        by = interpolated(asked, self.context) if asked else self.settings["group_by"]
        return [] if by == "none" else [_month_key(key) for key in split(by)]

    def listed(self) -> str:
        """Return the chosen entries as lists, one for each group."""
        keys = self.chosen()
        if self.group_keys:
            asked = self.options.group_order
            orders = split(asked) if asked is not None else self.settings.words("group_order")
            words = _padded(orders, len(self.group_keys))
            descending = [query.is_descending(word) for word in words]
            return self._groups(self.entries(keys), self.group_keys, descending, self._group_tags)
        first, most = max(self.options.offset, 0), self.options.most
        end = first + most if most is not None and first + most > 0 else len(keys)
        return self._items(self.entries(keys[first:end]))

    @property
    def _group_tags(self) -> list[str]:
        return self.settings.words("bibliography_group_tag") or ["h2"]

    def _groups(
        self,
        entries: Sequence[Entry],
        keys: Sequence[str],
        descending: Sequence[bool],
        tags: Sequence[str],
    ) -> str:
        if not keys:
            return self._items(entries)
        groups: dict[Any, list[Entry]] = {}
        for entry in entries:
            groups.setdefault(self._group_value(entry, keys[0]), []).append(entry)
        rank = self._rank(keys[0])
        order = merge_sort(
            list(groups),
            lambda left, right: _spaceship(rank(left), rank(right)) * (-1 if descending[0] else 1),
        )
        class_ = ("class", self.settings["bibliography_class"])
        parts = (
            content_tag(tags[0], self._group_name(keys[0], value), class_)
            + "\n"
            + self._groups(groups[value], keys[1:], descending[1:], tags[1:] or tags[-1:])
            for value in order
        )
        return "\n".join(parts)

    def _group_value(self, entry: Entry, key: str) -> str | int:
        if key == "type":
            return to_s(self.settings.hash("type_aliases").get(entry.type, entry.type))
        if key == "name":
            found = query.name_of(entry)
            return found.text if found else ""
        value = query.property_of(entry, key) if key == "date" else entry.get(key)
        if value is None:
            return ""
        if key not in ("year", "date") and isinstance(value, Value) and value.is_numeric:
            return value.integer
        return value.text

    def _rank(self, key: str) -> Callable[[Any], Any]:
        """Return what groups are ordered by."""
        if key != "type":
            return lambda value: value
        places = {to_s(name): place for place, name in enumerate(self.settings.items("type_order"))}
        return lambda value: places.get(value, len(places))

    def _group_name(self, key: str, value: str | int) -> str:
        if key == "type":
            return to_s(self.settings.hash("type_names").get(str(value), value))
        if key == "month_numeric":
            names = self.settings.items("month_names") or _MONTH_NAMES
            known = isinstance(value, int) and 0 < value <= len(names)
            return to_s(names[int(value) - 1]) if known else "(unknown)"
        return str(value)

    # Rendering

    def _items(self, entries: Sequence[Entry]) -> str:
        settings = self.settings
        details = ""
        parts: list[str] = []
        own = settings.hash("bibliography_item_attributes")
        has_details = settings.has("details_link") and self._has_details_layout
        for index, entry in enumerate(entries, 1):
            shown = self._in_template(entry, index)
            if has_details:
                details = content_tag(
                    "a",
                    settings.text("details_link"),
                    ("class", settings["details_link_class"]),
                    ("href", self.details_url(entry)),
                )
            tag = settings.text("bibliography_item_tag")
            parts.append(content_tag(tag, shown + details, *own.items()))
        tag = self.options.list_tag or settings.text("bibliography_list_tag")
        class_ = ("class", settings["bibliography_class"])
        more = settings.hash("bibliography_list_attributes")
        return content_tag(tag, "\n".join(parts), class_, *more.items())

    @cached_property
    def _has_details_layout(self) -> bool:
        name = self.settings.text("details_layout").removesuffix(".html")
        return self.context.layout(name) is not None

    @cached_property
    def _template(self) -> tuple[Callable[[Mapping[str, object]], str], bool]:
        """Return what renders an entry, and whether it may show the reference."""
        name = self.options.template or self.settings.text("bibliography_template")
        source = self.context.layout(name) or (name or "{{reference}}",)
        return self.context.template(*source), may_show_reference(source[0])

    def _in_template(self, entry: Entry, index: int) -> str:
        render, shows_reference = self._template
        values = self.reference_data(entry, index, shows_reference)
        return render({**values, "index": index, "details": self.details_url(entry)})

    def reference_data(
        self, entry: Entry, index: int | None = None, shows_reference: bool = True
    ) -> dict[str, object]:
        """Return what templates see of an entry. A reference takes long, so not without need."""
        links = self._links(entry)
        return {
            "entry": self.entry_values(entry),
            "reference": self.reference(entry, index) if shows_reference else None,
            "key": entry.key,
            "type": entry.type,
            "link": links.get("pdf") or links.get("ps"),
            "links": links,
        }

    def entry_values(self, entry: Entry) -> dict[str, object]:
        settings = self.settings
        return entry_values(
            entry,
            self.filters,
            skipped=[to_s(name).lstrip(":") for name in settings.items("bibtex_skip_fields")],
            quotes=[to_s(quote) for quote in settings.items("bibtex_quotes")],
            raw_filters=self._filters("raw_bibtex_filters"),
        )

    @cached_property
    def filters(self) -> Sequence[TextFilter]:
        return self._filters("bibtex_filters")

    def _filters(self, name: str) -> Sequence[TextFilter]:
        known, unknown = filters_named(self.settings.words(name))
        for other in unknown:
            self.context.warn(TOPIC, f"There is no filter '{other}', which '{name}' names.")
        return known

    def reference(self, entry: Entry | None, index: int | None = None) -> str:
        """Return an entry in the style of the bibliography."""
        if entry is None:
            return self.settings.text("missing_reference")
        cited = self._cited_item(entry, index)
        parts = [part for part in (self.options.prefix, entry.key) if part is not None]
        return content_tag(
            self.settings.text("reference_tagname") or "span",
            self.style.reference(cited, self._locale_of(entry)),
            ("id", "-".join(parts)),
        )

    def plain_reference(self, entry: Entry) -> str:
        """Return an entry, already filtered, without an element around it."""
        return self.style.reference(Cited(entry), self._locale_of(entry))

    def _locale_of(self, entry: Entry) -> str | None:
        language = entry.get("language")
        if language is None or not self.settings.has("allow_locale_overrides"):
            return None
        return language.text

    def _cited_item(self, entry: Entry, number: int | None) -> Cited:
        return Cited(
            entry.converted(self.filters) if self.filters else entry,
            number,
            suppresses_author=self.options.suppress_author,
        )

    @cached_property
    def style(self) -> Style:
        asked = self.options.style
        name = interpolated(asked, self.context) if asked else self.settings.text("style")
        return Style.load(
            name,
            self.settings.text("locale"),
            self.context.read_file,
            lambda message: self.context.warn(TOPIC, message),
        )

    # Citations

    def found(self, keys: Iterable[str]) -> list[Entry] | None:
        """Return the entries with these keys; None, with a warning, when one is missing."""
        found: list[Entry] = []
        for key in keys:
            entry = self.bibliography.get(key)
            if entry is None:
                self.context.warn(TOPIC, f"No entry has the key '{key}'.")
                return None
            found.append(entry)
        return found

    def citation(self, keys: Sequence[str]) -> str:
        entries = self.found(keys)
        if entries is None or not entries:
            return self.settings.text("missing_reference")
        if not self.settings.has("separate_links"):
            return self._link(keys[0], self.style.citation(self._cited_items(entries)))
        begin, end = self.style.prefix, self.style.suffix
        parts = (
            self._link(
                entry.key,
                self.style.citation(self._cited_items([entry]))
                .removeprefix(begin)
                .removesuffix(end),
            )
            for entry in entries
        )
        return begin + self.style.delimiter.join(parts) + end

    def _cited_items(self, entries: Sequence[Entry]) -> list[Cited]:
        items: list[Cited] = []
        locators, labels = self.options.locators, self.options.labels
        for place, entry in enumerate(entries):
            self.cite_key(entry.key)
            item = self._cited_item(entry, self.number(entry.key))
            if place < len(locators):
                label = labels[place] if place < len(labels) else "page"
                item = item._replace(locator=locators[place], label=label)
            items.append(item)
        return items

    def _link(self, key: str, content: str) -> str:
        anchor = "-".join(part for part in (self.options.prefix, key) if part is not None)
        href = f"{self.settings.text('relative')}#{anchor}"
        return content_tag("a", content, ("class", self.settings["cite_class"]), ("href", href))

    # Links

    def details_url(self, entry: Entry) -> str:
        return joined_path(self._base, self.details_path(entry))

    @property
    def _base(self) -> str:
        return to_s(self.context.config("baseurl") or self.context.config("base_url") or "")

    def file_name(self, entry: Entry) -> str:
        """Return the name of the entry's page and of its attachments, without extension."""
        return _NOT_IN_PATHS.sub("_", entry.key)

    def details_path(self, entry: Entry) -> str:
        """Return the URL of the entry's own page, without `baseurl`."""
        return details_path(entry, self.settings, to_s(self.context.config("permalink")))

    def _links(self, entry: Entry) -> dict[str, str]:
        files = self._repository.get(self.file_name(entry), {})
        return {ext: joined_path(self._base, path) for ext, path in files.items()}

    @cached_property
    def _repository(self) -> Mapping[str, Mapping[str, str]]:
        """Map the first part of the names of attachments to the rest, and that to the path."""
        folder = self.settings.text("repository").strip("/")
        found: dict[str, dict[str, str]] = {}
        if folder:
            delimiter = self.settings.text("repository_file_delimiter")
            for path in self._below(folder):
                key, _, rest = path.partition(delimiter)
                found.setdefault(key, {})[rest] = f"{folder}/{path}"
        return found


def details_path(entry: Entry, settings: Settings, permalink: str) -> str:
    """Return the URL of the page of `entry`, by `details_permalink`."""
    key = _NOT_IN_PATHS.sub("_", entry.key)
    doi = entry.fields.get("doi")
    parts = {
        name: value.text if name == "doi" else urls.slugify(value.text, "pretty")
        for name, value in entry.fields.items()
    }
    parts |= {"key": key, "details_dir": settings.text("details_dir")}
    ends = permalink == "pretty" or permalink.endswith("/")
    parts["extension"] = "/" if ends else ".html"
    if doi is None or not doi.text:
        parts["doi"] = key
    return urls.expand_plain(settings.text("details_permalink"), parts)


def _matching(pattern: str, paths: Iterable[str]) -> list[str]:
    from liquidsite.ruby import globs

    expressions = [re.compile(globs.expression(one)) for one in globs.braces(pattern)]
    return sorted(path for path in paths if any(one.fullmatch(path) for one in expressions))


def _month_key(key: str) -> str:
    return "month_numeric" if key == "month" else key


def _padded(orders: Sequence[str], count: int) -> list[str]:
    """Return the words for the order of `count` keys; the last word goes on."""
    return [*orders, *([orders[-1] if orders else "ascending"] * count)][:count]


def _spaceship(left: Any, right: Any) -> int:
    if type(left) is not type(right):
        left, right = str(left), str(right)
    return int(left > right) - int(left < right)
