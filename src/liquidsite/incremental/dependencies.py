"""The kinds of dependencies: what a computation can read, one class for each kind.

A dependency is the tuple `(kind, *key)` of strings, so that it can be a key of mappings and be
stored as it is. The class of its kind holds everything about it: how its fingerprint is computed,
the inputs that it derives from, and what `liquidsite explain` calls it. To add a kind, add a class
and its line in `KINDS`; a test asks for an edit that shows when the kind is forgotten.

Every dependency derives from inputs, which are dependencies as well. The fingerprint of an input
is computed once for each build; that of a finer dependency only if one of its inputs changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass, field, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias

from liquidsite import regular_file
from liquidsite.convert.sass import SassSite
from liquidsite.drop import Drop
from liquidsite.drops import shown
from liquidsite.incremental.items import Items
from liquidsite.incremental.parts import Key
from liquidsite.incremental.trace import Dependency, Fingerprint, digest
from liquidsite.incremental.view import SiteView
from liquidsite.liquid.source import Source
from liquidsite.model import Document, Page, Renderable
from liquidsite.plugin import Parts

if TYPE_CHECKING:
    from liquidsite.network import Answer

# An item and the stage asked for (`content`, `output`, `excerpt`) → the digest of that text.
StageDigest = Callable[[Renderable, str], Fingerprint]
Stage: TypeAlias = tuple[str, str]  # `content`, `output` or `excerpt`, and the key of its item


class Lookups(Protocol):
    """What the site answers to Jekyll's tags, without recording that it was asked."""

    def find_include(self, name: str) -> Source | None: ...

    def find_link(self, path: str) -> str | None: ...

    def is_file(self, path: str) -> bool: ...

    def is_page(self, path: str) -> bool: ...

    def find_post_url(self, name: str) -> str | None: ...

    def find_fetched(self, url: str, pause: float) -> Answer: ...


@dataclass(eq=False, repr=False)
class State:
    """The state of the site in one build; each fingerprint is computed once.

    `before` are the fingerprints of the inputs of all memos when the last build ended.
    """

    view: SiteView
    host: Lookups
    stage_digest: StageDigest
    items: Items
    before: Mapping[Dependency, Fingerprint] = field(default_factory=dict)
    _known: dict[Dependency, Fingerprint] = field(default_factory=dict)
    _same: dict[str, bool] = field(default_factory=dict)

    def fingerprint(self, dependency: Dependency) -> Fingerprint:
        """Return the fingerprint of what `dependency` is right now."""
        known = self._known.get(dependency)
        if known is None:
            known = KINDS[dependency[0]].fingerprint(self, dependency)
            self._known[dependency] = known
        return known

    def is_unchanged(self, dependency: Dependency) -> bool:
        """Return whether it was known when the last build ended, and is the same now."""
        known = self.before.get(dependency)
        return known is not None and known == self.fingerprint(dependency)

    def has_same_fronts(self, name: str) -> bool:
        """Return whether a list has the members that it had, and each the front matter it had.

        What derives from these need not be worked out again.
        """
        if name not in self._same:
            self._same[name] = self.is_unchanged(("list", name)) and all(
                isinstance(key, str) and self.is_unchanged(("front", key))
                for key in self.view.site_drop.list_keys(name)
            )
        return self._same[name]

    def learn(self, known: Mapping[Dependency, Fingerprint]) -> None:
        """Take in fingerprints of fronts and bodies that another process has computed."""
        self._known.update(known)
        for (kind, key), fingerprint in known.items():
            item = self.view.items.get(key)
            memo = self.items.of(item) if item is not None else None
            if memo is not None:
                setattr(memo, kind, fingerprint)


class Kind:
    """One kind of dependency. By default it is its own input, and is about no other stage."""

    name: ClassVar[str]
    # Whether it derives from coarser inputs, instead of being one.
    derived: ClassVar[bool] = False
    # Whether it is an input only, which traces replace with the finer dependencies.
    coarse: ClassVar[bool] = False
    # Whether its fingerprint is that of a file or folder right now, not of what was read before.
    on_disk: ClassVar[bool] = False
    # What `explain` prints, with the parts of the key as `{0}`, `{1}`, `{2}`.
    form: ClassVar[str]

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        """Return the fingerprint of what it is in `state`; "" where there is nothing."""
        raise NotImplementedError

    def inputs(self, dependency: Dependency) -> Iterable[Dependency]:
        """Return the inputs that `dependency` derives from."""
        return (dependency,)

    def stages(self, dependency: Dependency) -> Iterable[Stage]:
        """Return the stages whose text `dependency` is about."""
        return ()

    def describe(self, dependency: Dependency) -> str:
        """Return what a person calls it; of a page's key, its path and URL, the path is enough."""
        names = [name.partition(">")[0] for name in dependency[1:]]
        return self.form.format(*names, *[""] * 3).strip()


class Front(Kind):
    """`(front, key)`: all of a page, document or static file except its text."""

    name, form, coarse = "front", "the front matter of {0}", True
    # `data` and `pager` are added as templates see them; the rest is the body's.
    left_out = ("data", "pager", "source", "line", "excerpt")

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        key = dependency[1]
        item = state.view.items.get(key)
        if item is None:
            drop = state.view.drop_named(key)
            file = drop.item if drop is not None else None
            return "" if file is None else digest([getattr(file, f.name) for f in fields(file)])
        memo = state.items.of(item)
        if memo is None:
            return digest(self._fields(state.view, item))
        memo.front = memo.front or digest(self._fields(state.view, item))
        return memo.front

    def _fields(self, view: SiteView, item: Renderable) -> list[object]:
        """Return the fields for `digest`: without drops, and without what follows from the rest."""
        names = _OF_PAGES if isinstance(item, Page) else _OF_DOCUMENTS
        pager = view.pager(item) or {}
        return [
            *([name, getattr(item, name)] for name in names),
            *([name, plain(shown(value, view))] for name, value in item.data.items()),
            *([name, plain(value)] for name, value in pager.items()),
            item.pager is None,
            item.excerpt is None,
        ]


_OF_PAGES = tuple(f.name for f in fields(Page) if f.name not in Front.left_out)
_OF_DOCUMENTS = tuple(f.name for f in fields(Document) if f.name not in Front.left_out)


class Body(Kind):
    """`(body, key)`: the text of a page or document, and the line on which it begins."""

    name, form, coarse = "body", "the source of {0}", True

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        key = dependency[1]
        item = state.view.items.get(key)
        memo = state.items.of(item) if item is not None else None
        if memo is None:
            return state.fingerprint(("text", key))
        memo.body = memo.body or state.fingerprint(("text", key))
        return memo.body


class Date(Kind):
    """`(date, key)`: the date of a document that has none, which is the time of the build."""

    name, form, coarse = "date", "the date of {0}", True

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        item = state.view.items.get(dependency[1])
        return "" if item is None or item.date is not None else digest(state.view.site.time)


class Order(Kind):
    """`(order)`: the order in which everything is rendered."""

    name, form, coarse = "order", "the order of all pages", True

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        return digest(list(state.view.site.render_order))


class OfFront(Kind):
    """A kind that derives from the front matter of the item that its key begins with."""

    derived = True

    def inputs(self, dependency: Dependency) -> Iterable[Dependency]:
        return (("front", dependency[1]),)


class Attributes(OfFront):
    """`(item, key, name, …)`: attributes of a page, document or static file."""

    name, form = "item", "{1} of {0}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        drop = state.view.drop_named(dependency[1])
        if drop is None:
            return ""
        return _digest_of([drop.peek(name) for name in dependency[2:]])

    def inputs(self, dependency: Dependency) -> list[Dependency]:
        found: list[Dependency] = [("front", dependency[1])]
        if "next" in dependency or "previous" in dependency:
            found.append(_ORDER)
        if "date" in dependency:
            found.append(("date", dependency[1]))
        return found

    def describe(self, dependency: Dependency) -> str:
        return f"{', '.join(dependency[2:])} of {dependency[1].partition('>')[0]}"


class AttributeNames(OfFront):
    """`(keys, key)`: which attributes an item has."""

    name, form = "keys", "the names of the attributes of {0}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        drop = state.view.drop_named(dependency[1])
        return digest(drop.names()) if drop is not None else ""


class FrontMatter(OfFront):
    """`(matter, key)`: all front matter of an item, including its defaults."""

    name, form = "matter", "all front matter of {0}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        drop = state.view.drop_named(dependency[1])
        if drop is None:
            return ""
        return digest(
            [[name, plain(shown(value, state.view))] for name, value in drop.data.items()]
        )


class Pager(OfFront):
    """`(pager, key)`: what templates see as `paginator` while an item renders."""

    name, form = "pager", "its place in the pagination"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        item = state.view.items.get(dependency[1])
        pager = state.view.pager(item) if item is not None else None
        return digest([[name, plain(value)] for name, value in pager.items()]) if pager else ""


class SourceText(Kind):
    """`(text, key)`: the source text of an item, as its template."""

    name, form, derived = "text", "the source of {0}", True

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        item = state.view.items.get(dependency[1])
        return digest(f"{item.line}\n{item.source.text()}\n{item.excerpt}") if item else ""

    def inputs(self, dependency: Dependency) -> Iterable[Dependency]:
        return (("body", dependency[1]),)


class SeenText(Kind):
    """`(seen, key, stage, viewer)`: the text of an item at a stage, as the page `viewer` sees it.

    An item earlier in the render order shows what it became, a later one its source.
    """

    name, form, derived = "seen", "the {1} of {0}", True

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        _, key, stage, viewer = dependency
        item = state.view.items.get(key)
        if item is None:
            return ""
        if stage == "excerpt" or state.view.is_earlier(key, viewer):
            return state.stage_digest(item, stage)
        return "" if stage == "output" else state.fingerprint(("text", key))

    def inputs(self, dependency: Dependency) -> Iterable[Dependency]:
        return ("body", dependency[1]), _ORDER

    def stages(self, dependency: Dependency) -> Iterable[Stage]:
        return ((dependency[2], dependency[1]),)


class OwnContent(Kind):
    """`(own, key)`: the converted text of an item, as its own layouts receive it."""

    name, form, derived = "own", "its own converted text", True

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        item = state.view.items.get(dependency[1])
        return state.stage_digest(item, "content") if item is not None else ""

    def inputs(self, dependency: Dependency) -> Iterable[Dependency]:
        return ()

    def stages(self, dependency: Dependency) -> Iterable[Stage]:
        return (("content", dependency[1]),)


class Members(Kind):
    """`(list, name)`: which items are in a list of the site, and their order."""

    name, form = "list", "which are in site.{0}, and their order"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        known = state.before.get(dependency)
        is_grouped = dependency[1] in ("tags", "categories")
        if known is not None and is_grouped and state.has_same_fronts("posts"):
            return known
        return digest(state.view.site_drop.list_keys(dependency[1]))


class Column(Kind):
    """`(column, list, key)`: what all members of a list have under a key."""

    name, form = "column", "{1} of all in site.{0}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        _, name, key = dependency
        known = state.before.get(dependency)
        if (
            known is not None
            and state.has_same_fronts(name)
            and self._is_of_fronts(state, name, key)
        ):
            return known
        return _digest_of(state.view.site_drop.listed(name).peek(key))

    def _is_of_fronts(self, state: State, name: str, key: str) -> bool:
        """Return whether the values come from the members' front matter alone."""
        if key == "date":
            keys = state.view.site_drop.list_keys(name)
            return not any(state.fingerprint(("date", str(member))) for member in keys)
        return key not in ("next", "previous")


class Setting(Kind):
    """`(config, key)`: one setting; `(config)`: all of them."""

    name, form = "config", "the setting {0}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        config, keys = state.view.site.config, dependency[1:]
        if not keys:
            return digest(dict(config))
        return digest(plain(shown(config.get(keys[0], _ABSENT), state.view)))


class OfData(Kind):
    """A kind that reads `site.data` at the path that its key is."""

    def at(self, state: State, dependency: Dependency) -> Any:
        """Return the value there, or a value that no file can hold."""
        value: Any = state.view.site.data
        for key in dependency[1:]:
            if not isinstance(value, Mapping) or key not in value:
                return _ABSENT
            value = value[key]
        return value

    def describe(self, dependency: Dependency) -> str:
        return self.form.format(".".join(["site.data", *dependency[1:]]))


class DataValue(OfData):
    """`(data, key, …)`: a value of `site.data`."""

    name, form = "data", "{0}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        return digest(self.at(state, dependency))


class DataKeys(OfData):
    """`(data keys, key, …)`: the names in a hash of `site.data`, in order."""

    name, form = "data keys", "the names in {0}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        value = self.at(state, dependency)
        return digest(list(value) if isinstance(value, Mapping) else _ABSENT)


class DataHash(OfData):
    """`(data hash, key, …)`: whether there is a hash, whatever it holds."""

    name, form = "data hash", "that there is {0}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        return "hash" if isinstance(self.at(state, dependency), Mapping) else ""


class Include(Kind):
    """`(include, name)`: the file that an include finds, and its text."""

    name, form = "include", "the include {0}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        return digest(state.host.find_include(dependency[1]))


class File(Kind):
    """`(file, path)`: the bytes of a file; a relative path is below the source."""

    name, form, on_disk = "file", "the file {0}", True

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        file = os.path.join(str(state.view.site.config.source), dependency[1])  # noqa: PTH118
        try:
            return digest(regular_file.read(file).decode("utf-8", "surrogateescape"))
        except OSError:
            return ""


class IsFile(Kind):
    """`(is file, path)`: whether there is a file, whatever is in it."""

    name, form, on_disk = "is file", "whether there is a file {0}", True

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        return "file" if state.host.is_file(dependency[1]) else ""


class ParsedFiles(Kind):
    """`(parsed, parser, files, options)`: the files that a plugin's parser reads, as a whole."""

    name, form, coarse = "parsed", "the files {1}", True

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        return state.view.site.parts.digest(_key(dependency))


class OfParsedFiles(Kind):
    """A kind that derives from parsed files, which its key begins with."""

    derived = True

    def inputs(self, dependency: Dependency) -> Iterable[Dependency]:
        return (("parsed", *_key(dependency)),)

    def parts(self, state: State, dependency: Dependency) -> Parts:
        return state.view.site.parts.find(_key(dependency))

    def describe(self, dependency: Dependency) -> str:
        parser, files, _, *rest = dependency[1:]
        return self.form.format(parser, files.replace("\0", ", "), " ".join(filter(None, rest)))


class ParsedPart(OfParsedFiles):
    """`(part, parser, files, options, name)`: one part of parsed files."""

    name, form = "part", "the {0} {2} of {1}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        part = self.parts(state, dependency).get(dependency[4])
        return "" if part is None else digest(repr(part))


class Selection(OfParsedFiles):
    """`(selection, parser, files, options, …)`: which parts answer a question, in which order."""

    name, form = "selection", "the selection {2} of {1}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        return digest([*self.parts(state, dependency).select(*dependency[4:])])


class Problems(OfParsedFiles):
    """`(problems, parser, files, options)`: what is wrong in parsed files."""

    name, form = "problems", "the mistakes in {1}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        return digest([*self.parts(state, dependency).problems])


class IsPage(Kind):
    """`(page, path)`: whether a file is a page, post or document, whose front matter is no text."""

    name, form = "page", "whether {0} is a page"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        return "page" if state.host.is_page(dependency[1]) else ""


class FolderNames(Kind):
    """`(names, folder)`: which files are in a folder, as imports look for them."""

    name, form, on_disk = "names", "which files are in {0}", True

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        try:
            return digest(sorted(os.listdir(dependency[1])))  # noqa: PTH208
        except OSError:
            return ""


class LoadPaths(Kind):
    """`(load paths)`: the folders below which Sass looks for imports: those that exist."""

    name, form, on_disk = "load paths", "the folders of Sass", True

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        site = state.view.site
        return digest(
            SassSite.of(site.config, site.theme.sass if site.theme else None).load_paths()
        )


class LayoutFile(Kind):
    """`(layout, name)`: a layout, its front matter and its text."""

    name, form = "layout", "the layout {0}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        layout = state.view.site.layouts.get(dependency[1])
        if layout is None:
            return ""
        return digest([layout.path, layout.line, dict(layout.data), layout.content])


class LayoutData(Kind):
    """`(layout data, name)`: the front matter of a layout."""

    name, form = "layout data", "the front matter of the layout {0}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        layout = state.view.site.layouts.get(dependency[1])
        return "" if layout is None else digest(dict(layout.data))


class ThemeValue(Kind):
    """`(theme, name)`: what `theme` has under a name, from its folder and its gemspec."""

    name, form = "theme", "theme.{0}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        theme = state.view.theme_drop
        return "" if theme is None else digest(theme.peek(dependency[1]))


class SiteTime(Kind):
    """`(clock, form)`: what the format shows of `site.time`; `(clock)`: all of it."""

    name, form = "clock", "site.time {0}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        return _formatted(state.view.site.time, *dependency[1:])


class Now(Kind):
    """`(now, form)`: what the format shows of the time of day; `(now)`: all of it."""

    name, form = "now", "the clock {0}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        return _formatted(state.view.site.now, *dependency[1:])


class Link(Kind):
    """`(link, path)`: the URL that the tag `link` finds."""

    name, form = "link", "the URL of {0}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        return digest(state.host.find_link(dependency[1]))


class PostUrl(Kind):
    """`(post_url, name)`: the URL that the tag `post_url` finds."""

    name, form = "post_url", "the URL of the post {0}"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        return digest(state.host.find_post_url(dependency[1]))


class Fetched(Kind):
    """`(fetched, url, pause)`: what a server answers, or why it does not.

    The pause is what has to pass before it is asked.
    """

    name, form = "fetched", "what {0} answers"

    def fingerprint(self, state: State, dependency: Dependency) -> Fingerprint:
        _, url, pause = dependency
        return digest(astuple(state.host.find_fetched(url, float(pause))))


_ORDER: Dependency = ("order",)
_ABSENT = "\0absent"

KINDS: Mapping[str, Kind] = {
    kind.name: kind()
    for kind in (
        Front, Body, Date, Order, Attributes, AttributeNames, FrontMatter, Pager, SourceText,
        SeenText, OwnContent, Members, Column, Setting, DataValue, DataKeys, DataHash, Include,
        File, IsFile, ParsedFiles, ParsedPart, Selection, Problems, IsPage, FolderNames, LoadPaths,
        LayoutFile, LayoutData, ThemeValue, SiteTime, Now, Link, PostUrl,
        Fetched,
    )
}  # fmt: skip
COARSE = frozenset(name for name, kind in KINDS.items() if kind.coarse)
ON_DISK = frozenset(name for name, kind in KINDS.items() if kind.on_disk)


def describe(dependency: Dependency) -> str:
    """Return what a person calls `dependency`: `the setting baseurl`."""
    return KINDS[dependency[0]].describe(dependency)


def _key(dependency: Dependency) -> Key:
    """Return the parser, files and options that a dependency on parsed files begins with."""
    _, parser, files, options, *_ = dependency
    return parser, files, options


def _formatted(moment: datetime, form: str = "") -> Fingerprint:
    """Return what the format `form` shows of a moment; the fingerprint of all of it without one."""
    if not form:
        return digest(moment)
    from liquidsite.ruby.strftime import strftime

    return strftime(moment, form, moment.microsecond * 1000)


def _digest_of(values: Iterable[object]) -> Fingerprint:
    """Return the fingerprint of attributes, as drops give them."""
    parts = [repr(v if type(v) is str else plain(v)) for v in values]  # most are text
    return digest("\0".join(parts))


def plain(value: object) -> object:
    """Return `value` with drops replaced by their keys, so that it has a stable `repr`."""
    if isinstance(value, Drop):
        return getattr(value, "key", type(value).__name__)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value
