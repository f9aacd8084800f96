"""A reference that was downloaded from the live server, as by `wget --mirror --convert-links`.

Such a copy has the pages under other names (a folder of the host's name around them, `about.html`
for `/about`, `main.css?v=2` for `main.css`) and other links in them (`../index.html` for `/`). So
files are paired by the URL that they stand for, and links compared by where they lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from liquidsite import folder_tree
from liquidsite.migrate.diff.tree import Attributes, Node

_LINKS = frozenset(["href", "src", "action", "poster", "data-src", "cite", "content"])
_QUERY = re.compile(r"[?@][\w.=&%-]*\Z")
_ADDRESS = re.compile(r"url\(([^()]*+)\)")
_WRITTEN = re.compile(r"(\b(?:src|href)=)([\"'])([^\"'\s]*+)\2")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[:+]\d+)?")


def root_of(folder: Path, baseurl: str) -> Path:
    """Find the site in a downloaded folder: below the host's name and the base URL."""
    if not (folder / "index.html").is_file():
        hosts = [item for item in folder.iterdir() if item.is_dir() and _HOST.fullmatch(item.name)]
        if hosts:
            folder = max(hosts, key=lambda item: sum(1 for _ in folder_tree.files(item)))
    below = folder / baseurl.strip("/")
    return below if baseurl.strip("/") and below.is_dir() else folder


def paired(reference: Iterable[str], built: Iterable[str]) -> dict[str, str]:
    """Name in the reference → name as built, of all files that stand for the same URL.

    Of several that do (`font.eot` and `font.eot?v=1`) the first counts.
    """
    names = set(built)
    by_url = {url_of(name): name for name in sorted(names, reverse=True)}
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(reference, key=lambda name: (name not in names, name)):
        other = name if name in names else by_url.get(url_of(name))
        if other is not None and other not in taken:
            found[name] = other
            taken.add(other)
    return found


def repeated(missing: Iterable[str], pairs: Mapping[str, str]) -> set[str]:
    """Return files for the URL of a file that was found: the same under another query."""
    urls = {url_of(name) for name in pairs}
    return {name for name in missing if _QUERY.search(name) and url_of(name) in urls}


def url_of(name: str) -> str:
    """Return the URL that a file is served under, without what servers add or leave out."""
    name = _QUERY.sub("", unquote(name))
    name = name.removesuffix(".html").removesuffix(".htm")
    return ("/" + name).removesuffix("/index").rstrip("/") or "/"


@dataclass(frozen=True)
class Addresses:
    """The URL of a site, which its absolute links begin with: `https://example.org`, `/2021`.

    `host` is that of the folder in which the download lies, if that is different.
    """

    url: str = ""
    baseurl: str = ""
    host: str = ""

    def of(self, root: Path) -> Addresses:
        """Return the same for a download in `root`, which may have the name of its host."""
        return replace(self, host=root.name) if _HOST.fullmatch(root.name) else self

    def led(self, link: str, page: str) -> str:
        """Return the target of `link` on the page whose URL in the site is `page`."""
        try:
            parts = urlsplit(link)
        except ValueError:
            return link
        own = (urlsplit(self.url).netloc, self.host)
        if parts.netloc and parts.netloc not in own:
            return link.removeprefix("https:").removeprefix("http:")
        if parts.scheme and parts.scheme not in ("http", "https"):
            return link
        path = unquote(parts.path)
        if not path and not parts.netloc:
            target = page
        elif path.startswith("/") or parts.netloc:
            target = path if not self._inside(path) else path[len(self.base) :] or "/"
        else:
            target = normpath(f"{page.rpartition('/')[0]}/{path}")
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return "→" + url_of(target.lstrip("/")) + fragment

    @property
    def base(self) -> str:
        stripped = self.baseurl.strip("/")
        return f"/{stripped}" if stripped else ""

    def _inside(self, path: str) -> bool:
        return bool(self.base) and (path + "/").startswith(self.base + "/")

    def resolve(self, tree: Node, page: str) -> None:
        """Put where they lead in place of all links below `tree`, and compute it anew."""
        nodes = [node for node in tree.walk() if node.attributes]
        for node in nodes:
            node.attributes = self._resolved(node.attributes, "/" + page)
        for script in (node for node in tree.walk() if node.name == "script"):
            for text in script.children:
                text.text = self._in_script(text.text, "/" + page)
        _seal(tree)

    def _in_script(self, text: str, page: str) -> str:
        """Return a script that writes elements, whose links were made others as well."""
        return _WRITTEN.sub(lambda m: f"{m[1]}{m[2]}{self.led(m[3], page)}{m[2]}", text)

    def stylesheet(self, text: str, page: str) -> str:
        """Replace the addresses in `text` by their targets."""
        return _ADDRESS.sub(lambda match: f"url({self._address(match[1], '/' + page)})", text)

    def _address(self, link: str, page: str) -> str:
        plain = unquote(link.strip("\"' "))
        return plain if plain.startswith("data:") else self.led(plain.partition("#")[0], page)

    def _resolved(self, attributes: Attributes, page: str) -> Attributes:
        return tuple(
            (name, self.led(value, page) if self._leads(name, value) else value)
            for name, value in attributes
        )

    def _leads(self, name: str, value: str) -> bool:
        if name == "content":
            return bool(self.url) and value.startswith(self.url)
        return name in _LINKS


def _seal(tree: Node) -> None:
    """Compute the numbers of all nodes again, the innermost first."""
    for node in reversed([tree, *tree.walk()]):
        spans = node.spans and not any(child.spans for child in node.children)
        node.seal()
        if spans:
            node.seal_code()


def looks_downloaded(missing: Iterable[str], extra: Mapping[str, object]) -> bool:
    """Return whether many files that seem to be missing are there under another name."""
    names = list(missing)
    urls = {url_of(name) for name in extra}
    return len(names) > 1 and sum(url_of(name) in urls for name in names) * 2 > len(names)
