"""The digital garden template's Ruby files: notes that link each other by their titles.

The Ruby file of the links writes the graph of the notes to `_includes/notes_graph.json` in each
build. Here the include of that name is made without a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from liquidsite import urls
from liquidsite.model import Document, Page, Renderable, Site, StaticFile, Text
from liquidsite.plugin import Plugin
from liquidsite.plugins import generated
from liquidsite.plugins.html import parse, to_html
from liquidsite.plugins.last_modified_at import times_of
from liquidsite.ruby.values import is_truthy, to_s
from liquidsite.source.collections import ordered
from liquidsite.source.documents import read_document
from liquidsite.source.reader import Reader

Item = TypeVar("Item", Page, Document)

_NOTES = "notes"
_GRAPH = "notes_graph.json"
_TO_LINE_END = re.compile(r"\[\[[^\n]*")
_BLANK_LINES = re.compile(r"\A(?:[^\S\n]*\n)+")
_UNKNOWN = re.compile(r"\[\[([^\]]+)\]\]")
_INVALID = (
    "<span title='There is no note that matches this link.' class='invalid-link'>"
    "  <span class='invalid-link-brackets'>[[</span>"
    "  {}"
    "  <span class='invalid-link-brackets'>]]</span></span>"
)
_MARKED = re.compile(r"==+([^ ](?:.*?)?[^ .=])==+")
_MARKED_LETTER = re.compile(r"==+([^ ](?:.*?)?[^ .=]?)==+")
# The classes of links that stay in their tab.
_STAYING = frozenset(["internal-link", "footnote", "reversefootnote"])
_TIMESTAMP = "last_modified_at_timestamp"
_TWEET = re.compile(
    r"^https?://twitter\.com/(?:#!/)?([A-Za-z0-9_]+)/status(es)?/([0-9]+)$", re.MULTILINE | re.I
)
_SHOWN_TWEET = """\
<blockquote class="twitter-tweet">
 This tweet could not be embedded. <a href="{}">View it on Twitter instead.</a>
</blockquote>
<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>
"""


@dataclass(frozen=True, slots=True)
class _Target:
    """A page that `[[…]]` may name: its address, and patterns of the names that it has."""

    href: str
    patterns: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, item: Renderable, href: str, *, spaces: bool) -> _Target:
        """Return the names of `item`: that of its file, and its title.

        In the name of a file a hyphen may be written as a space; with `spaces` it has to be.
        """
        title = to_s(item.front("title"))
        stem = item.name.removesuffix(urls.extname(item.name))
        if isinstance(item, Page):
            stem = stem.removesuffix(urls.extname(stem))
        hyphen = " " if spaces else "[ -]"
        parts = (hyphen if char == "-" else re.escape(char) for char in stem)
        name = "".join(" " if spaces and part == "_" else part for part in parts)
        titled = re.escape(title)
        label = r"\|(.+?)(?=\])\]\]"
        patterns = (rf"\[\[{name}{label}", rf"\[\[{titled}{label}", rf"\[\[({titled})\]\]")
        own = (_plain(stem), _plain(title))
        return cls(href, (*patterns, rf"\[\[({name})\]\]"), own)

    def link(self, text: str) -> str:
        for pattern in self.patterns:
            text = re.sub(pattern, self._anchor, text, flags=re.IGNORECASE)
        return text

    def _anchor(self, match: re.Match[str]) -> str:
        return f"<a class='internal-link' href='{self.href}'>{match[1]}</a>"


def _plain(text: str) -> str:
    """Return a text in which what two names may differ in is gone."""
    return text.casefold().replace("-", " ").replace("_", " ")


def link_notes(site: Site, *, spaces: bool = False, with_self: bool = False) -> Site:
    """Return the site with links for `[[…]]`, and with the `backlinks` of notes and their graph.

    `with_self` is for versions in which a note that names its own URL links to itself.
    """
    if _NOTES not in site.collections:
        return site
    end = ".html" if is_truthy(site.config.get("use_html_extension")) else ""
    base = to_s(site.config.get("baseurl"))
    items: list[Renderable] = [*site.collections[_NOTES].docs, *site.pages]
    targets = [_Target.of(item, f"{base}{item.url}{end}", spaces=spaces) for item in items]
    site = _changed(site, lambda text: _linked(text, targets))
    notes = site.collections[_NOTES].docs
    sources = {note.key: _sources(note, notes, with_self=with_self) for note in notes}
    nodes = [
        {"id": _id(note), "path": f"{base}{note.url}{end}", "label": note.front("title")}
        for note in notes
        if "_notes/index.html" not in note.file
    ]
    edges = [
        {"source": _id(source), "target": _id(note)}
        for note in notes
        for source in sources[note.key]
    ]
    graph = json.dumps({"edges": edges, "nodes": nodes}, ensure_ascii=False, separators=(",", ":"))
    linked = [replace(note, data={**note.data, "backlinks": sources[note.key]}) for note in notes]
    return replace(_with_notes(site, linked), made_includes={**site.made_includes, _GRAPH: graph})


def _linked(text: str, targets: Iterable[_Target]) -> str:
    if "[[" not in text:
        return text
    named = _plain("\n".join(_TO_LINE_END.findall(text)))
    for target in targets:
        if any(name in named for name in target.names):
            text = target.link(text)
    return _UNKNOWN.sub(lambda match: _INVALID.format(match[1]), text)


def _sources(note: Document, notes: Iterable[Document], *, with_self: bool) -> tuple[Document, ...]:
    """Return the notes that link to `note`."""
    return tuple(
        other
        for other in notes
        if (with_self or other.url != note.url) and note.url in other.source.text()
    )


def _id(note: Document) -> str:
    return "".join(map(str, to_s(note.front("title")).encode()))


def embed_tweets(site: Site) -> Site:
    """Return the site in which a line that is the address of a tweet shows a link to it."""
    if _NOTES not in site.collections or not is_truthy(site.config.get("embed_tweets")):
        return site
    shown = lambda text: _TWEET.sub(lambda match: _SHOWN_TWEET.format(match[0]), text)  # noqa: E731
    return _changed(site, shown)


def mark(site: Site, *, one_letter: bool = False) -> Site:
    """Return the site with `<mark>` for `==…==` in notes and pages of `_pages`.

    `one_letter` is for versions that mark a single letter too.
    """
    pattern = _MARKED_LETTER if one_letter else _MARKED
    return _changed(site, lambda text: pattern.sub(r"<mark>\1</mark>", text), _is_own)


def _is_own(page: Page) -> bool:
    return page.path.startswith("_pages/")


def open_in_new_tab(html: str, page: Renderable, site: Mapping[str, Any]) -> str | None:
    """Let links open in a new tab, but for those to notes and footnotes."""
    if not is_truthy(site["open_external_links_in_new_tab"]):
        return None
    if isinstance(page, Page) and not _is_own(page):
        return None
    tree = parse(html)
    for element in tree.walk():
        if element.name == "a" and not _STAYING & {*element.classes}:
            element.attributes["target"] = "_blank"
    return to_html(tree)


def read_plain_notes(site: Site) -> Site:
    """Return the site in which Markdown files among the notes need no front matter.

    The Ruby file writes an empty one into them.
    """
    notes = site.collections.get(_NOTES)
    if notes is None:
        return site
    reader = generated.reader(site)
    plain = [file for file in notes.files if file.ext == ".md" and _has_no_header(file, reader)]
    found = (read_document(reader, notes, file.path.lstrip("/"), file.file) for file in plain)
    read = (_without_blank_lines(doc, reader) for doc in found if doc is not None)
    docs = ordered(reader, notes, [*notes.docs, *read])
    files = tuple(file for file in notes.files if file not in plain)
    changed = replace(notes, docs=tuple(docs), files=files)
    gone = {file.path for file in plain}
    static = tuple(file for file in site.static_files if file.path not in gone)
    collections = {**site.collections, _NOTES: changed}
    made = replace(site, collections=collections, static_files=static)
    return generated.with_notices(made, reader)


def _without_blank_lines(doc: Document, reader: Reader) -> Document:
    """Return `doc` without the blank lines that Jekyll takes for a part of its front matter."""
    text = doc.source.text()
    content = _BLANK_LINES.sub("", text)
    return doc if content == text else generated.with_content(doc, content, reader)


def _has_no_header(file: StaticFile, reader: Reader) -> bool:
    return not reader.text(file.file, file.path.lstrip("/")).content.startswith("---")


def add_timestamps(site: Site) -> Site:
    """Return the site with the time of its last change in each note."""
    notes = site.collections.get(_NOTES)
    if notes is None:
        return site
    times = times_of(notes.docs, site)
    changed = (
        replace(note, data={**note.data, _TIMESTAMP: times[note.key].isoformat(timespec="seconds")})
        for note in notes.docs
    )
    return _with_notes(site, changed)


def _changed(
    site: Site, change: Callable[[str], str], concerns: Callable[[Page], bool] = lambda page: True
) -> Site:
    """Return the site with changed texts of notes, and of the pages that this concerns."""
    notes = site.collections.get(_NOTES)
    docs = () if notes is None else tuple(_with_text(note, change) for note in notes.docs)
    pages = tuple(_with_text(page, change) if concerns(page) else page for page in site.pages)
    made = replace(site, pages=pages)
    return made if notes is None else _with_notes(made, docs)


def _with_text(item: Item, change: Callable[[str], str]) -> Item:
    text = item.source.text()
    changed = change(text)
    return item if changed == text else replace(item, source=Text(changed))


def _with_notes(site: Site, notes: Iterable[Document]) -> Site:
    changed = replace(site.collections[_NOTES], docs=tuple(notes))
    return replace(site, collections={**site.collections, _NOTES: changed})


def _links(*, spaces: bool = False, with_self: bool = False) -> Plugin:
    linking = partial(link_notes, spaces=spaces, with_self=with_self)
    return Plugin("bidirectional_links_generator.rb", generators=(linking,))


links = _links()
links_with_self = _links(with_self=True)
links_of_words = _links(spaces=True, with_self=True)
tweets = Plugin("embed_tweets.rb", generators=(embed_tweets,))
marks = Plugin("markdown-highlighter.rb", hooks={("site", "pre_render"): mark})
marks_of_letters = Plugin(
    "markdown-highlighter.rb", hooks={("site", "pre_render"): partial(mark, one_letter=True)}
)
new_tabs = Plugin(
    "open_external_links_in_new_tab.rb",
    hooks={
        ("notes", "post_convert"): open_in_new_tab,
        ("pages", "post_convert"): open_in_new_tab,
    },
)
plain_notes = Plugin(
    "empty_front_matter_note_injector.rb", hooks={("site", "post_read"): read_plain_notes}
)
timestamps = Plugin("last_modified_at_generator.rb", generators=(add_timestamps,))
