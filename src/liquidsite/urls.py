"""Permalink template → URL → destination path. Knows nothing of sites.

Source of the rules: Jekyll's documentation, "Permalinks".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

_PLACEHOLDER = re.compile(r":([a-z_]+)")
_PLAIN_PATH = re.compile(r"[a-zA-Z0-9./-]+")
_DOTS = re.compile(r"\.\.")
_SLASHES = re.compile("/{2,}")
_TRAILING_DOTS = re.compile(r"\.+\Z")

# RFC 3986's characters of a path segment, beside letters and digits; `?` and what follows it
# pass as a query, as they do in Ruby's Addressable.
_PATH_SAFE = "-._~!$&'()*+,;=:@/"
_QUERY_SAFE = _PATH_SAFE + "?"

_ALNUM = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


class UnknownPlaceholderError(ValueError):
    """A permalink template names a placeholder that does not exist."""


def expand(template: str, placeholders: Mapping[str, Callable[[T], str]], subject: T) -> str:
    """Replace each `:name` in `template` by the escaped value that it has for `subject`.

    `:month_` may mean `:month` followed by an underscore. Raises UnknownPlaceholderError.
    """

    def replace(match: re.Match[str]) -> str:
        name = match[1]
        if name in placeholders:
            return escape_path(placeholders[name](subject))
        if name.endswith("_") and name[:-1] in placeholders:
            return escape_path(placeholders[name[:-1]](subject)) + "_"
        raise UnknownPlaceholderError(
            f"The URL template doesn't have {name} keys. Check your permalink template!"
        )

    return sanitize(_PLACEHOLDER.sub(replace, template))


def expand_plain(template: str, placeholders: Mapping[str, str | None]) -> str:
    """Expand as `expand` for pages and static files: unknown names stay, nil ones are removed."""
    for name, value in placeholders.items():
        if ":" not in template:
            break
        if value is None:
            template = template.replace(f"/:{name}", "")
        else:
            template = template.replace(f":{name}", escape_path(value))
    return sanitize(template)


def sanitize(url: str) -> str:
    """Give `url` one leading slash, and remove `..`, `./` and doubled slashes."""
    url = _DOTS.sub("/", "/" + url).replace("./", "")
    return _SLASHES.sub("/", url)


def escape_path(path: str) -> str:
    """Percent-encode `path` where RFC 3986 asks for it; the first `#` is encoded too."""
    if not path or _PLAIN_PATH.fullmatch(path):
        return path
    path, hash_sign, fragment = path.partition("#")
    path, question, query = path.partition("?")
    escaped = _encode(path, _PATH_SAFE)
    if question:
        escaped += "?" + _encode(query, _QUERY_SAFE)
    if hash_sign:
        escaped += "%23" + _encode(fragment, _QUERY_SAFE)
    return escaped


def _encode(text: str, safe: str) -> str:
    from urllib.parse import quote

    return quote(text, safe, errors="surrogateescape")  # a file's name may be any bytes


def unescape_path(path: str) -> str:
    """Return the file system path of a URL's `path`."""
    if "%" not in path:
        return path
    from urllib.parse import unquote

    return unquote(path)


def destination(url: str, output_ext: str, index_ext: str) -> str:
    """Return the path below the destination folder, without leading slash, that serves `url`.

    `index_ext` is the extension of the index file of a URL that ends with a slash.
    """
    path = unescape_path(url)
    if url.endswith("/"):
        path += "index" + index_ext
    elif not path.endswith(output_ext):
        path += output_ext
    return path.lstrip("/")


def folders_above(paths: Iterable[str]) -> set[str]:
    """Return all folders that some of `paths` are in, however deep."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def add_suffix(template: str, style: str) -> str:
    """End `template` as the permalink `style` ends: with a slash, the extension or neither."""
    if style == "pretty":
        return template + "/"
    if style in ("date", "ordinal", "none"):
        return template + ":output_ext"
    if style.endswith("/"):
        template += "/"
    if style.endswith(":output_ext"):
        template += ":output_ext"
    return template


def strip_trailing_dots(name: str) -> str:
    return _TRAILING_DOTS.sub("", name)


def extname(name: str) -> str:
    """Return Ruby's `File.extname`: the last dot and what follows; none for a plain dot file."""
    stem = name.rsplit("/", 1)[-1].lstrip(".")
    dot = stem.rfind(".")
    return "" if dot <= 0 else stem[dot:]


@lru_cache(maxsize=4096)
def slugify(text: str, mode: str = "default", cased: bool = False) -> str:
    """Make `text` a slug in one of Jekyll's modes: raw, default, pretty, ascii, latin, none."""
    if mode == "latin":
        text = transliterate(text)
    if mode in _KEPT:
        text = _dashed(text, _KEPT[mode])
    elif mode == "raw":
        text = re.sub(r"[ \t\n\v\f\r]+", "-", text)
    else:
        return text if cased else text.lower()
    text = text.removeprefix("-").removesuffix("-")
    return text if cased else text.lower()


def _dashed(text: str, keep: Callable[[str], bool]) -> str:
    out: list[str] = []
    for char in text:
        if keep(char):
            out.append(char)
        elif not out or out[-1] != "-":
            out.append("-")
        # A kept "-" (mode pretty keeps none) cannot occur, so one dash can replace a run.
    return "".join(out)


def _is_word(char: str) -> bool:
    return char in _ALNUM or (char > "\x7f" and unicodedata.category(char) in _WORD_CATEGORIES)


_WORD_CATEGORIES = frozenset(["Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd"])
_PRETTY = frozenset("._~!$&'()+,;=@")
_KEPT: Mapping[str, Callable[[str], bool]] = {
    "default": _is_word,
    "latin": _is_word,
    "pretty": lambda char: char in _PRETTY or _is_word(char),
    "ascii": _ALNUM.__contains__,
}


def transliterate(text: str) -> str:
    """Remove accents from Latin letters; any other character beyond ASCII becomes `?`."""
    return "".join(_latin(char) for char in text)


_LATIN: Mapping[str, str] = {
    "Æ": "AE", "Ð": "D", "×": "x", "Ø": "O", "Þ": "Th", "ß": "ss", "æ": "ae", "ð": "d",
    "ø": "o", "þ": "th", "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i", "Ĳ": "IJ",
    "ĳ": "ij", "ĸ": "k", "Ł": "L", "ł": "l", "ŉ": "'n", "Ŋ": "NG", "ŋ": "ng", "Œ": "OE",
    "œ": "oe", "Ŧ": "T", "ŧ": "t", "Ŀ": "L", "ŀ": "l",
}  # fmt: skip


def _latin(char: str) -> str:
    if char < "\x80":
        return char
    if char in _LATIN:
        return _LATIN[char]
    base = unicodedata.normalize("NFD", char)[0] if char <= "\u017f" else char
    return base if base < "\x80" else "?"
