"""Documents: posts, drafts and the members of other collections.

Source of the rules: Jekyll's documentation, "Posts", "Collections" and "Permalinks"; the order
in which front matter is put together is that of Jekyll 4.4.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from liquidsite import urls
from liquidsite.config import deep_merge
from liquidsite.errors import FrontMatterError, Notice, ReadError, undecoded
from liquidsite.file_stamp import stat_of
from liquidsite.model import (
    YAML_EXTENSIONS,
    Collection,
    Document,
    SourceText,
    Text,
    UnreadText,
    counts_on,
)
from liquidsite.source import document_url, excerpts, front_matter
from liquidsite.source.pages import output_ext_of, permalink_of
from liquidsite.source.reader import Reader, is_refused

_DATED = re.compile(r"(?:.*/)?(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)(\.[^./]+)")
_UNDATED = re.compile(r"(?:.*/)?([^/]*)(\.[^./]+)")


# Defaults that count for a document without templates asking for them.
_OBEYED = ("layout", "permalink", "published", "render_with_liquid")


def is_dated(path: str) -> bool:
    """Return whether the name of `path` begins with a date, as a post's does."""
    return _DATED.fullmatch(path) is not None


def read_document(reader: Reader, collection: Collection, path: str, file: str) -> Document | None:
    """Return the document at `path`; None, with a warning, when it cannot be read."""
    if reader.items is None:
        return _read_document(reader, collection, path, file)
    return reader.items.get(
        reader, Document, path, file, lambda: _read_document(reader, collection, path, file)
    )


def made(
    reader: Reader, collection: Collection, path: str, data: Mapping[str, Any], content: str
) -> Document:
    """Return a document that no file has.

    The front matter defaults of `path` say how it is rendered; templates do not see them.
    """
    draft = _Draft(reader, collection, path, reader.full(path))
    defaults = reader.defaults.all(path, collection.label)
    obeyed = {key: defaults[key] for key in _OBEYED if key in defaults}
    draft.data = {**obeyed, **draft.data, **data}
    draft.content, draft.stays_in_file = content, False
    return draft.finish()


def _read_document(reader: Reader, collection: Collection, path: str, file: str) -> Document | None:
    draft = _Draft(reader, collection, path, file)
    try:
        draft.read()
    except FrontMatterError:
        raise
    except ReadError as error:
        if reader.strict or is_refused(error):
            raise
        reader.warn(Notice("Error:", f"could not read file {error}"))
        return None
    except (TypeError, ValueError) as error:
        if reader.strict:
            raise FrontMatterError(f"{path}: {error}", path=path, line=2) from error
        reader.warn(Notice("Error:", f"could not read file {path}: {error}"))
    # Posts that cannot be decoded are passed over; other documents fail when they are converted.
    is_lost = collection.label == "posts" and undecoded(draft.content) is not None
    return None if is_lost else draft.finish()


@dataclass(eq=False, repr=False)
class _Draft:
    """A document while its front matter is put together."""

    reader: Reader
    collection: Collection
    path: str
    file: str

    def __post_init__(self) -> None:
        self.is_draft = (
            self.collection.label == "posts" and self.collection.relative_directory not in self.path
        )
        self.data: dict[str, Any] = {"draft": self.is_draft}
        self.content = ""
        self.line = 1
        self.excerpt: str | None = None
        self.stays_in_file = self.reader.leaves_texts
        self.ext = urls.extname(self.path)
        self._merge({"categories": self._folder_categories()}, "file path")

    @property
    def is_yaml(self) -> bool:
        return self.ext in YAML_EXTENSIONS

    def read(self) -> None:
        if self.is_yaml:
            self._read_yaml()
            return
        defaults = self.reader.defaults.all(self.path, self.collection.label)
        if defaults:
            self._merge(defaults, "front matter defaults")
        text = self.reader.text(self.file, self.path)
        self.content, self.line = text.content, text.line
        if text.problem:
            self.stays_in_file = False
            self.reader.warn(Notice("Error:", text.problem))
            return
        if text.matter is not None and text.matter is not False:
            if not isinstance(text.matter, dict):
                raise TypeError("its front matter is not a mapping of keys to values")
            self._merge(text.matter, "YAML front matter")
        self._name()
        self._categorize()
        self._excerpt()

    def _read_yaml(self) -> None:
        from liquidsite.ruby import safe_yaml

        raw = self.reader.bytes(self.file, self.path)
        values = safe_yaml.load(
            raw.decode("utf-8-sig", "replace"), self.path, limits=self.reader.config.limits
        )
        self.data = dict(values) if isinstance(values, dict) else {}

    def _folder_categories(self) -> list[str]:
        """Return the folders above `_posts` or `_drafts`, which are categories."""
        special = "_drafts" if self.is_draft else self.collection.relative_directory
        if self.path.startswith(special):
            return []
        above = self.path.partition(special)[0]
        return [part for part in above.split("/") if part and part != special]

    def _merge(self, other: Mapping[str, Any], source: str) -> None:
        """Merge `other` over the data; categories add up, a date becomes a time of the site."""
        categories = other.get("categories")
        if categories is not None:
            own = self.data.get("categories")
            new = categories.split() if isinstance(categories, str) else categories
            if isinstance(own, list):
                if not isinstance(new, list):
                    raise TypeError(f"its categories are {new!r}, not a list or a string")
                new = _union(own, new)
            other = {**other, "categories": new}
        self.data = deep_merge(self.data, other)
        if "date" in self.data:
            self.data["date"] = self._date(self.data["date"], source)

    def _date(self, value: Any, source: str) -> datetime:
        try:
            return self.reader.parse_date("" if value is None else value)
        except ValueError as error:
            raise FrontMatterError(
                f"Invalid date '{value}': Document '{self.path}' does not have a valid date "
                f"in the {source}.",
                path=self.path,
                line=None if source == "filename" else front_matter.line_of("date", self.file),
            ) from error

    def _name(self) -> None:
        """Set title, slug, extension and date, as far as the file name gives them."""
        name = self.path.rpartition("/")[2]
        ext: str | None = None
        slug = name
        if match := _DATED.fullmatch(self.path):
            day, slug, ext = match.groups()
            date = self.data.get("date")
            if not date or int(date.timestamp()) == int(self.reader.time.timestamp()):
                self._merge({"date": day}, "filename")
        elif match := _UNDATED.fullmatch(self.path):
            slug, ext = match.groups()
        slug = urls.strip_trailing_dots(slug)
        for key, value in (("title", _titleize(slug)), ("slug", slug), ("ext", ext)):
            if not _truthy(self.data.get(key)):
                self.data[key] = value

    def _categorize(self) -> None:
        own = self.data.get("categories")
        listed = own if isinstance(own, list) else [] if own is None else [own]
        more = _pluralized(self.data, "category", "categories")
        names = [str_of(name) for name in _flat([*listed, *more])]
        self._merge({"categories": _union(names, [])}, "YAML front matter")
        self._merge({"tags": _pluralized(self.data, "tag", "tags")}, "YAML front matter")

    def _excerpt(self) -> None:
        own = self.data.get("excerpt_separator")
        separator = own if _truthy(own) else self.reader.config["excerpt_separator"]
        separator = "" if separator is None else str(separator)
        if not separator or _truthy(self.data.get("excerpt")):
            return
        reader = self.reader
        self.excerpt = excerpts.extract(self.content, separator, self.path, reader)

    def finish(self) -> Document:
        date = self._final_date()
        permalink = permalink_of(self.data.get("permalink"), self.path, self.file)
        output_ext = output_ext_of(permalink, self.ext, self.reader)
        template = permalink
        if template is None:
            template = template_of(self.collection, self.reader)
        url = self._url(template, output_ext, date or self.reader.time)
        slug = self.data.get("slug")
        if slug is None or slug is False:  # an empty one is true in Ruby
            slug = self.path.rpartition("/")[2].removesuffix(self.ext)
        document = Document(
            path=self.path,
            collection=self.collection.label,
            url=url,
            output_ext=output_ext,
            id=f"{url.rstrip('/').rpartition('/')[0]}/{str_of(slug)}",
            file=self.file,
            data=self.data,
            source=self._source(),
            line=self.line,
            date=date,
            excerpt=self.excerpt,
            written=self.collection.output and is_published(self.reader, self.data, date),
            yaml=self.is_yaml,
        )
        if isinstance(document.source, UnreadText):
            vars(document)["counts"] = counts_on(self.content)  # without another look at the file
        return document

    def _source(self) -> SourceText:
        if self.stays_in_file and not self.is_yaml:
            return UnreadText(partial(self.reader.content, self.file, self.path))
        return Text(self.content)

    def _final_date(self) -> datetime | None:
        date = self.data.get("date")
        if isinstance(date, datetime):
            return date
        if self.data.get("draft") or self.is_draft:
            stat = stat_of(self.file)  # a draft that a caller gives need have no file
            modified = datetime.fromtimestamp(stat.st_mtime, self.reader.zone) if stat else None
            date = self.data["date"] = modified or self.reader.time
            return date
        if self.collection.label == "posts":
            self.data["date"] = self.reader.time
            return self.reader.time
        return None

    def _url(self, template: str, output_ext: str, date: datetime) -> str:
        placed = document_url.Placed(self.collection, self.path, self.data, output_ext, date)
        try:
            return document_url.url(template, placed)
        except urls.UnknownPlaceholderError as error:
            raise ReadError(f"{error} It is: {template}", path=self.path) from error


def template_of(collection: Collection, reader: Reader) -> str:
    """Return the URL template of a collection: its permalink setting, or the site's style."""
    own = collection.settings.get("permalink")
    if own is not None:
        return str(own)
    return urls.add_suffix("/:collection/:path", reader.config.permalink_style)


def is_published(reader: Reader, data: Mapping[str, Any], date: datetime | None) -> bool:
    """Return whether the site's settings publish the document: not `published: false` or future."""
    published = data.get("published", True)
    if not (_truthy(published) or reader.config["unpublished"]):
        return False
    return not is_future(reader, date)


def is_future(reader: Reader, date: datetime | None) -> bool:
    if reader.config["future"] or date is None:
        return False
    return int(date.timestamp()) > int(reader.time.timestamp())


def str_of(value: Any) -> str:
    """Convert a front matter scalar by Ruby's `to_s`."""
    if value is True or value is False:
        return "true" if value else "false"
    return "" if value is None else str(value)


def _truthy(value: Any) -> bool:
    return value is not None and value is not False


def _titleize(slug: str) -> str:
    return " ".join(part.capitalize() for part in slug.rstrip("-").split("-"))


def _union(first: list[Any], second: list[Any]) -> list[Any]:
    """Join arrays by Ruby's `|`: in order, each value once."""
    out: list[Any] = []
    for value in [*first, *second]:
        if not any(value == kept and type(value) is type(kept) for kept in out):
            out.append(value)
    return out


def _flat(values: list[Any]) -> list[Any]:
    out: list[Any] = []
    for value in values:
        out.extend(_flat(value) if isinstance(value, list) else [value])
    return out


def _pluralized(data: Mapping[str, Any], singular: str, plural: str) -> list[Any]:
    """Return the values under the singular key, else those under the plural one.

    A string is split.
    """
    value = data.get(singular)
    if not _truthy(value):
        value = data.get(plural)
        if isinstance(value, str):
            value = value.split()
        elif not isinstance(value, list):
            value = None
    return [item for item in _flat([value]) if item is not None]
