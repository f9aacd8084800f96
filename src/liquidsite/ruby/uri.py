"""URIs as Jekyll normalizes them (RFC 3986, by the rules of the Addressable library)."""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import quote, unquote_to_bytes

from liquidsite.ruby.values import RubyError

_URI = re.compile(
    r"^(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$", re.MULTILINE
)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9.+-]*\Z")
_USERINFO = re.compile(r"([^\[\]]*)@")
_PORT = re.compile(r":([^:@\[\]]*)$")
_BAD_HOST = re.compile(r'[<>{}/\\?#@"\s]')
_DEFAULT_PORTS = {
    "http": 80, "https": 443, "ftp": 21, "tftp": 69, "sftp": 22, "ssh": 22, "svn+ssh": 22,
    "telnet": 23, "nntp": 119, "gopher": 70, "wais": 210, "ldap": 389, "prospero": 1525,
}  # fmt: skip
_SUB_DELIMITERS = "!$&'()*+,;="
_SEGMENT_SAFE = f"{_SUB_DELIMITERS}:@"
_FRAGMENT_SAFE = f"{_SEGMENT_SAFE}/?"
_HOST_SAFE = f"{_SUB_DELIMITERS}[:]"
_QUERY_SAFE = "!$'()*+,=:@/?"
_ANY_SAFE = f"{_SUB_DELIMITERS}:/?#[]@"
_PLUS = re.compile(r"(%2[Bb])")


class Uri(NamedTuple):
    scheme: str | None
    authority: str | None
    path: str
    query: str | None
    fragment: str | None

    @property
    def is_absolute(self) -> bool:
        return self.scheme is not None

    def __str__(self) -> str:
        parts = [f"{self.scheme}:"] if self.scheme is not None else []
        if self.authority is not None:
            parts.append(f"//{self.authority}")
        parts.append(self.path)
        if self.query is not None:
            parts.append(f"?{self.query}")
        if self.fragment is not None:
            parts.append(f"#{self.fragment}")
        return "".join(parts)


def parse(text: str) -> Uri:
    """Split a URI. Raises RubyError when a part is not what the standard allows."""
    found = _URI.match(text)
    assert found
    uri = Uri(*found.groups(default=None))  # type: ignore[arg-type]
    if uri.scheme is not None and not _SCHEME.match(uri.scheme):
        raise RubyError(f"Invalid scheme format: '{uri.scheme}'")
    if uri.scheme is None and uri.authority is None and uri.path.startswith(":"):
        raise RubyError(f"Cannot assemble URI string with ambiguous path: '{uri.path}'")
    return uri


def normalized(text: str) -> str:
    """Return `text` with its parts in normal form: escapes, letter case, dots in the path."""
    uri = parse(text)
    scheme = uri.scheme.lower() if uri.scheme else None
    path = _normalized_path(uri.path)
    if not path and scheme in ("http", "https", "ftp", "tftp"):
        path = "/"
    authority = _normalized_authority(uri.authority, scheme)
    if authority is None and path.startswith("//"):
        raise RubyError(
            f"Cannot have a path with two leading slashes without an authority set: '{path}'"
        )
    query = _normalized_query(uri.query) if uri.query else None
    fragment = normalize_component(uri.fragment, _FRAGMENT_SAFE) if uri.fragment else None
    return str(Uri(scheme, authority, path, query, fragment))


def normalize_component(text: str, safe: str) -> str:
    """Unescape, compose Unicode, and escape everything that is not unreserved or `safe`."""
    if text.isascii() and "%" not in text:
        return quote(text, safe)
    raw = unquote_to_bytes(text)
    try:
        return quote(normalize("NFC", raw.decode()), safe)
    except UnicodeDecodeError:
        return quote(raw, _ANY_SAFE)


def _normalized_path(path: str) -> str:
    parts = path.strip(" \t\n\v\f\r\0").split("/")
    segments = [normalize_component(part, _SEGMENT_SAFE) for part in parts]
    if "." not in segments and ".." not in segments:
        return "/".join(segments)
    return _without_dots(segments)


def _without_dots(segments: list[str]) -> str:
    kept: list[str] = []
    for segment in segments[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join([segments[0], *kept])


def _normalized_query(query: str) -> str | None:
    return "&".join(map(_normalized_pair, query.split("&"))) or None


def _normalized_pair(pair: str) -> str:
    # An escaped plus is not the plus that means a space.
    parts = _PLUS.split(pair)
    parts[::2] = [normalize_component(part, _QUERY_SAFE) for part in parts[::2]]
    return "".join(parts)


def _normalized_authority(authority: str | None, scheme: str | None) -> str | None:
    if authority is None:
        return None
    userinfo = _USERINFO.match(authority)
    rest = authority[userinfo.end() :] if userinfo else authority
    port = _PORT.search(rest)
    host = _normalized_host(rest[: port.start()] if port else rest)
    parts = [_normalized_userinfo(userinfo[1], scheme)] if userinfo else []
    parts += [host, _normalized_port(port[1], scheme) if port else ""]
    return "".join(parts)


def _normalized_userinfo(userinfo: str, scheme: str | None) -> str:
    user, colon, password = userinfo.strip().partition(":")
    if not user and not password and scheme in ("http", "https"):
        return ""
    return f"{normalize_component(user, '')}{colon}{normalize_component(password, '')}@"


def _normalized_host(host: str) -> str:
    if _BAD_HOST.search(host):
        raise RubyError(f"Invalid character in host: '{host}'")
    host = unquote_to_bytes(host.lower()).decode(errors="replace")
    host = ".".join(map(_ascii_label, host.split(".")))
    if host.endswith(".") and not host.endswith(".."):
        host = host[:-1]
    return normalize_component(host, _HOST_SAFE)


def _ascii_label(label: str) -> str:
    if label.isascii():
        return label
    return "xn--" + normalize("NFKC", label.lower()).encode("punycode").decode()


def _normalized_port(port: str, scheme: str | None) -> str:
    if port and not port.isdigit():
        raise RubyError(f'Invalid port number: "{port}"')
    number = int(port or 0)
    return f":{number}" if number and number != _DEFAULT_PORTS.get(scheme or "") else ""
