"""The site as a value, in Jekyll's terms: frozen once read, never changed by rendering.

Paths are written with `/` on every system. `data` mappings are never modified.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from functools import cached_property, cmp_to_key
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from liquidsite.config import Config
from liquidsite.config.gemfile import jekyll_plugins
from liquidsite.errors import Notice
from liquidsite.ruby.safe_yaml.keys import as_key
from liquidsite.urls import destination as destination_of
from liquidsite.urls import extname, strip_trailing_dots, unescape_path

if TYPE_CHECKING:
    from liquidsite.incremental.parts import PartsQuery

Data: TypeAlias = Mapping[str, Any]

EMPTY: Data = {}
SASS_EXTENSIONS = (".sass", ".scss")
YAML_EXTENSIONS = (".yaml", ".yml")
_COUNTS = re.compile(r"\{%-?\s*(?:in|de)crement\b")
HTML_EXTENSIONS = (".html", ".xhtml", ".htm")
# The plugin that asks every document whether it is written.
_ASKING = "jekyll-redirect-from"


class SourceText(Protocol):
    """The text of a page or document after its front matter."""

    def text(self) -> str:
        """Return the text. Raises ReadError when it has to be read and cannot be."""

    def seen(self) -> str:
        """Return what other pages see of it while its page is not rendered. Raises ReadError."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in memory."""

    value: str = ""

    def text(self) -> str:
        return self.value

    def seen(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class PluginTemplate(Text):
    """The template that a plugin brings for its page: no other page shows it, such as a search."""

    def seen(self) -> str:
        return ""


@dataclass(slots=True, eq=False)
class UnreadText:
    """A text that is still in its file: the first `text()` reads it, and keeps it.

    An unchanged file of a site with a cache need not be read at all.
    """

    read: Callable[[], str]
    _text: str | None = None

    def text(self) -> str:
        if self._text is None:
            self._text = self.read()
        return self._text

    def seen(self) -> str:
        return self.text()

    def let_go(self) -> None:
        """Keep the text no longer: who needs it again reads it again."""
        self._text = None

    def __reduce__(self) -> tuple[type[Text], tuple[str]]:
        """Send another process the text: it may not have the file."""
        return Text, (self.text(),)


EMPTY_TEXT = Text()


class Named:
    """What has a path: its file name and the extension of that, with its dot."""

    path: str

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.path}>"

    @cached_property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @cached_property
    def ext(self) -> str:
        return extname(self.name)


class Sourced(Named):
    """What has a source text besides, which is rendered."""

    source: SourceText

    @cached_property
    def counts(self) -> bool:
        """Return whether its text has counters, which go on from page to page."""
        return counts_on(self.source.text())


@dataclass(frozen=True, eq=False, repr=False)
class Page(Sourced):
    """A file with front matter outside of the collections, or one that a generator made.

    path      relative to the source, `docs/about.md`
    file      the absolute source file; None for a generated page
    url       from the site's root, without `baseurl`: `/docs/about.html`, `/docs/about/`
    output_ext  the extension of what is written, with its dot
    data      its own front matter; `defaults` are those of its path and type
    source    the text after the front matter, which begins on `line` of the file
    excerpt   the raw text of the excerpt, where `page_excerpts` asks for one
    pager     what templates see as `paginator`
    yields    whether another file may have the same destination without a word
    duplicate_index  how many pages with its path and URL came before it
    sheet     the stylesheet that it is the source map of
    shows_data_alone  whether templates see `data`, but no attributes that other pages have
    """

    path: str
    url: str
    output_ext: str
    data: Data = field(default_factory=dict)
    defaults: Data = field(default_factory=dict)
    source: SourceText = EMPTY_TEXT
    line: int = 1
    file: str | None = None
    excerpt: str | None = None
    pager: Data | None = None
    yields: bool = False
    duplicate_index: int = 0
    sheet: Page | None = None
    shows_data_alone: bool = False

    collection = None
    date = None
    kind = "pages"
    written = True
    yaml = False

    @cached_property
    def key(self) -> str:
        """Return a key that identifies this page, as one source may give many pages."""
        return f"{self.path}>{self.url}" + (
            f">{self.duplicate_index}" if self.duplicate_index else ""
        )

    @cached_property
    def destination(self) -> str:
        """Return the path below the destination folder.

        A source map is where its stylesheet says, though both may have one permalink.
        """
        if self.sheet is not None:
            folder, slash, _ = self.sheet.destination.rpartition("/")
            return f"{folder}{slash}{self.name}"
        return destination_of(self.url, self.output_ext, self.output_ext)

    @cached_property
    def dir(self) -> str:
        """Return the folder part of the URL, with its slash."""
        return self.url[: self.url.rfind("/") + 1]

    @property
    def is_html(self) -> bool:
        return self.output_ext in HTML_EXTENSIONS

    def front(self, name: str) -> Any:
        """Return a front matter value of its own, or the default for it."""
        value = self.data.get(name)
        return self.defaults.get(name) if value is None and name not in self.data else value

    @property
    def placed_in_layout(self) -> bool:
        return not (_is_asset(self.ext) or self.front("layout") == "none")

    def takes_liquid(self, *, obeys: bool = True) -> bool:
        """Return whether its text is a template; `obeys` is whether `render_with_liquid` counts."""
        return not obeys or self.front("render_with_liquid") is not False


@dataclass(frozen=True, eq=False, repr=False)
class Document(Sourced):
    """A post, draft or any other member of a collection.

    path      relative to the collections folder, `_posts/2021-05-07-title.md`
    collection  the label of its collection, `posts`
    url       from the site's root, without `baseurl`
    output_ext  the extension of what is written, with its dot
    id        what templates see as `page.id`: its URL without the extension
    file      the absolute source file
    source    the text after the front matter, which begins on `line` of the file
    yaml      whether its file is YAML: all of it is front matter
    data      front matter over defaults over what its path says, in Jekyll's order of keys
    date      its date; None when it has none (templates then see the time of the build)
    excerpt   the raw text of the excerpt; None when there is none
    written   whether its collection has output and the document is published
    """

    path: str
    collection: str
    url: str
    output_ext: str
    id: str
    file: str
    data: Data = field(default_factory=dict)
    source: SourceText = EMPTY_TEXT
    line: int = 1
    date: datetime | None = None
    excerpt: str | None = None
    written: bool = True
    yaml: bool = False

    pager = None
    yields = False

    @property
    def kind(self) -> str:
        return self.collection

    @cached_property
    def key(self) -> str:
        return self.path

    @cached_property
    def destination(self) -> str:
        """Return the path below the destination folder."""
        return destination_of(self.url, self.output_ext, ".html")

    def front(self, name: str) -> Any:
        return self.data.get(name)

    @property
    def placed_in_layout(self) -> bool:
        return not (
            _is_asset(self.ext) or self.ext in YAML_EXTENSIONS or self.data.get("layout") == "none"
        )

    def takes_liquid(self, *, obeys: bool = True) -> bool:
        """Return whether its text is a template; `obeys` is whether `render_with_liquid` counts."""
        if self.ext == ".coffee" or self.ext in YAML_EXTENSIONS:
            return False
        return not obeys or self.data.get("render_with_liquid") is not False

    def compare(self, other: Document) -> int:
        """Compare by Jekyll's order: by date, then by path; by path alone if one has no date."""
        if self.date is not None and other.date is not None and self.date != other.date:
            return -1 if self.date < other.date else 1
        return (self.file > other.file) - (self.file < other.file)


Renderable: TypeAlias = Page | Document


class ConvertedFile(NamedTuple):
    """The bytes that a conversion made, or None if nothing is to be written; and its warnings."""

    data: bytes | None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class FileConversion:
    """How the bytes of a static file are made.

    key   identifies it: the tool with its version, and its options
    make  returns the bytes for the destination, from those of the source file
    """

    key: str
    make: Callable[[bytes], ConvertedFile] = field(repr=False, compare=False)


@dataclass(frozen=True, eq=False, repr=False)
class StaticFile(Named):
    """A file that is copied as it is, or converted without being rendered.

    path       Jekyll's relative path: `/img/logo.svg`, in a collection `_notes/plan.pdf`
    file       the absolute source file
    modified   the file's time stamp, in the site's zone
    collection  the label of the collection that it is in, if any
    data       its front matter defaults
    written    whether it is copied
    conversion  how its bytes are made, if it is not copied
    """

    path: str
    file: str
    url: str
    modified: datetime
    collection: str | None = None
    data: Data = field(default_factory=dict)
    written: bool = True
    conversion: FileConversion | None = None

    yields = False

    @cached_property
    def basename(self) -> str:
        return strip_trailing_dots(self.name.removesuffix(self.ext))

    @cached_property
    def destination(self) -> str:
        """Return the path below the destination folder."""
        return unescape_path(self.url).lstrip("/")


Item: TypeAlias = Page | Document | StaticFile
ITEMS = (Page, Document, StaticFile)


@dataclass(frozen=True, slots=True)
class WithItems:
    """A value of front matter, settings or data that has pages, documents or static files in it.

    Generators make those; templates see drops in the place of the items.
    """

    value: object


@dataclass(frozen=True, eq=False, repr=False)
class Layout:
    """A layout.

    name   its path below the layouts folder without the extension
    file   the absolute source file
    ext    its extension, with the dot
    data   its front matter
    content  the text after the front matter, which begins on `line` of the file
    """

    name: str
    path: str
    file: str
    ext: str
    data: Data = field(default_factory=dict)
    content: str = ""
    line: int = 1


@dataclass(frozen=True, eq=False, repr=False)
class Collection:
    """A collection.

    settings   what the configuration says of it: `output`, `permalink` and the like
    docs       its documents, in the order that templates see
    files      its static files
    directory  its absolute folder
    """

    label: str
    settings: Data = field(default_factory=dict)
    docs: tuple[Document, ...] = ()
    files: tuple[StaticFile, ...] = ()
    directory: str = ""

    @property
    def relative_directory(self) -> str:
        return f"_{self.label}"

    @property
    def output(self) -> bool:
        """Return whether its documents become files: anything but false or nil is yes."""
        value = self.settings.get("output", False)
        return value is not None and value is not False


@dataclass(frozen=True, eq=False, repr=False)
class Theme:
    """A theme on disk: its name, its root folder and what its metadata says."""

    name: str
    root: str
    version: str = ""
    authors: str = ""
    description: str = ""
    metadata: Data = field(default_factory=dict)
    dependencies: tuple[str, ...] = ()

    @property
    def sass(self) -> str:
        """Return the folder with its partials, which it need not have."""
        return f"{self.root}/_sass"


@dataclass(frozen=True, eq=False, repr=False)
class Site:
    """Everything that was read, and nothing that was rendered.

    time          the moment of the build, in `zone`, or the one that the setting `time` gives
    now           the moment of the build, whatever the settings say
    zone          the time zone of dates that name none
    parts         (parser, paths, options) → what a plugin's parser finds in files of the source
    collections   label → collection, in the order of the configuration
    layouts       name → layout
    data          what templates see as `site.data`
    notices       what reading had to tell
    includes      the folders that hold includes, the site's before the theme's
    made_includes  name → text of includes that generators made; they come before those of files
    source_maps   the pages of source maps, which come into being with their stylesheets
    """

    config: Config
    time: datetime
    zone: tzinfo
    now: datetime
    parts: PartsQuery
    pages: tuple[Page, ...] = ()
    static_files: tuple[StaticFile, ...] = ()
    collections: Mapping[str, Collection] = field(default_factory=dict)
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    data: Data = field(default_factory=dict)
    includes: tuple[str, ...] = ()
    made_includes: Mapping[str, str] = field(default_factory=dict)
    theme: Theme | None = None
    notices: tuple[Notice, ...] = ()
    source_maps: tuple[Page, ...] = ()

    @cached_property
    def posts(self) -> tuple[Document, ...]:
        """Return the posts, oldest first, in whatever order a plugin has left them."""
        docs = self.collections["posts"].docs if "posts" in self.collections else ()
        if any(doc.date is None for doc in docs):
            return tuple(sorted(docs, key=cmp_to_key(Document.compare)))
        return tuple(sorted(docs, key=lambda doc: (doc.date, doc.file)))

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Return every document of every collection, in the order in which they are rendered."""
        return tuple(doc for coll in self.collections.values() for doc in coll.docs)

    @cached_property
    def renderables(self) -> tuple[Renderable, ...]:
        """Return everything that is rendered, in Jekyll's order: collections, then pages."""
        return (*self.documents, *self.pages)

    @cached_property
    def source_map_of(self) -> Mapping[str, Page]:
        """Map the key of a stylesheet to its source map."""
        return {page.sheet.key: page for page in self.source_maps if page.sheet}

    def with_unique_keys(self) -> Site:
        """Return the same site, in which no two pages have one key, whatever generators made."""
        seen: Counter[str] = Counter()
        pages: list[Page] = []
        for page in self.pages:
            pages.append(
                replace(page, duplicate_index=seen[page.key]) if page.key in seen else page
            )
            seen[page.key] += 1
        return self if len(seen) == len(pages) else replace(self, pages=tuple(pages))

    @cached_property
    def render_order(self) -> Mapping[str, int]:
        """Map each key to its place in `renderables`, on which depends what pages see of others."""
        return {item.key: place for place, item in enumerate(self.renderables)}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Map the key of a document to its place in its collection."""
        return {
            doc.key: place
            for collection in self.collections.values()
            for place, doc in enumerate(collection.docs)
        }

    def order_of(self, document: Document) -> tuple[int, int]:
        """Return when `document` is rendered: its collection's place, and its own in that."""
        return self._collection_places[document.collection], self.places[document.key]

    @cached_property
    def _collection_places(self) -> Mapping[str, int]:
        return {label: place for place, label in enumerate(self.collections)}

    @cached_property
    def asks_for_dates(self) -> bool:
        """Return whether a plugin asks all documents whether they are written, and so their dates.

        In Jekyll 3 a document without a date has one from then on.
        """
        listed = self.config.get("plugins")
        named = listed if isinstance(listed, list) else []
        return _ASKING in named or _ASKING in jekyll_plugins(self.config.source)

    def posts_by(self, name: str) -> Mapping[Any, Sequence[Document]]:
        """Return each value that posts have under `name` (a list) → those posts, newest first."""
        if name not in self._posts_by:
            groups: dict[Any, list[Document]] = {}
            for post in self.posts:
                for value in post.data.get(name) or ():
                    groups.setdefault(as_key(value), []).append(post)
            self._posts_by[name] = {value: posts[::-1] for value, posts in groups.items()}
        return self._posts_by[name]

    @cached_property
    def _posts_by(self) -> dict[str, dict[Any, list[Document]]]:
        return {}

    def outputs(self) -> Iterator[Renderable | StaticFile]:
        """Yield everything that is written, in Jekyll's order.

        For one destination the last wins.
        """
        yield from self.pages
        yield from (file for file in self.static_files if file.written)
        yield from (doc for doc in self.documents if doc.written)


def counts_on(text: str) -> bool:
    """Return whether `text` has counters of Liquid's."""
    return _COUNTS.search(text) is not None


def holds_liquid(text: str) -> bool:
    """Return whether `text` has anything for Liquid to do."""
    return "{%" in text or "{{" in text


def _is_asset(ext: str) -> bool:
    return ext in SASS_EXTENSIONS or ext == ".coffee"
