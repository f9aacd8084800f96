"""Links, images and ids of the finished pages, reported at their place in the source."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from liquidsite import folder_tree
from liquidsite.config import Config
from liquidsite.migrate.diff.tree import attributes_of
from liquidsite.migrate.doctor.finding import HINT, WARNING, Finding
from liquidsite.migrate.doctor.sources import Sources
from liquidsite.model import HTML_EXTENSIONS, Renderable, StaticFile

_TAG = re.compile(
    r"<(?P<name>[A-Za-z][\w:-]*+)\s(?P<attributes>(?:[^\"'<>]++|\"[^\"]*+\"|'[^']*+')*+)>"
    r"|<(?P<raw>script|style)\b[^>]*+>|<!--",
    re.IGNORECASE,
)
_ENDS = {"script": "</script", "style": "</style"}
_LINKS = frozenset(["href", "src", "poster", "data-src"])
_IMAGES = frozenset(["img", "source", "video", "picture"])
_NOT_LINKS = frozenset(["base"])
_HINTS = frozenset(["preconnect", "dns-prefetch"])
_MOST_TOLD = 1000
# So many dead links are reported one by one.
_FEW = 3
_MISSING = " does not exist in the site"
_DEAD = ("the link ", _MISSING)


@dataclass
class Page:
    """The ids and links of a finished page; each link with the name of its element."""

    path: str
    ids: Counter[str] = field(default_factory=Counter)
    links: dict[tuple[str, str], None] = field(default_factory=dict)


def links(root: Path, sources: Sources) -> Iterator[Finding]:
    """Yield the broken links of the pages that were built into `root`, each once."""
    made = {item.destination: item for item in sources.site.outputs()}
    files = set(_files(root))
    checks = _Checks(sources, files)
    names = sorted(name for name in files if name.endswith(HTML_EXTENSIONS))
    pages = [scan(name, _text(root / name)) for name in names]
    checks.ids = {page.path: page.ids for page in pages}
    merged: dict[tuple[object, ...], Finding] = {}
    for page in pages:
        item = made.get(page.path)
        if item is None or isinstance(item, StaticFile):
            continue
        for finding in (*checks.links(page, item), *checks.twice(page, item)):
            key = (finding.check, finding.path, finding.line, finding.message)
            before = merged.get(key)
            merged[key] = replace(before, pages=before.pages + 1) if before else finding
            if len(merged) >= _MOST_TOLD:
                break
    yield from merged.values()


def grouped(found: Iterable[Finding], makers: Sequence[str]) -> Iterator[Finding]:
    """Yield findings; dead links to pages as one finding where `makers`, plugins that may make
    those pages, are missing.
    """
    found = list(found)
    dead = [finding for finding in found if makers and _is_dead_page(finding)]
    if len(dead) < _FEW:
        yield from found
        return
    text = (
        f"{len(dead)} links lead to pages that do not exist in the site; "
        f"{' or '.join(makers)} may make them"
    )
    pages = sum(finding.pages for finding in dead)
    fix = "Replace the plugin first, then run doctor again. `--show 0` lists the links."
    yield Finding("link", WARNING, text, None, None, fix, pages, tuple(dead))
    yield from (finding for finding in found if finding not in dead)


def _is_dead_page(finding: Finding) -> bool:
    """Return whether a finding is a dead link that names a page: `/tag/python/`, `2.html`."""
    link = finding.message.removeprefix(_DEAD[0]).removesuffix(_DEAD[1])
    name = urlsplit(link).path.rpartition("/")[2]
    is_page = "." not in name or name.endswith(HTML_EXTENSIONS)
    return is_page and finding.message == link.join(_DEAD)


def _files(root: Path) -> Iterator[str]:
    for folder, _, names in folder_tree.walk(root):
        below = os.path.relpath(folder, root).replace(os.sep, "/")
        yield from (name if below == "." else f"{below}/{name}" for name in names)


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8", "replace")


def scan(path: str, html: str) -> Page:
    """Return the ids and links of a page; what stands in scripts and comments is none."""
    page, at = Page(path), 0
    while match := _TAG.search(html, at):
        at = match.end()
        name = (match["name"] or match["raw"] or "").lower()
        if not name:
            at = _after("-->", html, at)
            continue
        if match["attributes"]:
            _take(page, name, dict(attributes_of(match["attributes"], False)))
        if name in _ENDS:
            at = _after(_ENDS[name], html, at)
    return page


def _after(end: str, html: str, at: int) -> int:
    found = html.find(end, at)
    return len(html) if found < 0 else found


def _take(page: Page, name: str, attributes: Mapping[str, str]) -> None:
    if attributes.get("id"):
        page.ids[attributes["id"]] += 1
    elif name == "a" and attributes.get("name"):
        page.ids[attributes["name"]] += 0
    if name in _NOT_LINKS or attributes.get("rel") in _HINTS:
        return
    for key in attributes.keys() & _LINKS:
        if attributes[key]:
            page.links[name, attributes[key]] = None


class _Checks:
    def __init__(self, sources: Sources, files: set[str]) -> None:
        self.sources = sources
        self.files = files
        self.tops = {file.partition("/")[0] for file in files}
        self.ids: Mapping[str, Counter[str]] = {}
        config: Config = sources.site.config
        self.base = f"/{str(config.get('baseurl') or '').strip('/')}".rstrip("/")
        self.markdown = config.markdown_ext
        self.url = str(config.get("url") or "").rstrip("/")

    def links(self, page: Page, item: Renderable) -> Iterator[Finding]:
        for name, link in page.links:
            path, fragment = self._inside(link)
            if path is None:
                continue
            target = self._file(path, page.path)
            if self._is_outside(path):
                yield self._outside(link, target, item)
            elif target is None:
                yield self._broken(name, link, item, self._fix(path, page.path))
            elif fragment and not self._has(target, fragment):
                place = self.sources.locate([f"#{fragment}", link], item)
                text = f"the link {link} points to an id that does not exist"
                yield Finding("anchor", HINT, text, *place, "Correct the part after the #.")

    def _inside(self, link: str) -> tuple[str | None, str]:
        """Return the path of a link into the site; None for what leads elsewhere."""
        if self.url and link.startswith(self.url) and self._is_own(link[len(self.url) :]):
            link = link[len(self.url) :] or "/"
        try:
            parts = urlsplit(link)
        except ValueError:
            return None, ""
        if parts.scheme or parts.netloc or link.startswith(("//", "{{", "javascript:")):
            return None, ""
        return unquote(parts.path), unquote(parts.fragment)

    def _is_own(self, path: str) -> bool:
        """Return whether a path of the site's host is the site's: others may share that with it."""
        if self.base:
            return f"{path}/".startswith(f"{self.base}/")
        first = unquote(path).lstrip("/").partition("/")[0]
        return path in ("", "/") or (path[0] == "/" and first in self.tops)

    def _file(self, path: str, page: str) -> str | None:
        """Return the file that a server would send; None when there is none."""
        if not path:
            return page
        if path.startswith("/"):
            path = path if self._is_outside(path) else path[len(self.base) :]
        else:
            path = f"{page.rpartition('/')[0]}/{path}"
        below = normpath(path.lstrip("/") or ".")
        names = (below, normpath(f"{below}/index.html"), f"{below}.html")
        return next((name for name in names if name in self.files), None)

    def _has(self, target: str, fragment: str) -> bool:
        ids = self.ids.get(target)
        return ids is None or fragment in ids or fragment == "top" or fragment[0] in "!/:~"

    def _is_outside(self, path: str) -> bool:
        """Return whether an absolute path leaves the base URL."""
        return path.startswith("/") and not f"{path}/".startswith(f"{self.base}/")

    def _outside(self, link: str, target: str | None, item: Renderable) -> Finding:
        text = f"the link {link} lacks the base URL {self.base}"
        fix = "Use the filter `relative_url`, unless the link is meant to leave the site."
        severity = HINT if target is None else WARNING
        return Finding("link", severity, text, *self._place(link, item), fix)

    def _fix(self, path: str, page: str) -> str:
        stem, _, ext = path.rpartition(".")
        if f".{ext}" in self.markdown and self._file(f"{stem}.html", page) is not None:
            return (
                "The link names the source of a page. The built-in plugin jekyll-relative-links "
                "turns it into a link to the page."
            )
        return "Correct the path, or add the file."

    def _broken(self, name: str, link: str, item: Renderable, fix: str) -> Finding:
        text = f"the {_kind(name)} {link}{_MISSING}"
        return Finding("link", WARNING, text, *self._place(link, item), fix)

    def _place(self, link: str, item: Renderable) -> tuple[str, int | None]:
        """Return where a source has the link, with or without the base URL."""
        plain = unquote(urlsplit(link).path)
        below = plain.removeprefix(self.base)
        words = [link, below, below.lstrip("/"), plain.rstrip("/").rpartition("/")[2]]
        return self.sources.locate([word for word in dict.fromkeys(words) if len(word) > 2], item)

    def twice(self, page: Page, item: Renderable) -> Iterator[Finding]:
        for name, count in page.ids.items():
            if count > 1:
                words = [f'id="{name}"', f"id='{name}'", f"id={name}", f"#{name}", name]
                place = self.sources.locate(words, item)
                text = f"the id {name} is used {count} times on a page"
                fix = "Give each element its own id: links and labels only find the first."
                yield Finding("id", HINT, text, *place, fix)


def _kind(element: str) -> str:
    if element in _IMAGES:
        return "image"
    return "link" if element == "a" else f"{element} element's file"
